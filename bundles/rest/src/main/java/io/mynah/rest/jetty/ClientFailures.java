package io.mynah.rest.jetty;

import org.eclipse.jetty.http.HttpException;

/** Tells whose fault a failure is. */
public final class ClientFailures {
    private ClientFailures() {}

    /** Whether Jetty blames the client, for instance for a chunk that is none. */
    public static boolean isClients(Throwable failure) {
        return failure instanceof HttpException http && http.getCode() < 500;
    }
}
