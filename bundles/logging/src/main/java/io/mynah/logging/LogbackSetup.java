package io.mynah.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Sets Logback up in code, which takes a fraction of the time of reading XML. A file {@code conf/logback.xml} in the
 * home folder replaces it whole. Logback finds this class as a service.
 *
 * <p>Framework properties: {@code mynah.log.level} for our own loggers, {@code mynah.log.file} (absent: no file),
 * {@code mynah.log.console} ({@code System.out} or {@code System.err}), {@code mynah.log.console.level}.
 */
public final class LogbackSetup extends ContextAwareBase implements Configurator {
    /** With {@link #ROLLED_FILES}, at most 25 MB of logs. */
    private static final long FILE_BYTES = 5 * FileSize.MB_COEFFICIENT;

    private static final int ROLLED_FILES = 4;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Optional<Path> custom = property("mynah.home")
                .map(home -> Path.of(home, "conf", "logback.xml"))
                .filter(Files::isRegularFile);
        if (custom.isPresent()) {
            JoranConfigurator joran = new JoranConfigurator();
            joran.setContext(context);
            try {
                joran.doConfigure(custom.get().toFile());
                return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
            } catch (JoranException e) {
                addError("conf/logback.xml is not understood; logging goes on as if it were not there", e);
                context.reset();
            }
        }
        Level level = Level.toLevel(property("mynah.log.level").orElse("INFO"), Level.INFO);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        // DEBUG of the servlet container drowns everything; whoever wants it writes a conf/logback.xml.
        root.setLevel(level.isGreaterOrEqual(Level.INFO) ? level : Level.INFO);
        context.getLogger("io.mynah").setLevel(level);
        if (level.isGreaterOrEqual(Level.INFO)) {
            context.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
            context.getLogger("org.apache.felix").setLevel(Level.WARN);
            // It warns at every stop that it was stopped.
            context.getLogger("org.apache.felix.eventadmin").setLevel(Level.ERROR);
            // It warns that there is no CUDA, which nobody asked it for.
            context.getLogger("ai.djl").setLevel(Level.ERROR);
        }
        // They warn of what clients send, and repeat it.
        context.getLogger("org.eclipse.jetty.http.HttpParser").setLevel(Level.ERROR);
        context.getLogger("org.eclipse.jetty.io.AbstractConnection").setLevel(Level.ERROR);
        root.addAppender(console(context));
        property("mynah.log.file").ifPresent(file -> root.addAppender(file(context, file)));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static OutputStreamAppender<ILoggingEvent> console(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setName("console");
        console.setTarget(property("mynah.log.console").orElse("System.err"));
        ThresholdFilter threshold = new ThresholdFilter();
        threshold.setLevel(property("mynah.log.console.level").orElse("INFO"));
        threshold.start();
        console.addFilter(threshold);
        return started(console, context, true);
    }

    private static OutputStreamAppender<ILoggingEvent> file(LoggerContext context, String path) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setName("file");
        file.setFile(path);
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(file);
        window.setFileNamePattern(path + ".%i");
        window.setMinIndex(1);
        window.setMaxIndex(ROLLED_FILES);
        window.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(FILE_BYTES));
        size.start();
        file.setRollingPolicy(window);
        file.setTriggeringPolicy(size);
        return started(file, context, false);
    }

    private static OutputStreamAppender<ILoggingEvent> started(
            OutputStreamAppender<ILoggingEvent> appender, LoggerContext context, boolean brief) {
        LineLayout layout = new LineLayout(brief);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static Optional<String> property(String name) {
        Bundle bundle = FrameworkUtil.getBundle(LogbackSetup.class);
        return bundle == null || bundle.getBundleContext() == null
                ? Optional.empty()
                : Optional.ofNullable(bundle.getBundleContext().getProperty(name));
    }
}
