package io.mynah.engine.onnx.chatterbox;

import ai.onnxruntime.OrtSession.RunOptions;
import com.sun.management.ThreadMXBean;
import io.mynah.engine.onnx.device.Device;
import io.mynah.engine.onnx.device.OrtSessions;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * What a token step costs besides ONNX Runtime's work: the shipped classes, which is why this stands in their package, on
 * graphs with the real sizes. Prints a line for each round of steps up to 800 positions, fields separated by tabs: the median
 * of a step and of its part outside {@code session.run} in nanoseconds, the 99th percentile of that part, bytes on the heap
 * that a step leaves to the collector, direct buffers and bytes on the heap after a collection.
 */
final class StepCost {
    private static final int PROMPT = 700;
    private static final int POSITIONS = 800;

    private StepCost() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Decoding decoding = new Decoding(true, 0.8, 50, 0.95, 0, 1.2, Decoding.Order.TURBO);
        OrtSessions sessions = new OrtSessions();
        try (RunOptions runs = new RunOptions();
                Graph embeddings = Graph.open(sessions, folder.resolve("embed_tokens.onnx"), Signature.of("embed_tokens"), Device.CPU);
                Graph language = Graph.open(sessions, folder.resolve("language_model.onnx"), Signature.of("language_model"), Device.CPU)) {
            for (int round = 0; round < rounds; round++) {
                try (TokenStream stream = new TokenStream(embeddings, language, SpeechTokens.USUAL, 8192, 0.5f, runs)) {
                    System.out.println(round(stream, decoding, embeddings, language));
                }
            }
        }
    }

    /** The loop of {@link Generation}, with a clock in it. */
    private static String round(TokenStream stream, Decoding decoding, Graph embeddings, Graph language)
            throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] text = new long[PROMPT];
        Arrays.setAll(text, i -> i);
        float[] logits = stream.begin(new float[0], text);
        Sampler sampler = new Sampler(decoding, logits.length);
        BitSet history = new BitSet(logits.length);
        Random chance = new Random(1);
        long[] steps = new long[POSITIONS - PROMPT];
        long[] outside = new long[steps.length];
        long allocated = threads.getCurrentThreadAllocatedBytes();
        for (int step = 0; step < steps.length; step++) {
            long inside = embeddings.spent() + language.spent();
            long begin = System.nanoTime();
            int token = sampler.next(logits, history, chance::nextDouble);
            history.set(token);
            logits = stream.next(token);
            steps[step] = System.nanoTime() - begin;
            outside[step] = steps[step] - (embeddings.spent() + language.spent() - inside);
        }
        allocated = (threads.getCurrentThreadAllocatedBytes() - allocated) / steps.length;
        Arrays.sort(steps);
        Arrays.sort(outside);
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getCount)
                .sum();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        int last = steps.length - 1;
        return steps[last / 2] + "\t" + outside[last / 2] + "\t" + outside[last * 99 / 100] + "\t" + allocated + "\t"
                + direct + "\t" + heap;
    }
}
