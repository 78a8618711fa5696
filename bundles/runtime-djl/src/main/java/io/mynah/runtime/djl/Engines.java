package io.mynah.runtime.djl;

import ai.djl.engine.Engine;
import java.io.IOException;

/** The only door to DJL's engines. DJL looks for them once, when its class {@link Engine} is first used. */
final class Engines {
    /** Of DJL's settings, those that keep it from the network, where it would report its use and look for models. */
    private static final String[] SILENCE = {"ai.djl.offline", "OPT_OUT_TRACKING"};

    private Engines() {}

    /**
     * An engine by DJL's name for it. Its natives are loaded when it is first asked for.
     *
     * @throws IOException with a message for people, if it is not there or cannot be loaded
     */
    static Engine get(String name) throws IOException {
        for (String property : SILENCE) {
            System.setProperty(property, "true");
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // DJL finds engines, and they their natives, by the thread's class loader, which is anybody's here.
        thread.setContextClassLoader(Engines.class.getClassLoader());
        try {
            return Engine.getEngine(name);
        } catch (IllegalArgumentException e) {
            throw new IOException("DJL has no engine " + name + " here", e);
        } catch (RuntimeException | LinkageError e) {
            // Where the natives fail, DJL lets through whatever it was, and what a class says ever after.
            throw new IOException("DJL cannot load its engine " + name + ": " + e, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
