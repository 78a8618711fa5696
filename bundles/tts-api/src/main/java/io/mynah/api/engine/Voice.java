package io.mynah.api.engine;

import java.nio.file.Path;

/** The voice of an utterance. */
public sealed interface Voice {

    /** What the request named. */
    String name();

    /**
     * A voice of the engine itself.
     *
     * @param name one of the ids in {@link EngineInfo#voices()}
     */
    record BuiltIn(String name) implements Voice {}

    /**
     * A voice clip of the user, validated: readable, at least 5.0 s long.
     *
     * @param name file name within references/
     * @param wav mono or stereo WAV with the clip's audio, to be read only
     * @param contentId hash of the source's content, a key for caches
     */
    record Clip(String name, Path wav, String contentId) implements Voice {}
}
