package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class MixtureSearchTest {
    private final World world = new World();
    private final double[] target = world.vector(World.WANTED, -1);

    @Test
    void best_beforeAnythingIsSpoken_isCloserThanAnyVoice() {
        MixtureSearch search = new MixtureSearch(world.model(), world.samples(), World.ALL, World.speaker(target));

        assertTrue(world.likeness(search.best(), target) > world.nearestVoice(target) + 0.01);
    }

    @Test
    void search_speakerOutsideOfWhatIsKnown_comesCloser() {
        MixtureSearch search = new MixtureSearch(world.model(), world.samples(), World.ALL, World.speaker(target));
        double atOnce = world.likeness(search.best(), target);

        listen(search, 40);

        double found = world.likeness(search.best(), target);
        assertTrue(found > atOnce, found + " after " + atOnce);
        assertTrue(found > 0.97, "found only " + found);
    }

    @Test
    void search_someVoicesNotUsable_leavesThemOut() {
        boolean[] usable = {true, false, true, true, false, true};
        MixtureSearch search = new MixtureSearch(world.model(), world.samples(), usable, World.speaker(target));

        listen(search, 5);

        for (double[] weights : new double[][] {search.best(), search.next()}) {
            assertEquals(1, Arrays.stream(weights).sum(), 1e-9);
            assertEquals(0, weights[1]);
            assertEquals(0, weights[4]);
        }
    }

    @Test
    void next_anyTime_weightsSumUpToOne() {
        MixtureSearch search = new MixtureSearch(world.model(), world.samples(), World.ALL, World.speaker(target));

        listen(search, 3);

        assertEquals(1, Arrays.stream(search.next()).sum(), 1e-9);
        assertEquals(1, Arrays.stream(search.best()).sum(), 1e-9);
    }

    @Test
    void search_thatLearnsWhatAnotherHeard_goesOnLikeIt() {
        MixtureSearch one = new MixtureSearch(world.model(), world.samples(), World.ALL, World.speaker(target));
        listen(one, 7);

        MixtureSearch other = new MixtureSearch(world.model(), world.samples(), World.ALL, World.speaker(target));
        one.heard().forEach(other::learn);

        assertArrayEquals(one.next(), other.next());
        assertEquals(one.nextText(), other.nextText());
    }

    @Test
    void search_nothingToGain_endsEarly() {
        MixtureSearch search = new MixtureSearch(world.model(), world.samples(), World.ALL, World.speaker(target));

        for (int i = 0; i < 600 && !search.isOver(); i++) {
            listen(search, 1);
        }

        assertTrue(search.heard().size() < 300, search.heard().size() + " utterances");
    }

    @Test
    void search_speakerWithPitch_comesNearerToIt() {
        double hertz = 1.1 * world.pitch(World.WANTED);
        Speaker high = new Speaker(target, World.LEVELS, OptionalDouble.of(hertz));
        MixtureSearch deaf = new MixtureSearch(world.model(), world.samples(), World.ALL, World.speaker(target));
        MixtureSearch search = new MixtureSearch(world.model(), world.samples(), World.ALL, high);

        listen(deaf, 40);
        listen(search, 40);

        double before = Math.abs(PitchPrice.semitones(world.pitch(deaf.best()) / hertz));
        double after = Math.abs(PitchPrice.semitones(world.pitch(search.best()) / hertz));
        assertTrue(after < before - 0.2, after + " semitones, and " + before + " without a price");
        assertTrue(world.likeness(search.best(), target) > world.likeness(deaf.best(), target) - 0.02);
    }

    private void listen(MixtureSearch search, int times) {
        for (int i = 0; i < times; i++) {
            int text = search.nextText();
            double[] weights = search.next();
            search.learn(new MixtureSearch.Heard(
                    weights, text, world.vector(weights, text), OptionalDouble.of(world.pitch(weights))));
        }
    }
}
