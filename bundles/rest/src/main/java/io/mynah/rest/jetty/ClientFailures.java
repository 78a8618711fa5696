package io.mynah.rest.jetty;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;

/** Tells whose fault a failure is. */
public final class ClientFailures {
    private ClientFailures() {}

    /** Whether Jetty blames the client, for instance for a chunk that is none, or for having left. */
    public static boolean isClients(Throwable failure) {
        return failure instanceof EofException || (failure instanceof HttpException http && http.getCode() < 500);
    }
}
