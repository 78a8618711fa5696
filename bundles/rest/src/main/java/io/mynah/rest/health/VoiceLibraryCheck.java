package io.mynah.rest.health;

import io.mynah.rest.Facades;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether the clips can be reached. */
@Component(
        service = HealthCheck.class,
        property = {
            HealthCheck.NAME + "=Voice library",
            HealthCheck.TAGS + "=" + ReadyServlet.TAG,
            HealthCheck.TAGS + "=mynah"
        })
public final class VoiceLibraryCheck implements HealthCheck {
    private final Facades facades;

    @Activate
    public VoiceLibraryCheck(@Reference Facades facades) {
        this.facades = facades;
    }

    @Override
    public Result execute() {
        return facades.voices().isPresent()
                ? new Result(Status.OK, "The voice library is open")
                : new Result(Status.TEMPORARILY_UNAVAILABLE, "The voice library is not running");
    }
}
