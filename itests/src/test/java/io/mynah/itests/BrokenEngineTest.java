package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine that comes first is broken in each way there is; the next in rank has the voice too. */
final class BrokenEngineTest extends SharedServer {

    private static final Logger LOG = Logger.getLogger(BrokenEngineTest.class.getName());

    BrokenEngineTest() {
        super(Map.of("JAVA_OPTS", "-Dmynah.testkit.voice=heart"));
    }

    /** A new one, of which nothing is known but how long it usually takes. */
    @BeforeEach
    void replaceTheFirst() throws Exception {
        long before = arrivals();
        mynah.deployTone();
        Mynah.until("it is there", () -> arrivals() > before);
        for (int i = 0; i < 3; i++) {
            assertEquals("tone", engine("Hello."));
        }
    }

    private long arrivals() throws Exception {
        return mynah.log()
                .lines()
                .filter(line -> line.contains("Engine tone 1 can speak"))
                .count();
    }

    private String engine(String text) throws Exception {
        Answer answer = http.speak(text, "heart");
        assertEquals(200, answer.status(), answer::text);
        assertTrue(answer.samples().length > 0);
        return answer.header("X-TTS-Engine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "oom", "crash", "link", "silence", "nan"})
    void brokenAgainAndAgain_theNextSpeaks_andTheBrokenOneIsLeftAlone(String mark) throws Exception {
        String text = "{" + mark + "} Hello.";
        long begin = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertEquals("hibari", engine(text), "request " + i);
        }
        long taken = System.nanoTime();
        assertEquals("hibari", engine(text), "nobody is kept waiting by it");
        tell(mark, (taken - begin) / 3, System.nanoTime() - taken);
        assertTrue(mynah.log().contains("Engine tone is left alone: it failed 3 times in a row"), mynah::output);
    }

    private static void tell(String mark, long taken, long alone) {
        LOG.info(() -> "{%s}: the next one has answered after %d ms, which takes %d ms where it is asked at once"
                .formatted(mark, taken / 1_000_000, alone / 1_000_000));
    }

    @Test
    void broken_afterThePause_itsTrialSucceeds() throws Exception {
        for (int i = 0; i < 3; i++) {
            engine("{fail} Hello.");
        }
        Mynah.until("it is trusted again", () -> engine("Hello.").equals("tone"));
        assertEquals("tone", engine("Hello."));
    }

    /** More of them than there are workers. */
    @Test
    void hangs_theNextSpeaks_andTheQueueGoesOn() throws Exception {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return engine("{hang} Hello.");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        long begin = System.nanoTime();
        for (CompletableFuture<String> answer : answers) {
            assertEquals("hibari", answer.join());
        }
        long taken = System.nanoTime();
        assertEquals("hibari", engine("{hang} Hello."));
        tell("hang", taken - begin, System.nanoTime() - taken);
        assertEquals("hibari", engine("Hello."));
        assertTrue(mynah.log().contains("tone hangs"), mynah::output);
    }
}
