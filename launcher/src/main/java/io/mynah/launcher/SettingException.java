package io.mynah.launcher;

/** A setting that cannot be used. The message is one line for a person: setting, value, what is allowed, its origin. */
final class SettingException extends Exception {
    private static final long serialVersionUID = 1L;

    SettingException(String message) {
        super(message);
    }
}
