package io.mynah.api.admin;

/** Why something was not done that an administrator asked for. The message is for people. */
public abstract sealed class AdminException extends Exception {
    private static final long serialVersionUID = 1L;

    private AdminException(String message) {
        super(message);
    }

    /** There is no such engine or bundle. */
    public static final class Unknown extends AdminException {
        private static final long serialVersionUID = 1L;

        public Unknown(String message) {
            super(message);
        }
    }

    /** A file is not what it has to be. */
    public static final class Invalid extends AdminException {
        private static final long serialVersionUID = 1L;

        public Invalid(String message) {
            super(message);
        }
    }

    /** Somebody is at it already. */
    public static final class Busy extends AdminException {
        private static final long serialVersionUID = 1L;

        public Busy(String message) {
            super(message);
        }
    }
}
