package io.mynah.rest;

import io.mynah.api.admin.AdminException;
import io.mynah.api.admin.BundleAdmin;
import io.mynah.api.admin.BundleStatus;
import io.mynah.api.speech.SpeechException;
import io.mynah.rest.body.InvalidBodyException;
import io.mynah.rest.body.LibraryBodies;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.time.Duration;

/** {@code POST /admin/swap}: replaces one bundle by a jar, which is the body, or is named by a JSON body. */
@Singleton
@ForAdministrators
@Path("admin/swap")
public final class SwapResource {
    /** ONNX Runtime for graphics cards has a third of it. */
    static final long MOST_BYTES = 1L << 30;

    private static final Duration BODY_TIME = Duration.ofMinutes(10);
    private static final int FULL = 507;

    private final Facades facades;
    private final Settings settings;
    private final LibraryBodies bodies = new LibraryBodies();

    @Inject
    public SwapResource(Facades facades, Settings settings) {
        this.facades = facades;
        this.settings = settings;
    }

    /** Begins to replace it, and answers at once: it may be the bundle that answers. */
    @POST
    public Response swap(@Context HttpServletRequest request)
            throws BadRequestException, InvalidBodyException, SpeechException, AdminException {
        BundleAdmin bundles = facades.awaitBundleAdmin(settings.serviceWait());
        return MediaTypes.isJar(request) ? swapUploaded(request, bundles) : swapLocal(request, bundles);
    }

    private Response swapLocal(HttpServletRequest request, BundleAdmin bundles)
            throws BadRequestException, InvalidBodyException, SpeechException, AdminException {
        String named = bodies.path(RequestBody.readJson(request, settings.bodyLimit()));
        java.nio.file.Path file;
        try {
            file = java.nio.file.Path.of(named);
        } catch (InvalidPathException e) {
            throw InvalidBodyException.of("path", named, "Input should be the path of a file");
        }
        if (!file.isAbsolute() || !Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw InvalidBodyException.of(
                    "path", named, "Input should be the absolute path of a file that the server can read");
        }
        try {
            return answer(bundles.swap(file));
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static Response swapUploaded(HttpServletRequest request, BundleAdmin bundles)
            throws BadRequestException, SpeechException, AdminException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            throw BadRequestException.tooLarge(MOST_BYTES);
        }
        Exchange exchange = Exchange.of(request);
        SlowBodies.Place place = exchange.slowBodies().awaitUpload();
        try {
            java.nio.file.Path file = Files.createTempFile("mynah-swap-", ".jar");
            try {
                exchange.limit(BODY_TIME);
                receive(request.getInputStream(), file);
                exchange.lift();
                return answer(bundles.swap(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw noRoom(e);
        } finally {
            place.close();
        }
    }

    private static void receive(InputStream body, java.nio.file.Path file) throws BadRequestException, IOException {
        byte[] block = new byte[1 << 16];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int count = read(body, block); count >= 0; count = read(body, block)) {
                size += count;
                if (size > MOST_BYTES) {
                    throw BadRequestException.tooLarge(MOST_BYTES);
                }
                out.write(block, 0, count);
            }
        }
    }

    /** The client's failures, apart from those of the disk. */
    private static int read(InputStream body, byte[] block) throws BadRequestException {
        try {
            return body.read(block);
        } catch (IOException e) {
            throw BadRequestException.unreadable(e);
        }
    }

    private static Response answer(BundleStatus begun) {
        return JsonAnswers.ok(AdminJson.bundle(begun))
                .status(202)
                .header(HttpHeaders.LOCATION, "/admin/bundles/" + begun.name())
                .build();
    }

    private static BadRequestException noRoom(IOException e) {
        return new BadRequestException(FULL, "The jar cannot be taken in: there is no room, or it cannot be read", e);
    }
}
