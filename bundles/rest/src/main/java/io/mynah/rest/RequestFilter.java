package io.mynah.rest;

import io.mynah.api.speech.SpeechObserver;
import io.mynah.api.speech.SpeechObservers;
import io.mynah.rest.jetty.ClientConnection;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Around every request: gives it an id, a line in the log, and an answer in JSON whatever happens. It needs no
 * configuration, so that this holds while the API itself cannot run.
 */
@Component(
        service = {Filter.class, RequestFilter.class},
        property = Constants.SERVICE_RANKING + ":Integer=100")
@HttpWhiteboardFilterName("mynah-requests")
@HttpWhiteboardFilterPattern("/*")
public final class RequestFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestFilter.class);
    private static final Logger ACCESS = LoggerFactory.getLogger("io.mynah.rest.access");
    private static final int LONGEST_PATH = 200;
    /** What logs call a request whose client did not wait for the answer; it is never sent. */
    private static final int CLIENT_GONE = 499;

    /** Voices are named after people, and this log is read by others. */
    private static final Pattern NAMES = Pattern.compile("^(/+v1/+(?:voices|blends)/+).+?(/(?:file|preview))?$");

    /** Asked every few seconds by orchestrators and whoever gathers figures. */
    private static final Pattern PROBES = Pattern.compile("/health/.*|/metrics");

    /** What is answered with speech. */
    private static final Pattern SPEECH = Pattern.compile("/+(?:(?:api/+)?tts|v1/+voices/.+/preview)");

    private final SpeechObservers observers =
            new SpeechObservers(failure -> LOG.warn("An observer of requests failed", failure));
    private final ScheduledThreadPoolExecutor scheduler;
    private final SlowBodies slowBodies = new SlowBodies();

    @Activate
    public RequestFilter() {
        scheduler = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "mynah-rest-watch");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.setRemoveOnCancelPolicy(true);
    }

    /** Ends the watches. No request is under way by then: the API has been stopped before. */
    @Deactivate
    public void stop() {
        scheduler.shutdownNow();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addObserver(SpeechObserver observer) {
        observers.add(observer);
    }

    void removeObserver(SpeechObserver observer) {
        observers.remove(observer);
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = new JsonErrorResponse((HttpServletResponse) servletResponse);
        long start = System.nanoTime();
        String id = RequestId.of(request.getHeader(RequestId.HEADER));
        response.setHeader(RequestId.HEADER, id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        MDC.put(RequestId.MDC_KEY, id);
        Exchange exchange = new Exchange(id, ClientConnection.of(request, scheduler), slowBodies);
        exchange.attachTo(request);
        try (exchange) {
            chain.doFilter(request, response);
            exchange.finish(request, response); // for what did not get as far as the API
        } catch (IOException e) {
            LOG.debug("The client went away", e);
            exchange.clientGone();
        } catch (ServletException e) {
            // Without a cause it is Felix, whose servlet was replaced or taken away at this very moment.
            LOG.warn("The servlet failed: {}", FailureKind.of(e));
            LOG.debug("The servlet failed", e);
            fail(response, id, e.getRootCause() == null ? 503 : 500);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("Unexpected failure: {}", FailureKind.of(e));
            LOG.debug("Unexpected failure", e);
            fail(response, id, 500);
        } finally {
            int status = exchange.isClientGone() ? CLIENT_GONE : response.getStatus();
            log(request, status, start);
            if (SPEECH.matcher(served(request)).matches()) {
                observers.answered(response.getHeader(Speaker.ENGINE), status);
            }
            MDC.remove(RequestId.MDC_KEY);
        }
    }

    private static void fail(HttpServletResponse response, String id, int status) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.reset();
        response.setHeader(RequestId.HEADER, id);
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        JsonAnswers.send(response, status, JsonAnswers.reason(status));
    }

    /** The log adds the request's id to this line as to all others of the request. */
    private static void log(HttpServletRequest request, int status, long start) {
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        String method = printable(request.getMethod(), 16);
        String path = printable(withoutNames(request), LONGEST_PATH);
        if (PROBES.matcher(request.getRequestURI()).matches()) {
            ACCESS.debug("{} {} {} {} ms", method, path, status, millis);
        } else {
            ACCESS.info("{} {} {} {} ms", method, path, status, millis);
        }
    }

    /** As it was sent, unless it names a voice, in whatever spelling: what is served counts. */
    private static String withoutNames(HttpServletRequest request) {
        Matcher naming = NAMES.matcher(served(request));
        return naming.matches()
                ? naming.group(1) + "*" + Objects.requireNonNullElse(naming.group(2), "")
                : request.getRequestURI();
    }

    private static String served(HttpServletRequest request) {
        return request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    }

    /** What a client sent, so that it cannot look like a log line of its own. */
    private static String printable(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest) + "...";
        return cut.chars().allMatch(c -> c > ' ' && c < 127) ? cut : cut.replaceAll("[^!-~]", "?");
    }
}
