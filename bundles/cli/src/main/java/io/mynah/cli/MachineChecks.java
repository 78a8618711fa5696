package io.mynah.cli;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.audio.AudioException;
import io.mynah.api.audio.WavHeader;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelFolders;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import io.mynah.api.text.TextFrontEnd;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The checks of what surrounds the bundles. */
final class MachineChecks {
    private static final int OLDEST_JAVA = 17;
    private static final long LEAST_FREE_BYTES = 200L << 20;
    private static final List<String> FOLDERS =
            List.of("conf", "references", "deploy", "audio_output", "logs", "cache");
    private static final List<Model> MODELS = List.of(
            new Model("hibari/hibari.onnx", "hibari cannot speak"),
            new Model("english/lexicon_us_gold.json.gz", "no English can be read"),
            new Model("kokoro/kokoro.onnx", "stock voices and mixtures cannot speak, and clips have no closest voice"),
            new Model(
                    "silero/silero_vad_16k_sequence.onnx",
                    "clips are not examined, and the voice closest to them is not found"));

    /**
     * A file of a model.
     *
     * @param file below a folder for models
     * @param without what is lost without it
     */
    private record Model(String file, String without) {}

    private final BundleContext context;
    private final Report report;

    MachineChecks(BundleContext context, Report report) {
        this.context = context;
        this.report = report;
    }

    void java() {
        String found = System.getProperty("java.version") + ", " + System.getProperty("java.vendor");
        if (Runtime.version().feature() >= OLDEST_JAVA) {
            report.good("Java", found);
        } else {
            report.problem("Java", found, "install Java " + OLDEST_JAVA + " or newer");
        }
    }

    void bundles() {
        List<String> missing = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.INSTALLED
                        || (bundle.getState() == Bundle.RESOLVED
                                && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null))
                .map(Bundle::getSymbolicName)
                .toList();
        if (missing.isEmpty()) {
            report.good("bundles", context.getBundles().length + " of the speaking part, all active");
        } else {
            report.problem("bundles", "not active: " + missing, "unpack the distribution afresh, or look into deploy/");
        }
    }

    void models() {
        models(ModelFolders.of(context.getProperty(ModelFolders.PROPERTY)), report);
    }

    static void models(ModelFolders folders, Report report) {
        for (Model model : MODELS) {
            boolean there = folders.find(model.file()).isPresent();
            if (there) {
                report.good("model", model.file());
            } else {
                report.problem(
                        "model",
                        model.file() + " is in none of " + folders.folders() + ": " + model.without(),
                        "run models/fetch.py or ./run");
            }
        }
    }

    /** Whether the files that have the hub's token keep it to their owner. */
    void secrets() {
        String exposed = context.getProperty("mynah.secret.exposed");
        if (exposed != null) {
            report.problem("token", "others can read " + exposed + ", which has a token", "chmod 600 " + exposed);
        }
        ServiceReference<ModelStore> store = context.getServiceReference(ModelStore.class);
        if (store != null && store.getProperty(ModelStore.EXPOSED_TOKENS) instanceof String[] files) {
            for (String file : files) {
                report.warning("token", "others can read " + file + ", which has the hub's token", "chmod 600 " + file);
            }
        }
    }

    /** Which precision the engines want of models that are fetched, and whether it is here. */
    void choices() {
        ServiceReference<ModelStore> store = context.getServiceReference(ModelStore.class);
        if (store == null) {
            report.problem("models", "the model store is not there: no clip is cloned", "see the line on bundles");
            return;
        }
        try {
            for (ServiceReference<ModelUser> user : context.getServiceReferences(ModelUser.class, null)) {
                choice(
                        String.valueOf(user.getProperty(ModelUser.MODEL)),
                        context.getService(user),
                        context.getService(store));
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    private void choice(String id, ModelUser user, ModelStore store) {
        try {
            ModelUser.Choice choice = user.choose(store);
            boolean here = store.find(id, choice.precision()).isPresent();
            report.good(
                    "model",
                    id + (here ? ": " : " is not here; 'mynah models pull " + id + "' fetches it: ") + choice.reason());
        } catch (ModelException e) {
            report.problem("model", String.valueOf(e.getMessage()), "see chatterbox.model and chatterbox.precision");
        }
    }

    /** Other languages than English are welcome, not needed. */
    void languages() {
        Set<String> languages = new TreeSet<>();
        try {
            for (ServiceReference<TextFrontEnd> frontEnd : context.getServiceReferences(TextFrontEnd.class, null)) {
                languages.addAll(List.of((String[]) frontEnd.getProperty(TextFrontEnd.LANGUAGES)));
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
        if (languages.isEmpty()) {
            report.problem("text", "no language can be read", "see the line on bundles");
            return;
        }
        boolean englishOnly = languages.stream().allMatch(language -> language.startsWith("en-"));
        report.good(
                "text",
                "reads " + String.join(" ", languages)
                        + (englishOnly ? "; with espeak-ng installed, also Spanish, French, Italian, …" : ""));
    }

    void folders() {
        Path home = Path.of(String.valueOf(context.getProperty("mynah.home")));
        for (String name : FOLDERS) {
            Path folder = home.resolve(name);
            Path nearest = Files.exists(folder) ? folder : home;
            if (!Files.isWritable(nearest)) {
                report.problem("folder", folder + " cannot be written", "change its rights, or set MYNAH_HOME");
                return;
            }
        }
        long free = home.toFile().getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            report.problem("folders", (free >> 20) + " MB free at " + home, "make room");
        } else {
            report.good("folders", home + ", " + (free >> 20) + " MB free");
        }
    }

    /** A jar in deploy/ that is no bundle is left out by the launcher, which says why on standard error. */
    void deployed() {
        Path deploy = Path.of(String.valueOf(context.getProperty("mynah.home")), "deploy");
        Set<String> used = Arrays.stream(context.getBundles())
                .map(Bundle::getLocation)
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        List<String> unused = new ArrayList<>();
        // As File Install is told to look.
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(deploy, "[!.]*.jar")) {
            for (Path jar : jars) {
                String location = jar.toUri().toString();
                if (!used.contains(location.substring(location.lastIndexOf('/') + 1))) {
                    unused.add(jar.getFileName().toString());
                }
            }
        } catch (IOException e) {
            // No such folder before the first start of a server, and nothing in it to judge.
            return;
        }
        if (!unused.isEmpty()) {
            unused.sort(null);
            report.problem("deploy/", "not used: " + unused, "the lines above say why; replace or remove them");
        }
    }

    void port() throws InterruptedException {
        String host = String.valueOf(context.getProperty("mynah.http.host"));
        int port = Integer.parseInt(String.valueOf(context.getProperty("mynah.http.port")));
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            report.problem("port", "SERVER_HOST = '" + host + "' is not known to this machine", "set SERVER_HOST");
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            report.good("port", port + " on " + host + " is free");
        } catch (IOException e) {
            if (RunningServer.isMynah(address, port)) {
                report.good("port", port + " on " + host + ": the server is running");
            } else {
                report.problem(
                        "port",
                        port + " on " + host + " cannot be had (" + e.getMessage()
                                + "), and it is not Mynah that answers",
                        "stop what uses it, or set SERVER_PORT");
            }
        }
    }

    /** Turns a moment of silence into MP3 and back. */
    void converter(@Nullable AudioConverter converter) {
        if (converter == null) {
            report.problem(
                    "ffmpeg", "no converter bundle", "only WAV clips can be used; put audio-convert.jar to deploy/");
            return;
        }
        Path folder = null;
        try {
            folder = Files.createTempDirectory("mynah-check-");
            Path wav = folder.resolve("silence.wav");
            Files.write(wav, silence());
            Path mp3 = folder.resolve("silence.mp3");
            converter.fromWav(wav, mp3);
            converter.toWav(mp3, folder.resolve("back.wav"));
            report.good(
                    "ffmpeg",
                    "reads "
                            + String.join(
                                    " ", converter.reads().stream().sorted().toList()));
        } catch (AudioException | IOException e) {
            report.problem("ffmpeg", String.valueOf(e.getMessage()), "MP3, OGG and FLAC clips cannot be used");
        } finally {
            delete(folder);
        }
    }

    private static byte[] silence() {
        int rate = 24_000;
        int bytes = rate * 2;
        return Arrays.copyOf(WavHeader.pcm16(rate, bytes), WavHeader.PLAIN_BYTES + bytes);
    }

    private static void delete(@Nullable Path folder) {
        if (folder != null) {
            File[] files = folder.toFile().listFiles();
            for (File file : files == null ? new File[0] : files) {
                file.delete();
            }
            folder.toFile().delete();
        }
    }
}
