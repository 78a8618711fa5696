package io.mynah.testkit;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.engine.EngineException;
import io.mynah.api.engine.EngineException.Kind;
import io.mynah.api.engine.Utterance;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does what the text says in braces. Safe for use by several threads. */
final class MarkedFault implements Fault {

    private static final Pattern MARK = Pattern.compile("\\{(delay|fail|oom|crash|link|hang)(?: (\\d{1,6}))?}");

    @Override
    public void inject(Utterance utterance, Cancellation cancellation) throws EngineException {
        Matcher found = MARK.matcher(utterance.text());
        while (found.find()) {
            switch (found.group(1)) {
                case "delay" -> delay(Long.parseLong(found.group(2)), cancellation);
                case "fail" -> throw new EngineException(Kind.FAILED, "the tone broke");
                case "oom" -> throw new EngineException(Kind.OUT_OF_MEMORY, "no memory for the tone");
                case "link" -> throw new UnsatisfiedLinkError("no tone in java.library.path");
                case "hang" -> hang();
                default -> throw new IllegalStateException("the tone engine crashed");
            }
        }
    }

    @Override
    public float amplitude(Utterance utterance, float usual) {
        if (utterance.text().contains("{nan}")) {
            return Float.NaN;
        }
        return utterance.text().contains("{silence}") ? 0 : usual;
    }

    private static void delay(long millis, Cancellation cancellation) throws EngineException {
        CountDownLatch wake = new CountDownLatch(1);
        cancellation.onRequest(wake::countDown);
        try {
            if (wake.await(millis, TimeUnit.MILLISECONDS)) {
                throw new EngineException(Kind.CANCELLED, "cancelled");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.CANCELLED, "interrupted", e);
        }
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
