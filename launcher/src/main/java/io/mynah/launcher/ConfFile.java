package io.mynah.launcher;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** conf/mynah.conf: UTF-8 lines of {@code key = value}; what begins with # is a comment. A later line wins. */
record ConfFile(List<Entry> entries) {

    /**
     * One line.
     *
     * @param origin file and line for messages
     */
    record Entry(String key, String value, String origin) {}

    ConfFile {
        entries = List.copyOf(entries);
    }

    /** Reads a file; one that does not exist says nothing. */
    static ConfFile read(Path path) throws SettingException {
        try {
            return parse(Files.readAllLines(path), path.toString());
        } catch (NoSuchFileException e) {
            return new ConfFile(List.of());
        } catch (MalformedInputException e) {
            throw new SettingException(path + " is not UTF-8 text");
        } catch (IOException e) {
            throw new SettingException(path + " cannot be read: " + e);
        }
    }

    static ConfFile parse(List<String> lines, String name) throws SettingException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            // Editors on Windows put a byte order mark in front.
            String line = (i == 0 ? lines.get(i).replace("\uFEFF", "") : lines.get(i)).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String origin = name + ", line " + (i + 1);
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new SettingException(origin + ": expected 'key = value'");
            }
            entries.add(new Entry(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip(),
                    origin));
        }
        return new ConfFile(entries);
    }

    Optional<Entry> find(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).reduce((first, last) -> last);
    }
}
