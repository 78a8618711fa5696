package io.mynah.launcher;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the framework and the bundles of others are told. */
final class FrameworkProperties {
    private FrameworkProperties() {}

    /** What every start needs. */
    static Map<String, String> common(Layout layout, Settings settings) throws SettingException {
        Map<String, String> properties = new LinkedHashMap<>(settings.frameworkProperties());
        properties.put("mynah.home", layout.home().toString());
        properties.put("mynah.dist", layout.distribution().toString());
        properties.put("mynah.models", layout.models());
        properties.put("mynah.version", version());
        Secrets.exposed(layout.settingsFile()).ifPresent(file -> properties.put(Secrets.EXPOSED, file.toString()));
        properties.put("configurator.initial", configurations(settings));
        // The OSGi log service passes nothing below WARN on unless it is told to. It speaks for the container alone: a
        // line at DEBUG for every step of every component would bury ours.
        String level = settings.text(Settings.LOG_LEVEL);
        properties.put("org.osgi.service.log.admin.loglevel", level.equals("DEBUG") ? "INFO" : level);
        return properties;
    }

    /** What the server needs besides. */
    static Map<String, String> server(Layout layout, Settings settings) throws SettingException {
        Map<String, String> properties = common(layout, settings);
        // Engines load before anybody asks; a single command has no use for most of them.
        properties.put("mynah.preload", "true");
        properties.put("mynah.log.console", "System.out");
        properties.put("mynah.log.console.level", consoleLevel(settings, "INFO"));
        properties.put("mynah.log.file", layout.logFile().toString());

        // As framework properties, not by Config Admin: Jetty then starts once.
        properties.put("org.apache.felix.http.host", settings.text(Settings.SERVER_HOST));
        properties.put("org.osgi.service.http.port", settings.text(Settings.SERVER_PORT));
        properties.put("org.apache.felix.http.jetty.sendServerHeader", "false");
        // A request that waits holds a thread; health, pages and the console need some more.
        long threads = Math.max(200, settings.number(Settings.QUEUE_CAPACITY) + 104);
        properties.put("org.apache.felix.http.jetty.threadpool.max", Long.toString(threads));
        // Of 8 kB a clip or a large text comes in hundreds of pieces, and a thread is woken for each.
        properties.put("org.apache.felix.http.jetty.requestBufferSize", "65536");
        // An answer of speech goes out in as many pieces as this makes of it.
        properties.put("org.apache.felix.http.jetty.responseBufferSize", "65536");

        properties.put("felix.fileinstall.dir", layout.deploy().toString());
        properties.put("felix.fileinstall.filter", "[^.].*\\.(jar|zip|cfg|config)");
        // The first look comes after this time too: with a look at once the start would wait for the engines.
        properties.put("felix.fileinstall.poll", "250");
        properties.put("felix.fileinstall.start.level", "30");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.fileinstall.log.level", "2");
        properties.put(
                "felix.fileinstall.tmpdir",
                layout.bundleCache().resolve("fileinstall").toString());

        // The console stays closed until our own guard is there; the one it brings along has a default password, which
        // nobody shall know even if it were ever asked.
        properties.put("felix.webconsole.security.providers", "io.mynah.console");
        properties.put("felix.webconsole.username", unguessable());
        properties.put("felix.webconsole.password", unguessable());

        properties.put("gosh.args", "--nointeractive");
        return properties;
    }

    /** What a terminal is shown: little, unless somebody asked for more. */
    static String consoleLevel(Settings settings, String usual) {
        String level = settings.text(Settings.LOG_LEVEL);
        return level.equals("DEBUG") || level.equals("TRACE") ? level : usual;
    }

    private static String configurations(Settings settings) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put(":configurator:resource-version", 1);
        root.put(":configurator:symbolic-name", "io.mynah.settings");
        root.put(":configurator:version", "1.0.0");
        settings.configurations().forEach((pid, values) -> {
            Map<String, Object> typed = new LinkedHashMap<>();
            // An empty list does not say of what.
            values.forEach((key, value) -> typed.put(value instanceof List ? key + ":String[]" : key, value));
            root.put(pid, typed);
        });
        return Json.write(root);
    }

    static String version() {
        String version = FrameworkProperties.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static String unguessable() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The levels that single commands need: the rest is network and management. */
    static List<Layout.Level> upTo(List<Layout.Level> levels, int highest) {
        List<Layout.Level> wanted = new ArrayList<>(levels);
        wanted.removeIf(level -> level.number() > highest);
        return wanted;
    }
}
