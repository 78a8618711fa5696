package io.mynah.models;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/**
 * What names a content: its SHA-256, and the SHA-1 that git has of it as a blob, which the hub uses for small files. For one
 * thread, and to be asked once.
 */
final class Checksum {
    private final MessageDigest sha256 = digest("SHA-256");
    private final MessageDigest gitSha1 = digest("SHA-1");

    /** The two of them, in lower-case hexadecimal. */
    record Result(String sha256, String gitSha1) {

        /** Whether an etag can be one of them. */
        static boolean canCheck(String etag) {
            return etag.matches("[0-9a-f]{40}|[0-9a-f]{64}");
        }

        boolean matches(String etag) {
            return etag.equals(sha256) || etag.equals(gitSha1);
        }
    }

    /** @param size of all the content that will come: git puts it first */
    Checksum(long size) {
        gitSha1.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    /** Takes what is left in the buffer, which stays as it is. */
    void update(ByteBuffer content) {
        sha256.update(content.duplicate());
        gitSha1.update(content.duplicate());
    }

    /**
     * Takes a file.
     *
     * @param read hears how many bytes came
     */
    void update(Path file, LongConsumer read, Cancellation cancellation) throws IOException, ModelException.Cancelled {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 17);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (int count = channel.read(buffer); count >= 0; count = channel.read(buffer)) {
                if (cancellation.isRequested()) {
                    throw Pause.cancelled();
                }
                update(buffer.flip());
                buffer.clear();
                read.accept(count);
            }
        }
    }

    Result result() {
        HexFormat hex = HexFormat.of();
        return new Result(hex.formatHex(sha256.digest()), hex.formatHex(gitSha1.digest()));
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }
}
