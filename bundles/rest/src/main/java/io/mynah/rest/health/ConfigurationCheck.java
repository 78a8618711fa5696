package io.mynah.rest.health;

import io.mynah.rest.RestComponent;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Whether all of our components have a configuration that they can start with, and the API runs. */
@Component(
        service = HealthCheck.class,
        property = {
            HealthCheck.NAME + "=Configuration",
            HealthCheck.TAGS + "=" + ReadyServlet.TAG,
            HealthCheck.TAGS + "=mynah"
        })
public final class ConfigurationCheck implements HealthCheck {
    private final Bundle framework;
    private final FailedComponents failedComponents;
    private volatile @Nullable RestComponent api;

    @Activate
    public ConfigurationCheck(BundleContext context, @Reference ServiceComponentRuntime components) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.failedComponents = new FailedComponents(components);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindApi(RestComponent running) {
        api = running;
    }

    void unbindApi(RestComponent stopped) {
        if (api == stopped) {
            api = null;
        }
    }

    @Override
    public Result execute() {
        List<String> failed = failedComponents.reasons();
        if (failed.isEmpty() && api == null && framework.getState() != Bundle.STOPPING) {
            return new Result(Status.TEMPORARILY_UNAVAILABLE, "The API is starting");
        }
        return Findings.result(failed, Status.CRITICAL, "Every component has started");
    }
}
