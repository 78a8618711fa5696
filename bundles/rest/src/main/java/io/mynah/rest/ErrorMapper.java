package io.mynah.rest;

import io.mynah.api.admin.AdminException;
import io.mynah.api.model.ModelException;
import io.mynah.api.speech.SpeechException;
import io.mynah.rest.body.InvalidBodyException;
import io.mynah.rest.jetty.ClientFailures;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers failures: {@code detail} is a list for an invalid body and a string otherwise, and nothing else leaks. */
final class ErrorMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof InvalidBodyException invalid) {
            return JsonAnswers.error(422, invalid.detail()).build();
        }
        if (failure instanceof SpeechException speech) {
            return speechFailed(speech);
        }
        if (failure instanceof ModelException model) {
            return modelFailed(model);
        }
        if (failure instanceof AdminException admin) {
            return JsonAnswers.error(Statuses.of(admin), String.valueOf(admin.getMessage()))
                    .build();
        }
        if (failure instanceof BadRequestException bad) {
            return badRequest(bad);
        }
        if (ClientFailures.isClients(failure)) {
            // No body by the rules of HTTP, or nobody there any more.
            LOG.debug("Unreadable request", failure);
            return badRequest(BadRequestException.unreadable(failure));
        }
        if (failure instanceof WebApplicationException web) {
            return webFailed(web.getResponse());
        }
        LOG.error("Unexpected failure: {}", FailureKind.of(failure));
        LOG.debug("Unexpected failure", failure);
        return JsonAnswers.error(500, JsonAnswers.reason(500)).build();
    }

    private static Response badRequest(BadRequestException bad) {
        Response.ResponseBuilder answer = JsonAnswers.error(bad.status(), String.valueOf(bad.getMessage()));
        if (bad.status() == 413) {
            // The rest of the body is not worth reading.
            answer.header("Connection", "close");
        }
        return answer.build();
    }

    private static Response speechFailed(SpeechException failure) {
        int status = Statuses.of(failure);
        if (status == 500) {
            log(failure);
        }
        Response.ResponseBuilder answer = JsonAnswers.error(status, String.valueOf(failure.getMessage()));
        if (failure instanceof SpeechException.Unavailable unavailable) {
            // Rounded up: who comes back too early is turned away again.
            long seconds = Math.max(1, (unavailable.retryAfter().toMillis() + 999) / 1_000);
            answer.header(HttpHeaders.RETRY_AFTER, seconds);
        } else if (status == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, 1);
        }
        return answer.build();
    }

    private static Response modelFailed(ModelException failure) {
        int status = Statuses.of(failure);
        if (status == 500) {
            LOG.error("The model store failed", failure);
        }
        return JsonAnswers.error(status, String.valueOf(failure.getMessage())).build();
    }

    /** What an engine says holds neither text nor voice; what everybody else says may name a clip. */
    private static void log(SpeechException failure) {
        if (failure instanceof SpeechException.SynthesisFailed) {
            LOG.error("Speech failed", failure);
        } else {
            LOG.error("{}", FailureKind.of(failure));
            LOG.debug("The whole of it", failure);
        }
    }

    /** Failures that Jersey found: no such path, no such method. */
    private static Response webFailed(Response found) {
        int status = found.getStatus();
        Response.ResponseBuilder answer = JsonAnswers.error(status, JsonAnswers.reason(status));
        if (found.getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, found.getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }
}
