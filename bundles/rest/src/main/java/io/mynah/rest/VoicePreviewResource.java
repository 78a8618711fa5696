package io.mynah.rest;

import io.mynah.api.speech.SpeechException;
import io.mynah.api.speech.SpeechRequest;
import io.mynah.api.speech.SpeechService;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/voices/ID/preview}: what a voice sounds like. */
@Singleton
@Path("v1/voices/{id}/preview")
public final class VoicePreviewResource {
    private static final String AUTO = "Auto";
    private static final String ENGLISH = "Hello! This is how I sound. I can read you whatever you like.";
    /** By the first part of a language's tag. */
    private static final Map<String, String> SAMPLES = Map.of(
            "en", ENGLISH,
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

    /**
     * A few words in that voice, in its own language if it is a built-in one; in the one that is noted down for a voice of the
     * user, as long as an engine speaks it, and in English otherwise.
     */
    @GET
    public Response preview(@PathParam("id") String id, @Context HttpServletRequest request)
            throws InvalidBodyException, SpeechException {
        Optional<UserVoice> user = catalog.user(id);
        Sample sample = user.isPresent()
                ? sample(user.get().notes().language())
                : catalog.builtIn(id)
                        .map(known -> new Sample(
                                AUTO, SAMPLES.getOrDefault(primary(known.voice().language()), ENGLISH)))
                        .orElseThrow(() -> catalog.notFound(id));
        Exchange exchange = Exchange.of(request);
        SpeechRequest wanted = new SpeechRequest(
                exchange.id(),
                sample.text,
                user.map(UserVoice::filename).orElse(id),
                sample.language,
                "Neutral",
                null,
                settings.sampling(),
                OptionalLong.empty(),
                1f,
                null,
                Set.of());
        return speaker.speak(facades.awaitSpeech(settings.serviceWait()), wanted, exchange);
    }

    /**
     * What is said.
     *
     * @param language as requests name it
     */
    private record Sample(String language, String text) {}

    /** @param tag of the language that is noted down; {@code null} for none */
    private Sample sample(@Nullable String tag) {
        String language = tag == null ? "" : primary(tag);
        String name = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        boolean spoken = SAMPLES.containsKey(language)
                && facades.speech().map(SpeechService::engines).orElse(List.of()).stream()
                        .anyMatch(engine -> engine.speaks(name));
        return spoken ? new Sample(name, SAMPLES.getOrDefault(language, ENGLISH)) : new Sample(AUTO, ENGLISH);
    }

    private static String primary(String tag) {
        return tag.split("-", 2)[0].toLowerCase(Locale.ROOT);
    }
}
