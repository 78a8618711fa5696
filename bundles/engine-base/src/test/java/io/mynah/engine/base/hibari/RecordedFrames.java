package io.mynah.engine.base.hibari;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Spectra and sound as {@code src/test/scripts/record.py} writes them. */
final class RecordedFrames implements SpectralFrames {
    private final int count;
    private final float[] spectra;
    private final float[] pitch;
    private final float[] sound;
    private int from;
    private int length;

    private RecordedFrames(int count, float[] spectra, float[] pitch, float[] sound) {
        this.count = count;
        this.spectra = spectra;
        this.pitch = pitch;
        this.sound = sound;
    }

    static RecordedFrames read(String resource) throws IOException {
        try (InputStream in = RecordedFrames.class.getResourceAsStream(resource)) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int count = bytes.getInt();
            float[] spectra = new float[PARTS * SpectralSynthesis.BINS * count];
            for (int i = 0; i < spectra.length; i++) {
                spectra[i] = Float.intBitsToFloat(bytes.getShort() << 16);
            }
            return new RecordedFrames(
                    count, spectra, floats(bytes, count), floats(bytes, count * SpectralSynthesis.HOP));
        }
    }

    private static float[] floats(ByteBuffer bytes, int n) {
        float[] floats = new float[n];
        for (int i = 0; i < n; i++) {
            floats[i] = bytes.getFloat();
        }
        return floats;
    }

    float[] sound() {
        return sound;
    }

    /** The same with one part's magnitude as low as it goes. */
    RecordedFrames without(int part) {
        float[] other = spectra.clone();
        int size = SpectralSynthesis.BINS * count;
        Arrays.fill(other, part * size, (part + 1) * size, -100f);
        return new RecordedFrames(count, other, pitch, sound);
    }

    /** The same several times over, and perhaps its first frame once more. */
    RecordedFrames repeated(int copies, boolean oneMore) {
        int total = copies * count + (oneMore ? 1 : 0);
        float[] other = new float[PARTS * SpectralSynthesis.BINS * total];
        float[] otherPitch = new float[total];
        for (int frame = 0; frame < total; frame++) {
            otherPitch[frame] = pitch[frame % count];
            for (int row = 0; row < PARTS * SpectralSynthesis.BINS; row++) {
                other[row * total + frame] = spectra[row * count + frame % count];
            }
        }
        return new RecordedFrames(total, other, otherPitch, sound);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public float[] pitch() {
        return pitch;
    }

    @Override
    public void load(int first, int frames) {
        from = first;
        length = frames;
    }

    @Override
    public void copy(int part, int bin, float[] target, int offset) {
        System.arraycopy(spectra, (part * SpectralSynthesis.BINS + bin) * count + from, target, offset, length);
    }
}
