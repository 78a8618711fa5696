package io.mynah.api.admin;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The engines, to be managed one by one, whichever bundle they come from. What is decided here holds for an engine's id, also
 * when its bundle is replaced, until the server or the core is started anew. No request is lost by any of it. Safe for use by
 * several threads.
 */
@ProviderType
public interface EngineAdmin {

    /** All engines that are there, those that are stopped too; the preferred one first. */
    List<EngineStatus> engines();

    /**
     * Gives an engine no new requests. Those that it speaks, it speaks to their ends, for which this waits; then it gives its
     * memory back as by {@link #unload}. Its bundle stays, and so do other engines of it. Stopping it again waits again.
     *
     * @return {@link EngineStatus.State#STOPPED}, or {@link EngineStatus.State#DRAINING} if that takes longer than an engine is
     *     waited for at a swap: then it goes on by itself, and keeps its memory
     * @throws AdminException.Unknown if there is no such engine
     */
    EngineStatus stop(String id) throws AdminException;

    /**
     * Gives an engine requests again.
     *
     * @throws AdminException.Unknown if there is no such engine
     */
    EngineStatus start(String id) throws AdminException;

    /**
     * Prefers an engine to all others from the next request on, whatever their rankings, wherever a request leaves the choice.
     * One engine is preferred so at a time; to start it is another matter.
     *
     * @throws AdminException.Unknown if there is no such engine
     */
    EngineStatus promote(String id) throws AdminException;

    /**
     * Undoes {@link #promote}: the rankings decide again. Nothing changes for an engine that is not promoted.
     *
     * @throws AdminException.Unknown if there is no such engine
     */
    EngineStatus demote(String id) throws AdminException;

    /**
     * Has an engine give back what memory it takes anew by itself when it is wanted.
     *
     * @return whether it did; one that cannot, or that speaks, does not
     * @throws AdminException.Unknown if there is no such engine
     */
    boolean unload(String id) throws AdminException;
}
