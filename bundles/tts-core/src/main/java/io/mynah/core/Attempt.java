package io.mynah.core;

import io.mynah.core.engines.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of a request on their way, spoken in one voice. Where an engine fails at the request, all of them are spoken
 * anew: that is another attempt, and what the first one still brings is of no use. Guarded by the queue's lock.
 */
final class Attempt {
    private final VoicedRequest request;
    private final List<Sentence> sentences = new ArrayList<>();
    /** Those that are to be begun, in their order. */
    private final Queue<Sentence> pending = new PriorityQueue<>();

    /** Those that are being spoken. */
    private final Set<Sentence> underWay = new LinkedHashSet<>();

    private boolean delivered;
    private boolean taken;
    private int completed;
    private int reading;
    private long samples;

    Attempt(VoicedRequest request, List<String> texts) {
        this.request = request;
        texts.forEach(text -> sentences.add(new Sentence(this, sentences.size(), text)));
        pending.addAll(sentences);
    }

    /** The request, and in what voice it is spoken. */
    VoicedRequest request() {
        return request;
    }

    /** The same sentences, none of them spoken. */
    Attempt anew(VoicedRequest by) {
        return new Attempt(by, sentences.stream().map(sentence -> sentence.text).toList());
    }

    List<Sentence> sentences() {
        return sentences;
    }

    boolean isComplete() {
        return completed == sentences.size();
    }

    /** Whether there is a sentence to begin, not too far ahead of the reader. */
    boolean hasWork(int lookAhead) {
        return !pending.isEmpty() && pending.element().index < reading + lookAhead;
    }

    /** Whether an engine speaks, or has been heard. */
    boolean isSpeaking() {
        return delivered || !underWay.isEmpty();
    }

    /** Those that are being spoken. */
    List<Sentence> underWay() {
        return List.copyOf(underWay);
    }

    /** How long those that are being spoken may be silent before their engine counts as hanging. */
    Duration patience() {
        return underWay.stream()
                .map(Sentence::patience)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Whether there is audio. */
    boolean isAudible() {
        return delivered;
    }

    /** Whether the reader has been given any of it. */
    boolean isTaken() {
        return taken;
    }

    long samples() {
        return samples;
    }

    Sentence begin(Lease lease) {
        Sentence sentence = pending.remove();
        sentence.cancellation = Sentence.newCancellation();
        sentence.lease = lease;
        underWay.add(sentence);
        return sentence;
    }

    void deliver(Sentence sentence, float[] block) {
        sentence.delivered = true;
        delivered = true;
        samples += block.length;
        sentence.blocks.addLast(block);
    }

    void complete(Sentence sentence) {
        underWay.remove(sentence);
        sentence.complete = true;
        completed++;
    }

    void failed(Sentence sentence) {
        underWay.remove(sentence);
    }

    void again(Sentence sentence) {
        pending.add(sentence);
    }

    void beginNothing() {
        pending.clear();
    }

    boolean isReadToTheEnd() {
        return reading == sentences.size();
    }

    /** Whether the reader can go on. */
    boolean isReady() {
        Sentence sentence = sentences.get(reading);
        return !sentence.blocks.isEmpty() || sentence.complete;
    }

    /** The next block; {@code null} at the end of a sentence, from where on the next one is read. */
    float @Nullable [] take() {
        taken = true;
        float[] block = sentences.get(reading).blocks.pollFirst();
        if (block == null) {
            reading++;
        }
        return block;
    }
}
