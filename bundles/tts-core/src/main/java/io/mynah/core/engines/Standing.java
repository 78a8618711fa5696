package io.mynah.core.engines;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.TtsEngine;

/**
 * An engine as an administrator sees it.
 *
 * @param order the id of its service
 * @param leases utterances that it speaks right now
 * @param stopped whether a person stopped it
 * @param trouble why others are asked first, one line for people; empty for an engine that is as it should be
 * @param leaves whether its service is going, or has gone
 * @param hangs whether it has gone and keeps a lease
 */
public record Standing(
        TtsEngine engine,
        EngineInfo info,
        long order,
        int ranking,
        boolean promoted,
        int leases,
        boolean stopped,
        String trouble,
        boolean leaves,
        boolean hangs) {}
