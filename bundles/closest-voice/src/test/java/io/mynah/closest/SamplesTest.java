package io.mynah.closest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void read_kokoro_hasAllVoicesAtAMeanDistanceOfOne() throws IOException {
        Samples samples = kokoro();

        assertEquals("kokoro", samples.engine());
        assertEquals(54, samples.voices().size());
        assertTrue(samples.voices().contains("af_heart"));
        assertEquals(256, samples.dimensions());
        double sum = 0;
        for (int i = 0; i < 54; i++) {
            double[] place = samples.placeOf(Mixtures.only(i, 54));
            sum += Matrix.dot(place, place) / 54;
        }
        assertEquals(1, sum, 0.01);
        double[] middle = new double[54];
        Arrays.fill(middle, 1.0 / 54);
        assertEquals(0, Matrix.norm(samples.placeOf(middle)), 0.01);
    }

    @Test
    void expect_kokoroWithoutOneInTen_knowsHowTheTenthSounded() throws IOException {
        Samples samples = kokoro();
        int[] kept =
                IntStream.range(0, samples.count()).filter(i -> i % 10 != 9).toArray();
        Samples most = new Samples(
                samples.engine(),
                samples.encoder(),
                samples.voices(),
                IntStream.range(0, 54)
                        .mapToObj(i -> samples.placeOf(Mixtures.only(i, 54)))
                        .toList(),
                new double[54],
                Arrays.stream(kept).map(samples::text).toArray(),
                Arrays.stream(kept).mapToObj(samples::place).toList(),
                Arrays.stream(kept).mapToObj(samples::vector).toList());
        SoundModel model = new SoundModel(most, Kernel.DEFAULT);

        double similarity = 0;
        int count = 0;
        for (int i = 9; i < samples.count(); i += 10) {
            double[] expected = model.expect(samples.place(i));
            similarity += Matrix.dot(expected, samples.vector(i)) / Matrix.norm(expected);
            count++;
        }

        // Two utterances of the same voice are 0.87 alike.
        assertTrue(similarity / count > 0.85, "mean similarity " + similarity / count);
    }

    @Test
    void pitch_kokoro_isThatOfMenAndOfWomen() throws IOException {
        Samples samples = kokoro();
        for (int voice = 0; voice < 54; voice++) {
            double hertz = Math.pow(2, samples.pitch(voice) / 12);
            assertTrue(hertz > 70 && hertz < 350, samples.voices().get(voice) + " speaks at " + hertz + " Hz");
        }
        assertTrue(mean(samples, 'f') > mean(samples, 'm') + 5);
        double[] weights = new double[54];
        weights[3] = 2;
        weights[5] = -1;
        assertEquals(2 * samples.pitch(3) - samples.pitch(5), samples.pitchOf(weights), 1e-9);
    }

    private static double mean(Samples samples, char sex) {
        return IntStream.range(0, 54)
                .filter(voice -> samples.voices().get(voice).charAt(1) == sex)
                .mapToDouble(samples::pitch)
                .average()
                .orElseThrow();
    }

    @Test
    void read_somethingElse_isRefused() {
        assertThrows(IOException.class, () -> Samples.read(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5})));
    }

    static Samples kokoro() throws IOException {
        try (InputStream stream = SamplesTest.class.getResourceAsStream("kokoro.samples")) {
            if (stream == null) {
                throw new IOException("no samples");
            }
            return Samples.read(stream);
        }
    }
}
