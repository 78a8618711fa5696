package io.mynah.api.voice;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** Reads clips for engines that take on a voice. Safe for use by several threads. */
@ConsumerType
public interface ClipAudio {

    /** Integrated loudness to which {@link #gain} brings a clip, in LUFS. */
    double LOUDNESS = -27;

    /**
     * The sound of a clip, channels mixed down to their mean.
     *
     * @param wav as the voice library keeps its clips
     * @param sampleRate wanted, in Hz; the clip's own may be another
     * @param seconds at most, from the clip's begin
     * @return mono, nominally in [-1, 1]; a new array
     * @throws IOException if the file cannot be read or is no WAV
     */
    float[] read(Path wav, int sampleRate, double seconds) throws IOException;

    /**
     * By how much to multiply samples so that they are as loud as {@link #LOUDNESS}. Measured by ITU-R BS.1770-4 with the
     * filters of Python's pyloudnorm, since models were trained on clips that were brought to a level by that: they differ
     * from the standard's by 0.006 LU on speech.
     *
     * @param samples mono; not changed
     * @return 1 for what is silent
     */
    double gain(float[] samples, int sampleRate);
}
