package io.mynah.rest;

import io.mynah.api.speech.SpeechException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A form with a file, on its way into the server: the file goes to disk as it comes, and is removed with this object. Used
 * by one thread.
 */
final class Upload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    /** What systems say of a full disk, which Java passes on as text only. */
    private static final List<String> FULL = List.of("no space left", "not enough space", "quota exceeded");

    private static final String FILE_FIELD = "file";
    private static final Set<String> FIELDS = Set.of(FILE_FIELD, "name", "overwrite");
    private static final int LONGEST_FIELD = 4_096;
    private static final int MOST_PARTS = 20;
    private static final int FORM_BYTES = 64 * 1_024;

    private final Path file;
    private final Map<String, String> fields = new HashMap<>();
    private @Nullable String filename;

    private Upload(Path file) {
        this.file = file;
    }

    /**
     * Reads a form to its end.
     *
     * @param folder where the file is kept meanwhile
     * @param limit of the file, in bytes
     */
    static Upload read(HttpServletRequest request, UploadFolder folder, long limit)
            throws BadRequestException, SpeechException {
        if (request.getContentLengthLong() > limit + FORM_BYTES) {
            throw BadRequestException.tooLarge(limit);
        }
        Upload upload = new Upload(create(folder));
        try {
            upload.readParts(new Form(request, limit + FORM_BYTES), limit);
            return upload;
        } catch (FileUploadException | IOException e) {
            // The client's: our own disk fails in other ways, see diskFailed.
            upload.close();
            throw e instanceof TooLongException || e.getCause() instanceof TooLongException
                    ? BadRequestException.tooLarge(limit)
                    : BadRequestException.unreadable(e);
        } catch (BadRequestException | SpeechException | RuntimeException e) {
            upload.close();
            throw e;
        }
    }

    private static Path create(UploadFolder folder) throws SpeechException {
        try {
            return folder.create();
        } catch (IOException e) {
            throw diskFailed(e);
        }
    }

    private void readParts(Form form, long limit)
            throws FileUploadException, IOException, BadRequestException, SpeechException {
        FileUpload parser = new FileUpload();
        parser.setHeaderEncoding(StandardCharsets.UTF_8.name());
        FileItemIterator parts = parser.getItemIterator(form);
        for (int count = 0; parts.hasNext(); count++) {
            if (count == MOST_PARTS) {
                throw BadRequestException.unreadable(null);
            }
            readPart(parts.next(), limit);
        }
    }

    private void readPart(FileItemStream part, long limit) throws IOException, BadRequestException, SpeechException {
        String field = part.getFieldName();
        if (field == null || !FIELDS.contains(field)) {
            // Unknown fields are ignored; the parser skips them.
            return;
        }
        try (InputStream in = part.openStream()) {
            if (field.equals(FILE_FIELD) && part.getName() != null) {
                filename = part.getName();
                save(in, limit);
                return;
            }
            byte[] value = in.readNBytes(LONGEST_FIELD);
            if (in.read() >= 0) {
                throw BadRequestException.unreadable(null);
            }
            fields.put(field, new String(value, StandardCharsets.UTF_8));
        }
    }

    private void save(InputStream in, long limit) throws IOException, BadRequestException, SpeechException {
        OutputStream out = open();
        try {
            byte[] buffer = new byte[16_384];
            long size = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > limit) {
                    throw BadRequestException.tooLarge(limit);
                }
                write(out, buffer, read);
            }
        } finally {
            closeFile(out);
        }
    }

    // Each step on the disk apart from reading, where it is the client that fails.

    private OutputStream open() throws SpeechException {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw diskFailed(e);
        }
    }

    private static void write(OutputStream out, byte[] buffer, int length) throws SpeechException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw diskFailed(e);
        }
    }

    private static void closeFile(OutputStream out) throws SpeechException {
        try {
            out.close();
        } catch (IOException e) {
            throw diskFailed(e);
        }
    }

    /** A full disk is told as such; all else is for the log, and a failure of the server. */
    private static SpeechException.StorageFull diskFailed(IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (FULL.stream().anyMatch(message::contains)) {
            return new SpeechException.StorageFull(failure);
        }
        throw new UncheckedIOException(failure);
    }

    /** The name that the client gave the file; {@code null} if it sent none. */
    @Nullable String filename() {
        return filename;
    }

    /** The other fields. */
    Map<String, String> fields() {
        return fields;
    }

    /** The file's content. */
    InputStream content() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Nobody's answer depends on it, and the next start removes it.
            LOG.warn("An upload could not be removed: {}", FailureKind.of(e));
            LOG.debug("An upload could not be removed", e);
        }
    }

    /** More than the client may send in all. */
    private static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** A request as the parser wants to see it, with a limit. */
    private record Form(HttpServletRequest request, long limit) implements UploadContext {
        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return String.valueOf(LenientRequest.contentType(request));
        }

        @Override
        @SuppressWarnings("deprecation")
        public int getContentLength() {
            return -1;
        }

        @Override
        public long contentLength() {
            return request.getContentLengthLong();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(request.getInputStream()) {
                private long left = limit;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int read = super.read(buffer, offset, length);
                    left -= Math.max(0, read);
                    if (left < 0) {
                        throw new TooLongException();
                    }
                    return read;
                }
            };
        }
    }
}
