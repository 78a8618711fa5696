package io.mynah.core;

import io.mynah.api.speech.Speech;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechInfo;
import io.mynah.api.speech.WavFile;
import io.mynah.core.audio.PostProcessor;
import io.mynah.core.audio.Recording;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the asker holds of a request: its audio, joined, limited and encoded. Used by one thread, closed by any. */
final class JobReader implements Speech {
    private static final Logger LOG = LoggerFactory.getLogger(JobReader.class);

    private static final short[] NOTHING = {};

    private final SpeechJob job;
    private final Recording recording;
    private @Nullable PostProcessor post;
    private boolean anythingHeard;
    private boolean ended;

    /**
     * The audio of a request.
     *
     * @param temporary folder for what is too long for the memory
     */
    JobReader(SpeechJob job, Path temporary) {
        this.job = job;
        this.recording = new Recording(temporary);
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
            startOver();
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
    public WavFile wav() throws SpeechException {
        job.keepWhole();
        try {
            for (short[] block = read(); block != null; block = read()) {
                recording.add(block);
            }
            recording.finish(info().sampleRate());
            return recording;
        } catch (ClosedChannelException e) {
            throw new SpeechException.Cancelled();
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private void startOver() throws SpeechException {
        try {
            recording.clear();
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static SpeechException noRoom(IOException e) {
        return new SpeechException.SynthesisFailed("there is no room for the audio", false, e);
    }

    @Override
    public void close() {
        job.close();
        try {
            recording.close();
        } catch (IOException e) {
            LOG.warn(
                    "A temporary file of speech cannot be removed: {}",
                    e.getClass().getSimpleName());
        }
    }
}
