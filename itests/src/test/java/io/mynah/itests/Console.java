package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mynah.itests.Http.Answer;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The web console of a server that was started for the first time, so that it told the password. */
final class Console {
    private static final Pattern PASSWORD = Pattern.compile("(?i)password\\W+([A-Za-z0-9_-]{12,})");

    private static final int GOOD_ANSWERS = 20;

    private final Mynah mynah;
    private final String credentials;

    private Console(Mynah mynah, String password) {
        this.mynah = mynah;
        this.credentials =
                "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Logs in, and waits until a page is there. */
    static Console open(Mynah mynah, String page) throws Exception {
        // The console starts last, when the server speaks already.
        Mynah.until(
                "the password is told", () -> PASSWORD.matcher(mynah.output()).find());
        Matcher told = PASSWORD.matcher(mynah.output());
        assertTrue(told.find());
        Console console = new Console(mynah, told.group(1));
        AtomicInteger good = new AtomicInteger();
        Mynah.until(page + " is there to stay", () -> {
            int status = console.send(console.request(page)).status();
            return status == 200 ? good.incrementAndGet() >= GOOD_ANSWERS : good.getAndSet(0) < 0;
        });
        return console;
    }

    /** For the header of that name. */
    String credentials() {
        return credentials;
    }

    Answer get(String path) throws Exception {
        return send(request(path));
    }

    /** As the pages' scripts send it. */
    Answer post(String path, String... fields) throws Exception {
        return send(form(path, fields).header("X-Requested-With", "XMLHttpRequest"));
    }

    HttpRequest.Builder form(String path, String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.toString()));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(mynah.http().uri("/system/console/" + path))
                .header("Authorization", credentials);
    }

    /**
     * While it starts, the console registers its servlet twice, and whoever asks in between gets 404 from REST, or Jetty's 500
     * for a servlet that has left; so both are no answer yet.
     */
    Answer send(HttpRequest.Builder request) throws Exception {
        AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
        Mynah.until("the console answers", () -> {
            Answer now = mynah.http().send(request);
            answer.set(now);
            return now.status() != 500 && !(now.status() == 404 && now.text().contains("\"Not Found\""));
        });
        return Objects.requireNonNull(answer.get());
    }
}
