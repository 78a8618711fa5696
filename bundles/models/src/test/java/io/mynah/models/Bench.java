package io.mynah.models;

import io.mynah.api.model.ModelInfo.Source;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A model of three files at a {@link TestHub}, and a store that knows it, without the pauses. */
final class Bench {
    static final String TOKENIZER = "tokenizer.json";
    static final String GRAPH = "onnx/net_q4.onnx";
    static final String DATA = "onnx/net_q4.onnx_data";
    static final String OPTIONAL = "generation_config.json";
    private static final long POLL = 2_000_000;
    static final int DATA_SIZE = 3_000_000;
    /** Where none is kept. */
    static final TokenFile NO_TOKEN = new TokenFile(Path.of("nothing", "here"));

    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final List<ModelProgress> progress = new CopyOnWriteArrayList<>();
    final Map<String, String> environment = new HashMap<>();
    final Path cache;
    List<Path> folders = List.of();
    List<ModelFile> files = new ArrayList<>(List.of(
            file(TOKENIZER, null, null, -1, null, false),
            file(GRAPH, "net", "q4", -1, null, false),
            file(DATA, "net", "q4", -1, null, false),
            file("onnx/net_q8.onnx", "net", "q8", -1, null, false),
            file(OPTIONAL, null, null, -1, null, true)));
    String revision = TestHub.COMMIT;
    Duration limit = Duration.ofSeconds(10);
    long room = Long.MAX_VALUE;
    final List<ModelUser> users = new ArrayList<>();

    Bench(String endpoint, Path cache) {
        this.cache = cache;
        environment.put("HF_ENDPOINT", endpoint);
        environment.put("HF_HUB_CACHE", cache.toString());
        environment.put("HF_HOME", cache.resolve("nothing").toString());
    }

    static ModelFile file(
            String path,
            @Nullable String part,
            @Nullable String precision,
            long bytes,
            @Nullable String sha256,
            boolean optional) {
        return new ModelFile(path, part, precision, bytes, 0, sha256, List.of(), optional);
    }

    /** Puts the model's files at the hub. */
    static void fill(TestHub hub) {
        hub.files.put(TOKENIZER, "{\"tiny\": true}".getBytes(StandardCharsets.UTF_8));
        hub.files.put(GRAPH, random(5_000, 1));
        hub.files.put(DATA, random(DATA_SIZE, 2));
        hub.files.put("onnx/net_q8.onnx", random(7_000, 3));
    }

    private static byte[] random(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    LocalModelStore store() {
        HubSettings settings = HubSettings.of(environment, cache, Optional::empty, Bench.NO_TOKEN, false);
        Pause pause = (time, cancellation) -> {
            pauses.add(time);
            if (cancellation.isRequested()) {
                throw Pause.cancelled();
            }
            LockSupport.parkNanos(POLL);
        };
        ModelEntry model = new ModelEntry(
                "tiny",
                "Tiny",
                Source.HUB,
                TestHub.REPOSITORY,
                "MIT",
                List.of(new ModelEntry.Variant("q4", revision), new ModelEntry.Variant("q8", revision)),
                files);
        return new LocalModelStore(
                new Manifest(List.of(model)),
                new Shelf(folders, settings.cache()),
                settings,
                new HubPull.Tools(new FileLocks(pause), pause, folder -> room),
                () -> new HubClient(settings, limit),
                id -> users);
    }

    HubCache repository() {
        return new HubCache(cache, TestHub.REPOSITORY);
    }

    /** Waits for what another thread or process does. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not happen within a minute");
            }
            LockSupport.parkNanos(POLL);
        }
    }
}
