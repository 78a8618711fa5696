package io.mynah.core;

import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.core.audio.PostProcessor;
import io.mynah.core.audio.Wav;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the asker holds of a request: its audio, joined, limited and encoded. Used by one thread, closed by any. */
final class JobReader implements Speech {

    private static final short[] NOTHING = {};

    private final SpeechJob job;
    private @Nullable PostProcessor post;
    private final List<short[]> whole = new ArrayList<>();
    private boolean anythingHeard;
    private boolean ended;

    JobReader(SpeechJob job) {
        this.job = job;
    }

    @Override
    public SpeechInfo info() throws SpeechException {
        return job.awaitSpeaker();
    }

    @Override
    public short @Nullable [] read() throws SpeechException {
        while (!ended) {
            short[] ready = advance();
            if (ready.length > 0) {
                anythingHeard = true;
                return ready;
            }
        }
        if (anythingHeard) {
            return null;
        }
        // Nothing in the text can be spoken: a moment of silence rather than a file without a sample.
        anythingHeard = true;
        return new short[info().sampleRate() / 10];
    }

    private short[] advance() throws SpeechException {
        float[] block = job.take();
        if (block == SpeechJob.ANEW) {
            whole.clear();
            anythingHeard = false;
            post = null;
            return NOTHING;
        }
        if (post == null) {
            post = new PostProcessor(info().sampleRate());
        }
        if (block == null) {
            ended = true;
            return post.finish();
        }
        return block.length == 0 ? post.endSentence() : post.next(block);
    }

    @Override
    public byte[] wav() throws SpeechException {
        job.keepWhole();
        for (short[] block = read(); block != null; block = read()) {
            whole.add(block);
        }
        byte[] wav = Wav.encode(whole, info().sampleRate());
        whole.clear();
        return wav;
    }

    @Override
    public void close() {
        job.close();
    }
}
