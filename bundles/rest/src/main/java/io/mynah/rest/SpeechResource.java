package io.mynah.rest;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
import io.mynah.rest.body.InvalidBodyException;
import io.mynah.rest.body.SpeechBody;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** {@code POST /api/tts} and {@code POST /tts}: text in, WAV out. */
@Singleton
@Path("{path: (api/)?tts}")
public final class SpeechResource {
    private final Facades facades;
    private final Settings settings;
    private final SpeechBody bodies;
    private final KnownEngines engines;
    private final Speaker speaker;

    @Inject
    public SpeechResource(Facades facades, Settings settings, OpenSpeeches speeches) {
        this.facades = facades;
        this.settings = settings;
        this.speaker = new Speaker(speeches);
        this.bodies = new SpeechBody(settings.sampling());
        this.engines = new KnownEngines(facades);
    }

    /** Speaks. The whole WAV is made before the first byte of it is sent, so slow readers hold no engine. */
    @POST
    public Response speak(@Context HttpServletRequest request)
            throws BadRequestException, InvalidBodyException, SpeechException {
        Exchange exchange = Exchange.of(request);
        byte[] body = RequestBody.readJson(request, settings.bodyLimit());

        SpeechRequest wanted = parse(exchange.id(), body, facades.speech());
        SpeechService service = facades.awaitSpeech(settings.serviceWait());
        String text = wanted.text();
        if (text.codePointCount(0, text.length()) > service.textLimit()) {
            // Nobody knew the limit before.
            wanted = parse(exchange.id(), body, Optional.of(service));
        }
        return speaker.speak(service, wanted, exchange);
    }

    private SpeechRequest parse(String id, byte[] body, Optional<SpeechService> service) throws InvalidBodyException {
        int limit = service.map(SpeechService::textLimit).orElse(Integer.MAX_VALUE);
        return bodies.parse(id, body, limit, engines.known());
    }
}
