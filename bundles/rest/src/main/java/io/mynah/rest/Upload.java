package io.mynah.rest;

import io.mynah.api.speech.Clip;
import io.mynah.api.speech.NewClip;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.VoiceLibrary;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/**
 * A form with a file: the file goes to the voice library as it comes, and if nobody keeps it, it goes with this object. Used
 * by one thread.
 */
final class Upload implements AutoCloseable {
    private static final String FILE_FIELD = "file";
    private static final Set<String> FIELDS = Set.of(FILE_FIELD, "name", "overwrite");
    private static final int LONGEST_FIELD = 4_096;
    private static final int MOST_PARTS = 20;
    private static final int FORM_BYTES = 64 * 1_024;

    private final VoiceLibrary library;
    private final Map<String, String> fields = new HashMap<>();
    private @Nullable String filename;
    private @Nullable NewClip file;

    private Upload(VoiceLibrary library) {
        this.library = library;
    }

    /** Reads a form to its end: its fields may come after the file. */
    static Upload read(HttpServletRequest request, VoiceLibrary library) throws BadRequestException, SpeechException {
        long limit = library.uploadLimit();
        if (request.getContentLengthLong() > limit + FORM_BYTES) {
            throw BadRequestException.tooLarge(limit);
        }
        Upload upload = new Upload(library);
        boolean whole = false;
        try {
            upload.readParts(new Form(request, limit + FORM_BYTES));
            whole = true;
            return upload;
        } catch (FileUploadException | IOException e) {
            // The client's: the library tells of failures of its own in other ways.
            throw e instanceof TooLongException || e.getCause() instanceof TooLongException
                    ? BadRequestException.tooLarge(limit)
                    : BadRequestException.unreadable(e);
        } catch (SpeechException.TooLarge e) {
            throw BadRequestException.tooLarge(limit);
        } finally {
            if (!whole) {
                upload.close();
            }
        }
    }

    private void readParts(Form form) throws FileUploadException, IOException, BadRequestException, SpeechException {
        FileUpload parser = new FileUpload();
        parser.setHeaderEncoding(StandardCharsets.UTF_8.name());
        FileItemIterator parts = parser.getItemIterator(form);
        for (int count = 0; parts.hasNext(); count++) {
            if (count == MOST_PARTS) {
                throw BadRequestException.unreadable(null);
            }
            readPart(parts.next());
        }
    }

    private void readPart(FileItemStream part) throws IOException, BadRequestException, SpeechException {
        String field = part.getFieldName();
        if (field == null || !FIELDS.contains(field)) {
            // Unknown fields are ignored; the parser skips them.
            return;
        }
        try (InputStream in = part.openStream()) {
            if (field.equals(FILE_FIELD) && part.getName() != null) {
                close(); // the last one counts
                filename = part.getName();
                file = library.receive(in);
                return;
            }
            byte[] value = in.readNBytes(LONGEST_FIELD);
            if (in.read() >= 0) {
                throw BadRequestException.unreadable(null);
            }
            fields.put(field, new String(value, StandardCharsets.UTF_8));
        }
    }

    /** The name that the client gave the file; {@code null} if it sent none. */
    @Nullable String filename() {
        return filename;
    }

    /** The other fields. */
    Map<String, String> fields() {
        return fields;
    }

    /**
     * Makes the file a clip. To be called once, and only if there is a {@link #filename()}.
     *
     * @throws SpeechException as {@link NewClip#keepAs}
     */
    Clip keepAs(String name, boolean overwrite) throws SpeechException {
        return Objects.requireNonNull(file).keepAs(name, overwrite);
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
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
