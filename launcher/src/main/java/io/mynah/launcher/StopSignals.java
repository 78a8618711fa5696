package io.mynah.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What Ctrl-C, SIGTERM and a closed terminal do. Not a shutdown hook: the JVM runs all hooks side by side, and that of
 * ONNX Runtime frees its environment at once, under the feet of requests that are still being spoken: a crash.
 */
final class StopSignals {
    static final int INTERRUPTED = 130;

    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");
    /** Some senders signal a process and its group, which arrives twice. */
    private static final Duration SAME = Duration.ofSeconds(1);

    private StopSignals() {}

    /** Runs {@code stop} at the first signal; one that comes later ends the process as it is. */
    static void handle(Runnable stop) {
        AtomicLong first = new AtomicLong();
        install((proxy, method, arguments) -> {
            switch (method.getName()) {
                case "handle" -> onSignal(first, stop);
                case "equals" -> {
                    return proxy == arguments[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                default -> {
                    return StopSignals.class.getName();
                }
            }
            return null;
        });
    }

    private static void onSignal(AtomicLong first, Runnable stop) {
        long now = System.nanoTime();
        if (first.compareAndSet(0, now)) {
            stop.run();
        } else if (now - first.get() > SAME.toNanos()) {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
    }

    /**
     * By reflection, the only place that needs it: {@code sun.misc.Signal} is the one way to hear of a signal before the
     * JVM begins to end, and the compiler's warning about its name cannot be answered otherwise.
     */
    private static void install(InvocationHandler action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object ignore = handlerType.getField("SIG_IGN").get(null);
            Object handler =
                    Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handlerType}, action);
            var handle = signalType.getMethod("handle", signalType, handlerType);
            for (String name : NAMES) {
                Object signal = signalType.getConstructor(String.class).newInstance(name);
                if (ignore.equals(handle.invoke(null, signal, handler))) {
                    // Started by nohup, say: let it go on.
                    handle.invoke(null, signal, ignore);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java cannot tell of signals", e);
        }
    }
}
