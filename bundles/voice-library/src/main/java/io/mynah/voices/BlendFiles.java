package io.mynah.voices;

import io.mynah.api.speech.SpeechException.InvalidVoice;
import io.mynah.api.speech.VoiceShelf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Mixtures of voices that were given a name: text files in references/, in UTF-8, of one line beside comments. Safe for use
 * by several threads.
 */
final class BlendFiles {

    /** Sixteen parts of the longest names are far less. */
    private static final int LONGEST = 16 * 1024;

    private final ByIdentity<String> contents;

    BlendFiles(Clock clock) {
        contents = new ByIdentity<>(clock);
    }

    static boolean isBlend(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(VoiceShelf.BLEND_EXTENSION);
    }

    /** Name of the file of a mixture that is named with or without its extension, which is in lower case where we write it. */
    static String fileName(String name) {
        return stem(name) + VoiceShelf.BLEND_EXTENSION;
    }

    /** Name of a mixture, without its extension. */
    static String stem(String name) {
        return isBlend(name) ? name.substring(0, name.length() - VoiceShelf.BLEND_EXTENSION.length()) : name;
    }

    /** What stands in a file; empty, which is no expression, if it cannot be read as a line. */
    String expression(References.Found file) {
        try {
            return contents.get(file.real(), path -> read(path).orElse(""));
        } catch (IOException e) {
            return "";
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        List<String> lines = text.lines()
                .map(line -> line.startsWith("\uFEFF") ? line.substring(1) : line)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        return lines.size() == 1 && !isBinary(lines.get(0)) ? Optional.of(lines.get(0)) : Optional.empty();
    }

    /** What would only spoil the message that nothing of this name was found. */
    private static boolean isBinary(String line) {
        return line.chars().anyMatch(c -> c == '\uFFFD' || (c != '\t' && Character.isISOControl(c)));
    }

    /** What to write for an expression. */
    static byte[] content(String expression) throws InvalidVoice {
        String line = expression.strip();
        byte[] content = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.isEmpty() || line.startsWith("#") || line.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidVoice("A mixture of voices is one line such as af_heart(2)+am_michael");
        }
        if (content.length > LONGEST) {
            throw new InvalidVoice("A mixture of voices has at most " + LONGEST + " bytes");
        }
        return content;
    }
}
