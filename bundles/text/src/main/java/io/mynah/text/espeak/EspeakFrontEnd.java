package io.mynah.text.espeak;

import io.mynah.api.text.TextFrontEnd;
import io.mynah.text.SentenceCutter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The languages that espeak-ng reads and that there are stock voices for. The service is there if the program is; it is
 * looked for once, when the bundle starts.
 */
@Component(
        service = {},
        immediate = true)
public final class EspeakFrontEnd implements TextFrontEnd {

    private static final Logger LOG = LoggerFactory.getLogger(EspeakFrontEnd.class);

    /** By BCP 47 tag, what espeak-ng calls the language. */
    private static final Map<String, String> VOICES =
            new TreeMap<>(Map.of("es-ES", "es", "fr-FR", "fr-fr", "hi-IN", "hi", "it-IT", "it", "pt-BR", "pt-br"));

    private final EspeakProcess espeak;
    private final SentenceCutter cutter = new SentenceCutter();
    private final Optional<ServiceRegistration<TextFrontEnd>> registration;

    @Activate
    public EspeakFrontEnd(BundleContext context) {
        espeak = new EspeakProcess("espeak-ng");
        Optional<String> version = espeak.version();
        if (version.isEmpty()) {
            LOG.info("English only: espeak-ng, which reads {}, is not installed", String.join(", ", VOICES.keySet()));
            registration = Optional.empty();
            return;
        }
        LOG.debug("{}", version.get());
        registration = Optional.of(context.registerService(
                TextFrontEnd.class,
                this,
                FrameworkUtil.asDictionary(Map.of(LANGUAGES, languages().toArray(String[]::new)))));
    }

    /** Without OSGi. */
    EspeakFrontEnd(EspeakProcess espeak) {
        this.espeak = espeak;
        this.registration = Optional.empty();
    }

    @Deactivate
    void stop() {
        registration.ifPresent(ServiceRegistration::unregister);
    }

    @Override
    public List<String> languages() {
        return List.copyOf(VOICES.keySet());
    }

    @Override
    public List<String> sentences(String text, String language) {
        voice(language);
        return cutter.cut(text);
    }

    /** @throws UncheckedIOException if espeak-ng fails or does not answer in time */
    @Override
    public String phonemes(String text, String language) {
        String voice = voice(language);
        List<Clauses.Part> parts = Clauses.of(text);
        List<String> words = parts.stream()
                .filter(part -> part.kind() == Clauses.Kind.WORDS)
                .map(Clauses.Part::text)
                .toList();
        if (words.isEmpty() && parts.stream().noneMatch(part -> part.kind() == Clauses.Kind.PHONEMES)) {
            return "";
        }
        try {
            return join(parts, espeak.read(words, voice));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while espeak-ng was reading", e));
        }
    }

    private static String join(List<Clauses.Part> parts, List<String> read) {
        Iterator<String> sounds = read.iterator();
        List<String> result = new ArrayList<>();
        for (Clauses.Part part : parts) {
            switch (part.kind()) {
                case WORDS -> result.add(KokoroPhonemes.of(sounds.next()));
                case PHONEMES, MARK -> result.add(part.text());
            }
        }
        return String.join("", result).replaceAll(" {2,}", " ").strip();
    }

    private static String voice(String language) {
        String voice = VOICES.get(language);
        if (voice == null) {
            throw new IllegalArgumentException("language '" + language + "' is not one of " + VOICES.keySet());
        }
        return voice;
    }
}
