package io.mynah.api.model;

import org.jspecify.annotations.Nullable;

/** Why a model is not here. The message is for people and tells what to do; it holds no token. */
public abstract sealed class ModelException extends Exception {
    private static final long serialVersionUID = 1L;

    private ModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The manifest has no such model. */
    public static final class UnknownModel extends ModelException {
        private static final long serialVersionUID = 1L;

        public UnknownModel(String message) {
            super(message, null);
        }
    }

    /** The model has no such precision, or no such part. */
    public static final class UnknownPrecision extends ModelException {
        private static final long serialVersionUID = 1L;

        public UnknownPrecision(String message) {
            super(message, null);
        }
    }

    /** It would have to be fetched, and a setting forbids to use the network. */
    public static final class Offline extends ModelException {
        private static final long serialVersionUID = 1L;

        public Offline(String message) {
            super(message, null);
        }
    }

    /** The hub wants a token, another one, or that its terms are accepted. */
    public static final class Refused extends ModelException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message, null);
        }
    }

    /** The hub has no such repository, revision or file. */
    public static final class NotAtHub extends ModelException {
        private static final long serialVersionUID = 1L;

        public NotAtHub(String message) {
            super(message, null);
        }
    }

    /** The hub was not reached, broke off or was overloaded, as often as it was tried. */
    public static final class Unreachable extends ModelException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message) {
            super(message, null);
        }

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What the hub has or sent is not what was expected: another size, checksum or revision. */
    public static final class Mismatch extends ModelException {
        private static final long serialVersionUID = 1L;

        public Mismatch(String message) {
            super(message, null);
        }
    }

    /** The disk has too little room; nothing was fetched. */
    public static final class NoSpace extends ModelException {
        private static final long serialVersionUID = 1L;

        public NoSpace(String message) {
            super(message, null);
        }
    }

    /** The disk failed, or something in the cache cannot be read or written. */
    public static final class Storage extends ModelException {
        private static final long serialVersionUID = 1L;

        public Storage(String message) {
            super(message, null);
        }

        public Storage(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** It is not in the cache and therefore not ours to remove. */
    public static final class NotRemovable extends ModelException {
        private static final long serialVersionUID = 1L;

        public NotRemovable(String message) {
            super(message, null);
        }
    }

    /** It is being fetched. */
    public static final class Busy extends ModelException {
        private static final long serialVersionUID = 1L;

        public Busy(String message) {
            super(message, null);
        }
    }

    /** Somebody ended it. */
    public static final class Cancelled extends ModelException {
        private static final long serialVersionUID = 1L;

        public Cancelled(String message) {
            super(message, null);
        }
    }
}
