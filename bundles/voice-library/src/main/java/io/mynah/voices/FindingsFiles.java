package io.mynah.voices;

import io.mynah.api.voice.VoiceDoctor.Complaint;
import io.mynah.api.voice.VoiceDoctor.Findings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Findings of a doctor, kept by the content that was examined. Safe for use by several threads. */
final class FindingsFiles {

    private static final Logger LOG = LoggerFactory.getLogger(FindingsFiles.class);
    private static final String EXTENSION = ".properties";
    private static final String DOCTOR = "doctor";

    private final Path folder;
    private final Workshop workshop;

    /** @param folder made when needed, on the file system of the workshop */
    FindingsFiles(Path folder, Workshop workshop) {
        this.folder = folder;
        this.workshop = workshop;
    }

    /**
     * What was found in a content; empty if it was not examined, or what was written about it cannot be read.
     *
     * @param doctor who must have found it
     */
    Optional<Findings> read(String contentId, String doctor) {
        Path file = folder.resolve(contentId + EXTENSION);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
            return doctor.equals(properties.getProperty(DOCTOR)) ? Optional.of(findings(properties)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.debug("Findings cannot be read; the clip is examined again", e);
            return Optional.empty();
        }
    }

    private static Findings findings(Properties properties) {
        return new Findings(
                number(properties, "speech.seconds"),
                optional(properties, "signal.to.noise"),
                number(properties, "clipped.share"),
                number(properties, "silence.share"),
                optional(properties, "loudness"),
                Integer.parseInt(text(properties, "speakers")),
                Integer.parseInt(text(properties, "sample.rate")),
                number(properties, "best.start"),
                number(properties, "best.end"),
                complaints(text(properties, "complaints")),
                text(properties, "advice"));
    }

    private static List<Complaint> complaints(String words) {
        return Arrays.stream(words.split(" "))
                .filter(word -> !word.isEmpty())
                .map(Complaint::valueOf)
                .toList();
    }

    private static String text(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    private static double number(Properties properties, String key) {
        return Double.parseDouble(text(properties, key));
    }

    private static OptionalDouble optional(Properties properties, String key) {
        return properties.containsKey(key) ? OptionalDouble.of(number(properties, key)) : OptionalDouble.empty();
    }

    /** Contents that were examined once. */
    List<String> contents() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(EXTENSION))
                    .map(name -> name.substring(0, name.length() - EXTENSION.length()))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    void delete(String contentId) throws IOException {
        Files.deleteIfExists(folder.resolve(contentId + EXTENSION));
    }

    void write(String contentId, String doctor, Findings findings) throws IOException {
        Properties properties = new Properties();
        properties.setProperty(DOCTOR, doctor);
        properties.setProperty("speech.seconds", String.valueOf(findings.speechSeconds()));
        findings.signalToNoise().ifPresent(value -> properties.setProperty("signal.to.noise", String.valueOf(value)));
        properties.setProperty("clipped.share", String.valueOf(findings.clippedShare()));
        properties.setProperty("silence.share", String.valueOf(findings.silenceShare()));
        findings.loudness().ifPresent(value -> properties.setProperty("loudness", String.valueOf(value)));
        properties.setProperty("speakers", String.valueOf(findings.speakers()));
        properties.setProperty("sample.rate", String.valueOf(findings.sampleRate()));
        properties.setProperty("best.start", String.valueOf(findings.bestStart()));
        properties.setProperty("best.end", String.valueOf(findings.bestEnd()));
        properties.setProperty(
                "complaints",
                String.join(
                        " ", findings.complaints().stream().map(Complaint::name).toList()));
        properties.setProperty("advice", findings.advice());
        Path draft = workshop.newFile(EXTENSION);
        try {
            try (Writer out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
                properties.store(out, "What was found in the clip of this content");
            }
            Files.createDirectories(folder);
            Storage.replace(draft, folder.resolve(contentId + EXTENSION));
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
