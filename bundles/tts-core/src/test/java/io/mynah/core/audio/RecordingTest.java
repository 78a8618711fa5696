package io.mynah.core.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingTest {
    private static final int RATE = 24_000;
    private static final int A_MINUTE = 60 * RATE;

    @TempDir
    Path folder;

    @Test
    void short_written_isAPlainWavAndNeedsNoFile() throws Exception {
        try (Recording recording = new Recording(folder)) {
            recording.add(new short[] {1, -2});
            recording.add(new short[] {0x1234});
            recording.finish(RATE);
            byte[] wav = bytes(recording);
            assertEquals(44 + 6, wav.length);
            assertEquals(wav.length, recording.length());
            assertEquals("RIFF", new String(wav, 0, 4, StandardCharsets.US_ASCII));
            ByteBuffer header = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
            assertEquals(wav.length - 8, header.getInt(4));
            assertEquals(1, header.getShort(20), "PCM");
            assertEquals(1, header.getShort(22), "mono");
            assertEquals(RATE, header.getInt(24));
            assertEquals(16, header.getShort(34));
            assertEquals(6, header.getInt(40));
            assertArrayEquals(new byte[] {1, 0, -2, -1, 0x34, 0x12}, Arrays.copyOfRange(wav, 44, 50));
            assertEquals(List.of(), files());
        }
    }

    @Test
    void long_written_isInAFileUntilItIsClosed() throws Exception {
        short[] second = new short[RATE];
        try (Recording recording = new Recording(folder)) {
            for (int i = 0; i < A_MINUTE; i += RATE) {
                Arrays.fill(second, (short) i);
                recording.add(second);
            }
            recording.finish(RATE);
            assertEquals(1, files().size());
            byte[] wav = bytes(recording);
            assertEquals(44 + 2 * A_MINUTE, wav.length);
            assertArrayEquals(wav, bytes(recording), "a second time");
            ByteBuffer samples = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < A_MINUTE; i++) {
                assertEquals((short) (i / RATE * RATE), samples.getShort(44 + 2 * i));
            }
        }
        assertEquals(List.of(), files());
    }

    @Test
    void cleared_written_holdsWhatCameAfter() throws Exception {
        try (Recording recording = new Recording(folder)) {
            recording.add(new short[A_MINUTE]);
            recording.clear();
            assertEquals(List.of(), files());
            recording.add(new short[] {7});
            recording.finish(RATE);
            byte[] wav = bytes(recording);
            assertArrayEquals(new byte[] {7, 0}, Arrays.copyOfRange(wav, 44, wav.length));
        }
    }

    @Test
    void closed_addedTo_leavesNothing() throws Exception {
        Recording recording = new Recording(folder);
        recording.add(new short[A_MINUTE]);
        assertEquals(1, files().size());
        recording.close();
        recording.close();
        assertEquals(List.of(), files());
        assertThrows(ClosedChannelException.class, () -> recording.add(new short[A_MINUTE]));
        assertEquals(List.of(), files());
    }

    @Test
    void noRoomForAFile_longSpeech_staysInMemory() throws Exception {
        try (Recording recording = new Recording(folder.resolve("missing"))) {
            recording.add(new short[] {1, 2});
            recording.add(new short[A_MINUTE]);
            recording.add(new short[] {3});
            recording.finish(RATE);
            byte[] wav = bytes(recording);
            assertEquals(44 + 2 * (A_MINUTE + 3), wav.length);
            assertArrayEquals(new byte[] {1, 0, 2, 0, 0, 0}, Arrays.copyOfRange(wav, 44, 50));
            assertArrayEquals(new byte[] {0, 0, 3, 0}, Arrays.copyOfRange(wav, wav.length - 4, wav.length));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static byte[] bytes(Recording recording) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        recording.writeTo(out);
        return out.toByteArray();
    }
}
