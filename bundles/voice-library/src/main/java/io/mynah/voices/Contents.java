package io.mynah.voices;

import io.mynah.api.voice.ClosestVoice;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept by the content of clips, not by their names: it stays as long as any clip has that content. Safe for use by
 * several threads.
 */
final class Contents {

    private static final Logger LOG = LoggerFactory.getLogger(Contents.class);

    private final References references;
    private final ClipCheck check;
    private final FindingsFiles findings;
    private final List<ClosestVoice> closest = new CopyOnWriteArrayList<>();

    Contents(References references, ClipCheck check, FindingsFiles findings) {
        this.references = references;
        this.check = check;
        this.findings = findings;
    }

    void bind(ClosestVoice came) {
        closest.add(came);
    }

    void unbind(ClosestVoice went) {
        closest.remove(went);
    }

    /**
     * A content.
     *
     * @param hash of it
     * @param bytes its size
     */
    record Content(String hash, long bytes) {}

    private Content of(References.Found file) throws IOException {
        return new Content(check.hash(file), Files.size(file.real()));
    }

    /** What a voice is about to lose; nothing if there is none, or it cannot be read. */
    Optional<Content> ifReadable(References.Found file) {
        try {
            return Optional.of(of(file));
        } catch (IOException e) {
            LOG.debug("What a voice is about to lose cannot be read", e);
            return Optional.empty();
        }
    }

    /** Whether any clip has a content. */
    boolean isThere(String hash) {
        return references.clips().stream().anyMatch(clip -> has(clip, hash));
    }

    /** A clip has lost its content, or has gone with it: that has been done, whatever becomes of what is kept. */
    void lost(Content content) {
        for (References.Found clip : references.clips()) {
            if (has(clip, content)) {
                return;
            }
        }
        try {
            findings.delete(content.hash());
        } catch (IOException e) {
            LOG.warn("What was found in a clip that is gone cannot be removed: {}", e.toString());
        }
        closest.forEach(service -> service.forget(content.hash()));
    }

    /** Forgets the contents of clips that were deleted or replaced by hand. All clips are read for it. */
    void tidy() throws IOException {
        List<String> examined = findings.contents();
        if (!examined.isEmpty()) {
            Set<String> there = new HashSet<>();
            for (References.Found clip : references.clips()) {
                ifReadable(clip).map(Content::hash).ifPresent(there::add);
            }
            for (String content : examined) {
                if (!there.contains(content) && !isThere(content)) {
                    findings.delete(content);
                }
            }
        }
        closest.forEach(ClosestVoice::tidy);
    }

    /** Only clips of the same size are read, and those that were read before are not. */
    private boolean has(References.Found clip, Content content) {
        try {
            return Files.size(clip.real()) == content.bytes() && has(clip, content.hash());
        } catch (IOException e) {
            LOG.debug("A clip has gone meanwhile", e);
            return false;
        }
    }

    private boolean has(References.Found clip, String hash) {
        try {
            return check.hash(clip).equals(hash);
        } catch (IOException e) {
            LOG.debug("A clip has gone meanwhile", e);
            return false;
        }
    }
}
