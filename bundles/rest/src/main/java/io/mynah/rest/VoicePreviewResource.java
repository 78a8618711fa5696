package io.mynah.rest;

import io.mynah.api.engine.VoiceInfo;
import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.UserVoice;
import io.mynah.rest.body.InvalidBodyException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** {@code /v1/voices/ID/preview}: what a voice sounds like. */
@Singleton
@Path("v1/voices/{id}/preview")
public final class VoicePreviewResource {
    private static final String ENGLISH = "Hello! This is how I sound. I can read you whatever you like.";
    /** By the first part of a language's tag. */
    private static final Map<String, String> SAMPLES = Map.of(
            "es", "¡Hola! Así suena mi voz. Puedo leerte lo que quieras.",
            "fr", "Bonjour ! Voici ma voix. Je peux vous lire ce que vous voulez.",
            "hi", "नमस्ते! मेरी आवाज़ ऐसी है। मैं आपको कुछ भी पढ़कर सुना सकती हूँ।",
            "it", "Ciao! Questa è la mia voce. Posso leggerti quello che vuoi.",
            "ja", "こんにちは。これが私の声です。何でも読みます。",
            "pt", "Olá! Esta é a minha voz. Posso ler o que você quiser.",
            "zh", "你好！这是我的声音。我可以为你朗读任何内容。");

    private final Facades facades;
    private final Settings settings;
    private final VoiceCatalog catalog;
    private final Speaker speaker;

    @Inject
    public VoicePreviewResource(Facades facades, Settings settings, OpenSpeeches speeches) {
        this.facades = facades;
        this.settings = settings;
        this.catalog = new VoiceCatalog(facades, settings);
        this.speaker = new Speaker(speeches);
    }

    /** A few words in that voice, in its own language if it is a built-in one and in English otherwise. */
    @GET
    public Response preview(@PathParam("id") String id, @Context HttpServletRequest request)
            throws InvalidBodyException, SpeechException {
        Optional<UserVoice> user = catalog.user(id);
        String text = user.isPresent()
                ? ENGLISH
                : catalog.builtIn(id)
                        .map(VoiceCatalog.BuiltIn::voice)
                        .map(VoicePreviewResource::sample)
                        .orElseThrow(() -> catalog.notFound(id));
        Exchange exchange = Exchange.of(request);
        SpeechRequest wanted = new SpeechRequest(
                exchange.id(),
                text,
                user.map(UserVoice::filename).orElse(id),
                "Auto",
                "Neutral",
                null,
                settings.sampling(),
                OptionalLong.empty(),
                1f,
                null,
                Set.of());
        return speaker.speak(facades.awaitSpeech(settings.serviceWait()), wanted, exchange);
    }

    private static String sample(VoiceInfo voice) {
        return SAMPLES.getOrDefault(voice.language().split("-", 2)[0].toLowerCase(Locale.ROOT), ENGLISH);
    }
}
