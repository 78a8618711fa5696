package io.mynah.engine.onnx.chatterbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.engine.Cancellation;
import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelInfo;
import io.mynah.api.model.ModelProgress;
import io.mynah.api.model.ModelReport;
import io.mynah.api.model.ModelStore;
import io.mynah.api.model.ModelUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelWatchTest {
    @TempDir
    private Path folder;

    private final Shelf shelf = new Shelf();
    private final List<String> life = new ArrayList<>();
    private boolean usable = true;
    private boolean cuda;
    private long memory = 64_000_000_000L;
    private final ModelWatch watch = watch(null);

    private ModelWatch watch(@Nullable Mix pinned) {
        return new ModelWatch(
                "tiny",
                pinned,
                disk -> new PrecisionChoice.Machine(cuda, memory, disk),
                found -> {
                    String name = found.files().mix().id();
                    life.add("start " + name);
                    return new ModelWatch.Running(() -> usable, () -> life.add("stop " + name));
                },
                Runnable::run);
    }

    @Test
    void modelComesAndGoes_engineToo() {
        watch.store(shelf);
        assertEquals(List.of(), life);
        shelf.here.add("q4");
        watch.changed();
        watch.look();
        assertEquals(List.of("start q4"), life);
        shelf.here.clear();
        watch.look();
        assertEquals(List.of("start q4", "stop q4"), life);
    }

    @Test
    void released_notStartedAgainBeforeTheEnd() {
        shelf.here.add("q4");
        watch.store(shelf);
        watch.release();
        watch.look();
        assertEquals(List.of("start q4", "stop q4"), life);
        watch.changed();
        assertEquals(List.of("start q4", "stop q4", "start q4"), life);
    }

    @Test
    void storeReplaced_engineStays() {
        shelf.here.add("q4");
        watch.store(shelf);
        watch.noStore(shelf);
        watch.look();
        Shelf next = new Shelf();
        next.here.add("q4");
        watch.store(next);
        assertEquals(List.of("start q4"), life);
    }

    @Test
    void storeReplacedWhileReleased_engineComesBack() {
        shelf.here.add("q4");
        watch.store(shelf);
        watch.release();
        watch.noStore(shelf);
        watch.store(shelf);
        assertEquals(List.of("start q4", "stop q4", "start q4"), life);
    }

    @Test
    void betterPrecisionComes_takesOver() {
        shelf.here.add("fp16");
        watch.store(shelf);
        shelf.here.add("q4");
        watch.changed();
        assertEquals(List.of("start fp16", "stop fp16", "start q4"), life);
    }

    @Test
    void graphsOfTwoPrecisions_areUsed() {
        shelf.here.add("fp32,language_model=q4");
        watch.store(shelf);
        assertEquals(List.of("start fp32,language_model=q4"), life);
    }

    @Test
    void cannotBeLoaded_triedAgainWhenAFileHasChanged() {
        shelf.here.add("q4");
        watch.store(shelf);
        usable = false;
        watch.look();
        usable = true;
        watch.look();
        assertEquals(List.of("start q4", "stop q4"), life);
        shelf.stamp++;
        watch.look();
        assertEquals(List.of("start q4", "stop q4", "start q4"), life);
    }

    @Test
    void stopped_nothingIsStarted() {
        shelf.here.add("q4");
        watch.store(shelf);
        watch.stop();
        watch.changed();
        assertEquals(List.of("start q4", "stop q4"), life);
    }

    @Test
    void pinned_othersAreNotUsed() throws ModelException {
        ModelWatch pinned = watch(Mix.of(Precision.FP32));
        shelf.here.add("q4");
        pinned.store(shelf);
        assertEquals(List.of(), life);
        assertEquals("fp32", pinned.choose(shelf).precision());
        shelf.here.add("fp32");
        pinned.changed();
        assertEquals(List.of("start fp32"), life);
    }

    @Test
    void choose_modelThatTheStoreDoesNotKnow_fails() {
        shelf.known = false;
        watch.store(shelf);
        assertTrue(life.isEmpty());
        assertThrows(ModelException.UnknownModel.class, () -> watch.choose(shelf));
    }

    @Test
    void nothingChanged_nothingIsComputedAgain() throws ModelException {
        shelf.here.add("fp32,language_model=q4");
        watch.store(shelf);
        ModelUser.Choice choice = watch.choose(shelf);
        assertTrue(shelf.asked > Precision.values().length, "mixtures were looked for");
        shelf.asked = 0;
        shelf.room -= 1_000_000;
        for (int i = 0; i < 10; i++) {
            watch.look();
            assertSame(choice, watch.choose(shelf));
        }
        assertEquals(0, shelf.asked);
    }

    @Test
    void nothingHere_notLookedForAgainEither() {
        watch.store(shelf);
        shelf.asked = 0;
        watch.look();
        assertEquals(0, shelf.asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "device", "memory", "disk", "store"})
    void somethingChanged_isComputedAgain(String what) throws ModelException {
        watch.store(shelf);
        assertEquals("q4", watch.choose(shelf).precision());
        Shelf asked = what.equals("store") ? new Shelf() : shelf;
        shelf.asked = 0;
        switch (what) {
            case "files" -> shelf.stamp++;
            case "device" -> cuda = true;
            case "memory" -> memory /= 2;
            case "disk" -> shelf.room /= 2;
            default -> assertEquals(0, asked.asked);
        }
        watch.choose(asked);
        assertTrue(asked.asked > 0);
    }

    /** A store of one folder. */
    private final class Shelf implements ModelStore {
        private final Set<String> here = new HashSet<>();
        private boolean known = true;
        private long stamp;
        private long room = 500_050_000_000L;
        private int asked;

        @Override
        public long stamp(String id) {
            return 31 * stamp + here.hashCode();
        }

        @Override
        public ModelInfo.Variant variant(String id, String precision) throws ModelException {
            asked++;
            if (!known) {
                throw new ModelException.UnknownModel("there is no model " + id);
            }
            return new ModelInfo.Variant(precision, "", 700, true, here.contains(precision) ? folder : null);
        }

        @Override
        public long room() {
            return room;
        }

        @Override
        public List<ModelInfo> models() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Path> find(String id, String precision) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path pull(String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ModelReport verify(
                String id, String precision, Consumer<ModelProgress> listener, Cancellation cancellation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long remove(String id) {
            throw new UnsupportedOperationException();
        }
    }
}
