package io.mynah.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.api.model.ModelException;
import io.mynah.api.model.ModelProgress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pulls that nobody waits for, and the one that the settings ask for. */
class BackgroundPullsTest extends PullTest {
    private final List<ModelProgress> told = new CopyOnWriteArrayList<>();
    private BackgroundPulls pulls;

    @BeforeEach
    void begin() {
        pulls = new BackgroundPulls(bench.store(), told::add);
    }

    @AfterEach
    void stop() {
        pulls.stop();
    }

    private ModelProgress end() {
        Bench.await(
                () -> pulls.progress("tiny").filter(now -> now.state().isOver()).isPresent());
        return pulls.progress("tiny").orElseThrow();
    }

    @Test
    void start_inTheBackground_progressUntilDone() throws Exception {
        assertTrue(pulls.progress("tiny").isEmpty());
        pulls.start("tiny", "");
        assertEquals(ModelProgress.State.DONE, end().state());
        assertFalse(pulls.cancel("tiny"));
        Bench.await(() -> told.contains(end()));
    }

    @Test
    void start_fails_progressSaysWhy() throws Exception {
        hub.heads.add(TestHub.status(401));
        pulls.start("tiny", "q8");
        assertEquals(ModelProgress.State.FAILED, end().state());
        assertTrue(String.valueOf(end().message()).contains("401"));
        Bench.await(() -> told.contains(end()));
        assertThrows(ModelException.UnknownModel.class, () -> pulls.start("none", ""));
    }

    @Test
    void start_offline_isRefusedAtOnceUnlessItIsHere() throws Exception {
        bench.environment.put("HF_HUB_OFFLINE", "1");
        BackgroundPulls offline = new BackgroundPulls(bench.store(), progress -> {});
        assertThrows(ModelException.Offline.class, () -> offline.start("tiny", ""));
        assertTrue(offline.progress("tiny").isEmpty());
        pulls.start("tiny", "");
        end();
        offline.start("tiny", "");
        Bench.await(() -> offline.progress("tiny")
                .filter(now -> now.state() == ModelProgress.State.DONE)
                .isPresent());
        offline.stop();
    }

    @Test
    void wanted_userComes_isFetchedAsThatWants() {
        LocalModelStore store = bench.store();
        WantedModel wanted = new WantedModel("tiny", store, pulls, Duration.ofMinutes(10));
        wanted.userCame("another");
        assertTrue(pulls.progress("tiny").isEmpty());
        bench.users.add(new UsersTest.Wanting("q8"));
        wanted.userCame("tiny");
        assertEquals("q8", end().precision());
        assertEquals(ModelProgress.State.DONE, end().state());
    }

    @Test
    void wanted_nobodyUsesIt_isFetchedAllTheSame() {
        WantedModel wanted = new WantedModel("tiny", bench.store(), pulls, Duration.ofMillis(1));
        assertEquals("q4", end().precision());
        wanted.stop();
    }

    @Test
    void wanted_isHere_hubIsNotAsked() throws Exception {
        pull();
        hub.requests.clear();
        WantedModel wanted = new WantedModel("tiny", bench.store(), pulls, Duration.ofMillis(1));
        wanted.join();
        assertTrue(pulls.progress("tiny").isEmpty());
        assertEquals(List.of(), hub.requests);
    }

    @Test
    void wanted_unknownOrStopped_nothingIsFetched() throws Exception {
        new WantedModel("none", bench.store(), pulls, Duration.ofMinutes(10)).join();
        WantedModel stopped = new WantedModel("tiny", bench.store(), pulls, Duration.ofMinutes(10));
        stopped.stop();
        stopped.join();
        assertEquals(List.of(), hub.requests);
    }
}
