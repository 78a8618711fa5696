package io.mynah.rest;

import io.mynah.api.engine.EngineInfo;
import io.mynah.api.speech.SpeechService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which engines a request may name: those that speak now, and those that did, since an engine that is being replaced comes
 * back. Safe for use by several threads.
 */
final class KnownEngines {
    private final Facades facades;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    KnownEngines(Facades facades) {
        this.facades = facades;
    }

    /** Ids; empty if no engine has been there yet. */
    Set<String> known() {
        List<EngineInfo> now = facades.speech().map(SpeechService::engines).orElse(List.of());
        now.forEach(engine -> seen.add(engine.id()));
        return seen;
    }
}
