package io.mynah.cli;

import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelPullListener;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Tells on the terminal of a server how far the models are that it fetches. Safe for use by several threads. */
@Component
public final class PullsOnTerminal implements ModelPullListener {
    private static final int ALL_LEVELS = 100;

    private final PrintStream out;
    private final boolean terminal;
    private final BooleanSupplier started;
    private final Map<String, ProgressLine> lines = new HashMap<>();

    @Activate
    public PullsOnTerminal(BundleContext context) {
        this(System.err, Boolean.parseBoolean(context.getProperty("mynah.terminal")), () -> isStarted(context));
    }

    /** @param started whether the lines of the start are over, to which the terminal belongs before */
    PullsOnTerminal(PrintStream out, boolean terminal, BooleanSupplier started) {
        this.out = out;
        this.terminal = terminal;
        this.started = started;
    }

    private static boolean isStarted(BundleContext context) {
        return context.getBundle(Constants.SYSTEM_BUNDLE_ID)
                        .adapt(FrameworkStartLevel.class)
                        .getStartLevel()
                >= ALL_LEVELS;
    }

    @Override
    public synchronized void progressed(ModelProgress progress) {
        if (progress.state().isOver()) {
            ProgressLine line = lines.remove(progress.model());
            if (line != null) {
                line.end();
            }
        } else if (started.getAsBoolean()) {
            lines.computeIfAbsent(progress.model(), model -> new ProgressLine(out, terminal))
                    .show(progress);
        }
    }
}
