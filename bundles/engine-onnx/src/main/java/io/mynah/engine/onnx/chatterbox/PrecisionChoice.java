package io.mynah.engine.onnx.chatterbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which precision of the model suits a machine. What is here comes before what would have to be fetched, what a person
 * demands before all.
 *
 * <p>On a processor 4 bits are what others report as the quickest, and they take a quarter of the memory; 16-bit floats are
 * converted with each use there, so they come last. A graphics card computes with 16-bit floats as they are, and its cache of
 * keys and values, which is copied with each token, is half as large with them; the decoder stays at 32 bits, since it
 * overflows 16 (reported of WebGPU).
 */
final class PrecisionChoice {
    private static final List<Mix> PROCESSOR = List.of(
            Mix.of(Precision.Q4),
            Mix.of(Precision.Q8),
            Mix.of(Precision.FP32),
            Mix.of(Precision.Q4F16),
            Mix.of(Precision.FP16));

    private static final List<Mix> GRAPHICS_CARD = List.of(
            Mix.of(Precision.FP16).with("conditional_decoder", Precision.FP32),
            Mix.of(Precision.FP32),
            Mix.of(Precision.Q4),
            Mix.of(Precision.Q8),
            Mix.of(Precision.Q4F16),
            Mix.of(Precision.FP16));

    /** A guess, as the weights were not at hand: ONNX Runtime packs some of them anew, and the rest of the server counts. */
    private static final int MEMORY_PERCENT = 150;

    private static final long MEMORY_BESIDES = 1_000_000_000;

    /** The server writes clips and logs too. */
    private static final long DISK_BESIDES = 200_000_000;

    private PrecisionChoice() {}

    /**
     * What there is to compute with.
     *
     * @param cuda whether a graphics card computes
     * @param memory of the machine or of its container, in bytes
     * @param disk free where models are put, in bytes
     */
    record Machine(boolean cuda, long memory, long disk) {
        private static final long STEP = 100_000_000;

        /** To what a reason tells of it: a disk that others write to is not another one with each byte. */
        Machine rounded() {
            return new Machine(cuda, memory / STEP * STEP, disk / STEP * STEP);
        }
    }

    /**
     * A mixture that the model has.
     *
     * @param bytes of all its files
     * @param here whether all of them are on this machine
     */
    record Offer(Mix mix, long bytes, boolean here) {}

    /**
     * What to use.
     *
     * @param reason in one sentence for people
     */
    record Choice(Mix mix, String reason) {}

    /** The mixtures that suit a device, the best first. */
    static List<Mix> preferred(boolean cuda) {
        return cuda ? GRAPHICS_CARD : PROCESSOR;
    }

    /**
     * Chooses.
     *
     * @param offers what the model has, at least one
     * @param pinned what a person demands
     */
    static Choice choose(Machine machine, List<Offer> offers, @Nullable Mix pinned) {
        if (pinned != null) {
            return new Choice(pinned, pinned.id() + " is set by chatterbox.precision.");
        }
        List<Offer> ranked = new ArrayList<>(offers);
        ranked.sort(Comparator.comparingInt(offer -> rank(offer.mix(), preferred(machine.cuda()))));
        Offer best = ranked.get(0);
        Predicate<Offer> inMemory = offer -> memory(offer) <= machine.memory();
        List<Offer> here = ranked.stream().filter(Offer::here).toList();
        if (!here.isEmpty()) {
            Offer chosen = here.stream().filter(inMemory).findFirst().orElseGet(() -> smallest(here));
            return new Choice(chosen.mix(), reasonHere(chosen, best, machine));
        }
        Optional<Offer> fits = ranked.stream()
                .filter(inMemory.and(offer -> offer.bytes() + DISK_BESIDES <= machine.disk()))
                .findFirst();
        Offer chosen = fits.orElseGet(() -> smallest(ranked));
        return new Choice(chosen.mix(), chosen.equals(best) ? reason(best, machine) : shortage(chosen, best, machine));
    }

    /** Those that no list has come last, those with the better graphs first. */
    private static int rank(Mix mix, List<Mix> preferred) {
        int index = preferred.indexOf(mix);
        return index >= 0
                ? index
                : preferred.size()
                        + Mix.GRAPHS.stream()
                                .mapToInt(graph -> PROCESSOR.indexOf(Mix.of(mix.of(graph))))
                                .sum();
    }

    private static Offer smallest(List<Offer> offers) {
        return offers.stream().min(Comparator.comparingLong(Offer::bytes)).orElseThrow();
    }

    private static long memory(Offer offer) {
        return offer.bytes() / 100 * MEMORY_PERCENT + MEMORY_BESIDES;
    }

    private static String reason(Offer best, Machine machine) {
        return best.mix().id()
                + (machine.cuda()
                        ? " suits a graphics card best: 16-bit floats are quick there and halve what is copied."
                        : " is the usual choice for a processor: small, and quicker than floats.");
    }

    private static String reasonHere(Offer chosen, Offer best, Machine machine) {
        if (chosen.equals(best)) {
            return reason(best, machine);
        }
        if (best.here()) {
            return shortage(chosen, best, machine);
        }
        return chosen.mix().id() + " is here; " + best.mix().id() + " would suit a "
                + (machine.cuda() ? "graphics card" : "processor") + " better.";
    }

    private static String shortage(Offer chosen, Offer best, Machine machine) {
        String lacking = memory(best) > machine.memory()
                ? gigabytes(machine.memory()) + " of memory are there, and it needs about " + gigabytes(memory(best))
                : gigabytes(machine.disk()) + " are free on the disk, and it needs " + gigabytes(best.bytes());
        return chosen.mix().id() + " takes less than " + best.mix().id() + ": " + lacking + ".";
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
