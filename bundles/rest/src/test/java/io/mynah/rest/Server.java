package io.mynah.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mynah.api.admin.BundleAdmin;
import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.model.ModelPulls;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import io.mynah.api.speech.ClipExaminations;
import io.mynah.api.speech.SpeechService;
import io.mynah.api.speech.VoiceLibrary;
import io.mynah.api.speech.VoiceShelf;
import io.mynah.api.text.TextFrontEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;

/** The bundle under test on a platform of its own, with faked speech, and ways to talk to it. */
final class Server implements CloseableResource {
    /** Short, so that a test can show that a long request outlives it. */
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(2);

    /** The API wants some configuration, as the launcher always gives it. */
    static final Map<String, Object> CONFIGURATION = Map.of("allowed.origins", "");

    /** What administrators show. */
    static final String TOKEN = "the-token-of-the-administration";

    /** Gives one server to all tests that want it. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Server.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(Namespace.create(Server.class))
                    .getOrComputeIfAbsent(Server.class, type -> launch(), Server.class);
        }
    }

    private final Platform platform;
    private final Map<Class<?>, ServiceRegistration<?>> registrations = new HashMap<>();
    private final FakeSpeech speech = new FakeSpeech();
    private final FakeVoices voices = new FakeVoices();
    private final FakeModels models = new FakeModels();
    private final FakeAdmin admin = new FakeAdmin();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();

    private Server(Platform platform) throws Exception {
        this.platform = platform;
        registrations.put(SpeechService.class, platform.register(SpeechService.class, speech));
        registrations.put(VoiceLibrary.class, platform.register(VoiceLibrary.class, voices));
        registrations.put(VoiceShelf.class, platform.register(VoiceShelf.class, voices));
        registrations.put(ClipExaminations.class, platform.register(ClipExaminations.class, voices));
        registrations.put(ModelStore.class, platform.register(ModelStore.class, models));
        registrations.put(ModelPulls.class, platform.register(ModelPulls.class, models));
        registrations.put(ModelUser.class, platform.register(ModelUser.class, models, ModelUser.MODEL, "turbo"));
        registrations.put(EngineAdmin.class, platform.register(EngineAdmin.class, admin));
        registrations.put(BundleAdmin.class, platform.register(BundleAdmin.class, admin));
        registrations.put(
                Supplier.class, platform.register(Supplier.class, () -> TOKEN, "mynah.secret", "admin.token"));
        registrations.put(TextFrontEnd.class, platform.register(TextFrontEnd.class, new Letters()));
        platform.start(CONFIGURATION);
    }

    static Server launch() {
        try {
            Path home = Files.createDirectories(Path.of("target", "home-" + System.nanoTime()));
            Platform platform = Platform.launch(
                    home.resolve("bundles"),
                    Map.of(
                            "mynah.home",
                            home.toString(),
                            "org.apache.felix.http.timeout",
                            String.valueOf(IDLE_TIMEOUT.toMillis()),
                            "org.apache.felix.http.jetty.sendServerHeader",
                            "false"));
            return new Server(platform);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Platform platform() {
        return platform;
    }

    FakeSpeech speech() {
        return speech;
    }

    FakeAdmin admin() {
        return admin;
    }

    FakeModels models() {
        return models;
    }

    FakeVoices voices() {
        return voices;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(platform.uri(path)).timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> later(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }

    /** Under which a faked service stands. */
    ServiceRegistration<?> registration(Class<?> service) {
        return Objects.requireNonNull(registrations.get(service));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> speak(String body) throws IOException, InterruptedException {
        return send(
                request("/api/tts").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    JsonNode json(String text) throws IOException {
        return mapper.readTree(text);
    }

    JsonNode json(HttpResponse<String> answer) throws IOException {
        return mapper.readTree(answer.body());
    }

    /** Asks until the answer is as expected; fails with the last one after a while. */
    HttpResponse<String> await(HttpRequest.Builder request, Predicate<HttpResponse<String>> expected)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        HttpResponse<String> answer = send(request);
        while (!expected.test(answer)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        answer.statusCode() + " " + answer.headers().map() + " " + answer.body());
            }
            Thread.onSpinWait();
            answer = send(request);
        }
        return answer;
    }

    /** What the server answers to these very characters until it closes the connection. */
    String raw(String sent) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), platform.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() throws BundleException {
        platform.close();
    }

    /** Reads English, somehow. */
    static final class Letters implements TextFrontEnd {
        @Override
        public List<String> languages() {
            return List.of("en-US");
        }

        @Override
        public List<String> sentences(String text, String language) {
            return List.of(text);
        }

        @Override
        public String phonemes(String text, String language) {
            return text;
        }
    }
}
