package io.mynah.rest;

import io.mynah.api.admin.AdminException;
import io.mynah.api.admin.BundleAdmin;
import io.mynah.api.admin.BundleStatus;
import io.mynah.api.admin.EngineAdmin;
import io.mynah.api.admin.EngineStatus;
import io.mynah.api.engine.EngineInfo;
import io.mynah.api.engine.VoiceInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One engine and one bundle, and what was asked of them. */
final class FakeAdmin implements EngineAdmin, BundleAdmin {
    static final String BUNDLE = "io.mynah.example";

    private volatile EngineStatus.State state = EngineStatus.State.SPEAKING;
    private volatile boolean promoted;
    private volatile String swapped = "";

    /** What the jar contained that was swapped in last. */
    String swapped() {
        return swapped;
    }

    @Override
    public List<EngineStatus> engines() {
        EngineInfo info = EngineInfo.builder("tone")
                .title("Tone")
                .languages(List.of("English"))
                .voices(List.of(new VoiceInfo("tone", "Tone", "en-US")))
                .build()
                .on("cuda", "it is there");
        return List.of(new EngineStatus(
                info,
                state,
                "",
                7,
                promoted,
                2,
                1,
                new EngineStatus.Figures(9, 3, Duration.ofSeconds(1), Duration.ofSeconds(8)),
                "io.mynah.testkit",
                "1.2.3"));
    }

    @Override
    public EngineStatus stop(String id) throws AdminException {
        require(id);
        state = EngineStatus.State.STOPPED;
        return engines().get(0);
    }

    @Override
    public EngineStatus start(String id) throws AdminException {
        require(id);
        state = EngineStatus.State.SPEAKING;
        return engines().get(0);
    }

    @Override
    public EngineStatus promote(String id) throws AdminException {
        require(id);
        promoted = true;
        return engines().get(0);
    }

    @Override
    public EngineStatus demote(String id) throws AdminException {
        require(id);
        promoted = false;
        return engines().get(0);
    }

    @Override
    public boolean unload(String id) throws AdminException {
        require(id);
        return state == EngineStatus.State.SPEAKING;
    }

    @Override
    public List<BundleStatus> bundles() {
        return List.of(
                new BundleStatus(BUNDLE, "1.0.0", "active", Instant.EPOCH, true, false, ""),
                new BundleStatus("io.mynah.broken", "1.0.0", "installed", Instant.EPOCH, false, false, "it is broken"));
    }

    /** A jar here is any text: {@code busy}, {@code strange}, {@code broken}, or a good one. */
    @Override
    public BundleStatus swap(Path jar) throws AdminException, IOException {
        swapped = Files.readString(jar);
        switch (swapped) {
            case "busy" -> throw new AdminException.Busy(BUNDLE + " is just being replaced");
            case "strange" -> throw new AdminException.Unknown("there is no bundle 'strange' to be replaced");
            case "broken" -> throw new AdminException.Invalid("the file is no jar, or only a part of one");
            case "full" -> throw new IOException("no space left on device");
            default -> {}
        }
        return new BundleStatus(BUNDLE, "1.0.0", "active", Instant.EPOCH, true, true, "");
    }

    private static void require(String id) throws AdminException {
        if (!id.equals("tone")) {
            throw new AdminException.Unknown("there is no engine '" + id + "'; there are tone");
        }
    }
}
