package io.mynah.console;

import io.mynah.origin.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console's only door. Basic authentication, because the console has no form of its own; the browser sends the
 * password with each of a page's many requests, so the last good one is remembered as a keyed digest and the slow hash is
 * computed once.
 */
@Component(
        configurationPid = "io.mynah.console",
        property = {SecurityProvider.PROPERTY_ID + "=io.mynah.console", "service.ranking:Integer=1000"})
@Designate(ocd = ConsoleGuard.Config.class)
public final class ConsoleGuard implements SecurityProvider {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleGuard.class);
    private static final String USER = "admin";
    private static final String BASIC = "basic ";
    private static final int LONGEST_PASSWORD = 200;

    /** Settings of the console. */
    @ObjectClassDefinition(name = "Mynah console", description = "Who may reach the web console")
    @interface Config {
        @AttributeDefinition(
                name = "Other machines may enter",
                description = "The console can install code. Put encryption in front before you allow this.")
        boolean allow_remote() default false;
    }

    private final boolean allowRemote;
    private final PasswordFile file;
    private final Throttle throttle = new Throttle(System::nanoTime);
    private final Mac digest;
    private byte @Nullable [] lastGood;

    @Activate
    public ConsoleGuard(Config config, BundleContext context) {
        this(
                config.allow_remote(),
                new PasswordFile(Path.of(context.getProperty("mynah.home"), "conf", "console.password")),
                new SecureRandom());
    }

    ConsoleGuard(boolean allowRemote, PasswordFile file, SecureRandom random) {
        this.allowRemote = allowRemote;
        this.file = file;
        this.digest = digest(random);
        try {
            // The terminal, not the log: a log is kept and read by others.
            file.create(random)
                    .ifPresent(password -> System.out.println("mynah: console user " + USER + ", password " + password
                            + " (told this once; to get a new one, delete conf/console.password)"));
        } catch (IOException e) {
            throw new UncheckedIOException("the console's password cannot be kept, so the console stays closed", e);
        }
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Cache-Control", "no-store");
        if (!allowRemote && !RequestOrigin.isThisMachine(request)) {
            return refuse(response, 403, "The console is for this machine only (console.allow.remote is false)");
        }
        if (RequestOrigin.isForged(request)) {
            return refuse(response, 403, "A page of another site sent this request");
        }
        String credentials = credentials(request.getHeader("Authorization"));
        if (credentials == null) {
            return challenge(response);
        }
        return verify(credentials, response);
    }

    /** One at a time: guessing cannot take more than one processor. */
    private synchronized @Nullable Object verify(String credentials, HttpServletResponse response) {
        byte[] presented = digest.doFinal(credentials.getBytes(StandardCharsets.UTF_8));
        if (lastGood != null && MessageDigest.isEqual(lastGood, presented)) {
            return USER;
        }
        Duration pause = throttle.pause();
        if (!pause.isZero()) {
            response.setHeader("Retry-After", Long.toString(pause.toSeconds() + 1));
            return refuse(response, 429, "Too many wrong passwords; try again later");
        }
        try {
            int colon = credentials.indexOf(':');
            String user = colon < 0 ? "" : credentials.substring(0, colon);
            // Both are always compared, so that the time tells nothing.
            boolean known = file.read().matches(credentials.substring(colon + 1));
            if (known && user.equals(USER)) {
                throttle.succeeded();
                lastGood = presented;
                return USER;
            }
        } catch (IOException e) {
            LOG.error("The console stays closed. Delete the file and restart to get a new password", e);
            return refuse(response, 503, "The console's password cannot be read; the log says why");
        }
        throttle.failed();
        LOG.warn("A wrong password for the console");
        return challenge(response);
    }

    private static @Nullable String credentials(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String credentials = new String(decoded, StandardCharsets.UTF_8);
            return credentials.length() <= LONGEST_PASSWORD ? credentials : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object challenge(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Mynah console\", charset=\"UTF-8\"");
        return refuse(response, 401, "User and password, please");
    }

    private static @Nullable Object refuse(HttpServletResponse response, int status, String detail) {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        try {
            response.getWriter().print("{\"detail\":\"" + detail + "\"}");
            response.flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }

    @Override
    public boolean authorize(Object user, String role) {
        return USER.equals(user);
    }

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        synchronized (this) {
            lastGood = null;
        }
        challenge(response);
    }

    private static Mac digest(SecureRandom random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
