package io.mynah.api.model;

import io.mynah.api.engine.Cancellation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The models that this server knows, wherever their files lie: shipped with the distribution, in a folder of the user, or
 * in the cache that other programs of the same hub share. Only {@link #pull} reaches for the network. Safe for use by
 * several threads and, as far as the cache is concerned, by several processes.
 *
 * <p>A precision is named as in {@link ModelInfo.Variant#precision()}, such as {@code q4}; empty for the
 * one that its user wants ({@link ModelUser#choose}), or the model's usual one if nobody uses it. Where a model consists of
 * parts, they can be mixed: {@code q4,conditional_decoder=fp32} is {@code q4} but for one part.
 */
@ProviderType
public interface ModelStore {
    /** Service property: files with a token for the hub that others than their owner can read or write, as paths. */
    String EXPOSED_TOKENS = "mynah.token.exposed";

    /** All models in the order of the manifest, with what is here of each. Looks at files, so ask when you need it. */
    List<ModelInfo> models();

    /**
     * One precision of a model, or one mixture of its parts.
     *
     * @throws ModelException {@link ModelException.UnknownModel} or {@link ModelException.UnknownPrecision}
     */
    ModelInfo.Variant variant(String id, String precision) throws ModelException;

    /** Bytes that can still be written to where models are put. */
    long room();

    /**
     * Stands for what is here of a model, wherever it could lie: another number when a file has come, gone or changed. Costs
     * one look at each file and reads none, so that who depends on the files can ask often and compute seldom.
     *
     * @throws ModelException {@link ModelException.UnknownModel}
     */
    default long stamp(String id) throws ModelException {
        // A store that cannot tell: it may always have changed.
        return System.nanoTime();
    }

    /**
     * Where a model lies, if all its files are here with the sizes that are known of them. Their content is not read.
     *
     * @return the folder that its file names count from: of a cache the snapshot, whose files may be links. Read only; it
     *     stays unless somebody calls {@link #remove}
     * @throws ModelException {@link ModelException.UnknownModel} or {@link ModelException.UnknownPrecision}
     */
    Optional<Path> find(String id, String precision) throws ModelException;

    /**
     * Brings a model here and waits for it. What is here already is not fetched again, what was begun is continued, and
     * each file is checked for size and checksum before it can be seen. Several callers who want the same file wait for the
     * one who fetches it.
     *
     * @param listener told what has been done, several times a second, on the calling thread; must not block
     * @param cancellation ends it soon; what has been fetched is kept to be continued
     * @return as {@link #find}
     * @throws ModelException any of the family; nothing half can be seen then. {@link ModelException.Cancelled} also if the
     *     thread is interrupted, whose mark stays set
     */
    Path pull(String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation)
            throws ModelException;

    /**
     * Reads all files of a model that are here and compares them with their checksums. Needs no network.
     *
     * @param listener as for {@link #pull}
     * @throws ModelException {@link ModelException.UnknownModel}, {@link ModelException.UnknownPrecision},
     *     {@link ModelException.Storage} or {@link ModelException.Cancelled}; what is found wrong is no failure but the result
     */
    ModelReport verify(String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation)
            throws ModelException;

    /**
     * Removes the files of all precisions of a model from the cache, and what of them was begun. Waits until nobody in this
     * server uses them ({@link ModelUser#release}). Other programs of the hub that used them would have to fetch them again;
     * files that do not belong to the model stay.
     *
     * @return bytes that were freed
     * @throws ModelException {@link ModelException.UnknownModel}, {@link ModelException.NotRemovable} if it is not in the
     *     cache but shipped or in a folder of the user, {@link ModelException.Busy} if it is being fetched, or
     *     {@link ModelException.Storage}
     */
    long remove(String id) throws ModelException;
}
