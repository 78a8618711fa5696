package io.mynah.rest;

import io.mynah.api.admin.AdminException;
import io.mynah.api.model.ModelException;
import io.mynah.api.speech.SpeechException;

/** The one place where failures become statuses of HTTP. */
final class Statuses {
    private Statuses() {}

    static int of(ModelException failure) {
        if (failure instanceof ModelException.UnknownModel) {
            return 404;
        }
        if (failure instanceof ModelException.NotRemovable
                || failure instanceof ModelException.Busy
                || failure instanceof ModelException.NotAtHub
                || failure instanceof ModelException.Offline) {
            return 409;
        }
        if (failure instanceof ModelException.UnknownPrecision) {
            return 422;
        }
        return 500;
    }

    static int of(AdminException failure) {
        if (failure instanceof AdminException.Unknown) {
            return 404;
        }
        return failure instanceof AdminException.Busy ? 409 : 400;
    }

    static int of(SpeechException failure) {
        // Not a switch over the sealed family: Java 17 has none.
        if (failure instanceof SpeechException.VoiceNotFound) {
            return 404;
        }
        if (failure instanceof SpeechException.UnusableClip
                || failure instanceof SpeechException.UnsupportedLanguage
                || failure instanceof SpeechException.CannotBlend
                || failure instanceof SpeechException.InvalidFilename) {
            return 400;
        }
        if (failure instanceof SpeechException.AlreadyExists) {
            return 409;
        }
        if (failure instanceof SpeechException.TooLarge) {
            return 413;
        }
        if (failure instanceof SpeechException.SpeechTooLong || failure instanceof SpeechException.InvalidVoice) {
            return 422;
        }
        if (failure instanceof SpeechException.Unavailable || failure instanceof SpeechException.Cancelled) {
            return 503;
        }
        if (failure instanceof SpeechException.DeadlineExceeded) {
            return 504;
        }
        if (failure instanceof SpeechException.StorageFull) {
            return 507;
        }
        return 500;
    }
}
