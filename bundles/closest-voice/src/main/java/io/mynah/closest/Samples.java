package io.mynah.closest;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What mixtures of an engine's voices sound like: mixtures that were spoken and their speaker vectors, as
 * {@code sample.py} wrote them. A mixture's place is the sum of its voices' coordinates by its weights, which are scaled so
 * that the voices are at a mean distance of 1 from the middle, the mixture of all in equal shares. Immutable.
 */
final class Samples {
    private static final int MAGIC = 0x4D594E54;
    private static final int MOST = 100_000;
    /** Units of a place and of a vector in the file. */
    private static final double PLACE_UNIT = 1.0 / 4_096;

    private static final double VECTOR_UNIT = 1.0 / 32_767;
    private static final double PITCH_UNIT = 1.0 / 100;

    private final String engine;
    private final String encoder;
    private final List<String> voices;
    private final List<double[]> coordinates;
    private final double[] pitches;
    private final int[] texts;
    private final List<double[]> places;
    private final List<double[]> vectors;

    Samples(
            String engine,
            String encoder,
            List<String> voices,
            List<double[]> coordinates,
            double[] pitches,
            int[] texts,
            List<double[]> places,
            List<double[]> vectors) {
        this.engine = engine;
        this.encoder = encoder;
        this.voices = List.copyOf(voices);
        this.coordinates = List.copyOf(coordinates);
        this.pitches = pitches.clone();
        this.texts = texts.clone();
        this.places = List.copyOf(places);
        this.vectors = List.copyOf(vectors);
    }

    /** @throws IOException if the stream ends early or is something else */
    static Samples read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream));
        if (in.readInt() != MAGIC) {
            throw new IOException("no file of samples");
        }
        String engine = in.readUTF();
        String encoder = in.readUTF();
        int voiceCount = count(in);
        int axes = count(in);
        List<String> voices = new ArrayList<>();
        List<double[]> coordinates = new ArrayList<>();
        double[] pitches = new double[voiceCount];
        for (int i = 0; i < voiceCount; i++) {
            voices.add(in.readUTF());
            coordinates.add(row(in, axes, PLACE_UNIT));
            pitches[i] = in.readShort() * PITCH_UNIT;
        }
        int samples = count(in);
        int dimensions = count(in);
        int[] texts = new int[samples];
        List<double[]> places = new ArrayList<>();
        List<double[]> vectors = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            texts[i] = in.readUnsignedByte();
            places.add(row(in, axes, PLACE_UNIT));
            vectors.add(row(in, dimensions, VECTOR_UNIT));
        }
        return new Samples(engine, encoder, voices, coordinates, pitches, texts, places, vectors);
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 1 || count > MOST) {
            throw new IOException("a count of " + count + " in a file of samples");
        }
        return count;
    }

    private static double[] row(DataInputStream in, int length, double unit) throws IOException {
        double[] row = new double[length];
        for (int i = 0; i < length; i++) {
            row[i] = in.readShort() * unit;
        }
        return row;
    }

    /** The id of the engine that spoke. */
    String engine() {
        return engine;
    }

    /** The id of the encoder that listened. */
    String encoder() {
        return encoder;
    }

    /** Ids of the voices, in the order of weights. */
    List<String> voices() {
        return voices;
    }

    /** How high a voice speaks, in semitones above 1 Hz. */
    double pitch(int voice) {
        return pitches[voice];
    }

    /** The voices' pitches by the weights of a mixture: how high it would speak if voices were mixed as paints are. */
    double pitchOf(double[] weights) {
        return Matrix.dot(weights, pitches);
    }

    int count() {
        return places.size();
    }

    /** Length of a speaker vector. */
    int dimensions() {
        return vectors.get(0).length;
    }

    double[] place(int sample) {
        return places.get(sample);
    }

    int text(int sample) {
        return texts[sample];
    }

    double[] vector(int sample) {
        return vectors.get(sample);
    }

    /** The place of a mixture. */
    double[] placeOf(double[] weights) {
        double[] place = new double[coordinates.get(0).length];
        for (int i = 0; i < weights.length; i++) {
            Matrix.add(place, weights[i], coordinates.get(i));
        }
        return place;
    }

    /** How a function of the place changes with each weight, if it changes so with the place. */
    double[] byWeight(double[] byPlace) {
        double[] gradient = new double[coordinates.size()];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = Matrix.dot(coordinates.get(i), byPlace);
        }
        return gradient;
    }
}
