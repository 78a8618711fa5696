package io.mynah.runtime.tokenizers.user;

import io.mynah.runtime.tokenizers.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Reads a tokenizer as an engine does, and leaves it open like one that is replaced before it could close it. */
public final class Engine implements Supplier<long[]> {
    private final Tokenizer tokenizer;

    /** Created by name, since the test sees another class of this name. */
    public Engine(Path json) {
        try {
            tokenizer = Tokenizer.read(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long[] get() {
        return tokenizer.ids("Two one three", true);
    }
}
