package io.mynah.rest;

import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_PATTERN;
import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_FILTER_SERVLET;
import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME;
import static org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the API on the HTTP server: Jersey as one servlet, and the filters before it. Jersey's own servlet rather than the
 * Jakarta REST whiteboard, because the latter holds a lock during each request and rebuilds every application whenever any
 * service of REST changes.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = Settings.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = RestComponent.Config.class)
public final class RestComponent {
    private static final Logger LOG = LoggerFactory.getLogger(RestComponent.class);

    private static final String SERVLET = "mynah-rest";
    /** For the answers to requests that are ended; the launcher waits longer than this. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Settings of the REST API. */
    @ObjectClassDefinition(name = "Mynah REST", description = "The HTTP interface of the speech server")
    @interface Config {
        @AttributeDefinition(
                name = "Allowed origins",
                description = "Pages that may use the API from a browser, such as https://example.org; * for all")
        String[] allowed_origins() default {};

        @AttributeDefinition(name = "Body limit (bytes)", description = "Largest JSON body, 1024 to 67108864")
        int body_limit_bytes() default 1 << 20;

        @AttributeDefinition(
                name = "Wait for services (ms)",
                description = "How long a request waits while the speech service is being replaced, 0 to 60000")
        long service_wait_ms() default 2_000;

        @AttributeDefinition(
                name = "Drain timeout (ms)",
                description = "How long running requests may take when the server stops, 0 to 3600000")
        long drain_timeout_ms() default 30_000;

        @AttributeDefinition(name = "Default temperature", description = "0.05 to 5.0")
        double default_temperature() default 1.7;

        @AttributeDefinition(name = "Default min_p", description = "0 to 1")
        double default_min__p() default 0.1;

        @AttributeDefinition(name = "Default top_p", description = "0 to 1")
        double default_top__p() default 0.9;

        @AttributeDefinition(name = "Default top_k", description = "1 to 100")
        int default_top__k() default 50;

        @AttributeDefinition(name = "Default repetition penalty", description = "0.5 to 2.0")
        double default_repetition__penalty() default 1.0;

        @AttributeDefinition(name = "Default norm_loudness", description = "Bring reference clips to -27 LUFS")
        boolean default_norm__loudness() default true;
    }

    private final Settings settings;
    private final Optional<AdminToken> adminToken;
    private final Gate gate;
    private final OpenSpeeches speeches = new OpenSpeeches();
    private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();
    private final BundleContext context;
    private final SynchronousBundleListener stopListener;

    /**
     * Starts the API.
     *
     * @param requests around every request of it, which has to be there first and to go last
     * @param adminToken that programs show which administer the server; without one there is no administration
     */
    @Activate
    public RestComponent(
            BundleContext context,
            Config config,
            @Reference Facades facades,
            @Reference RequestFilter requests,
            @Reference(target = "(mynah.secret=admin.token)", cardinality = ReferenceCardinality.OPTIONAL) @Nullable Supplier<?> adminToken) {
        this.context = context;
        this.settings = Settings.of(config);
        this.adminToken = Optional.ofNullable(adminToken)
                .map(Supplier::get)
                .map(Object::toString)
                .map(AdminToken::new);
        this.gate = new Gate(new RoomForRequests(context, facades)::most);
        this.stopListener = this::bundleChanged;
        register(
                Filter.class,
                new CorsFilter(settings.allowedOrigins()),
                Map.of(HTTP_WHITEBOARD_FILTER_PATTERN, "/*", Constants.SERVICE_RANKING, 90));
        register(
                Filter.class,
                new GateFilter(gate),
                Map.of(HTTP_WHITEBOARD_FILTER_SERVLET, SERVLET, Constants.SERVICE_RANKING, 80));
        registerApplication(facades);
        context.addBundleListener(stopListener);
        // Last, to tell the bundle's other components that all of it is there.
        register(RestComponent.class, this, Map.of());
    }

    /** A new servlet each time the HTTP server takes it up, since Jersey cannot be started twice. */
    private void registerApplication(Facades facades) {
        PrototypeServiceFactory<Servlet> servlets = new PrototypeServiceFactory<>() {
            @Override
            public Servlet getService(Bundle bundle, ServiceRegistration<Servlet> registration) {
                return new JerseyServlet(application(facades));
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<Servlet> registration, Servlet servlet) {
                // Destroyed by the HTTP server.
            }
        };
        registrations.push(context.registerService(
                Servlet.class,
                servlets,
                FrameworkUtil.asDictionary(
                        Map.of(HTTP_WHITEBOARD_SERVLET_PATTERN, "/*", HTTP_WHITEBOARD_SERVLET_NAME, SERVLET))));
    }

    private ResourceConfig application(Facades facades) {
        ResourceConfig application = new ResourceConfig()
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true)
                .property(ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true)
                .property(ServerProperties.BV_FEATURE_DISABLE, true)
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true)
                .register(new ErrorMapper())
                .register(new AllowFilter())
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(facades).to(Facades.class);
                        bind(settings).to(Settings.class);
                        bind(speeches).to(OpenSpeeches.class);
                        adminToken.ifPresent(token -> bind(token).to(AdminToken.class));
                    }
                })
                .registerClasses(
                        SpeechResource.class,
                        VoicesResource.class,
                        UploadResource.class,
                        InfoResource.class,
                        VoiceLibraryResource.class,
                        VoiceFileResource.class,
                        VoicePreviewResource.class,
                        BlendsResource.class,
                        ModelsResource.class);
        return adminToken.isEmpty()
                ? application
                : application.registerClasses(AdminGuard.class, AdminResource.class, SwapResource.class);
    }

    private <T> void register(Class<T> type, T service, Map<String, Object> properties) {
        registrations.push(context.registerService(type, service, FrameworkUtil.asDictionary(properties)));
    }

    /**
     * When the framework stops, its first word goes to synchronous listeners, before any bundle is stopped: the time to
     * let running requests finish while all that they need is still there.
     */
    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            drain();
        }
    }

    /** Lets running requests finish; ends those that take too long, with an answer. Waits once, however often called. */
    private void drain() {
        if (gate.drain(settings.drainTimeout())) {
            return;
        }
        int ended = speeches.stop();
        if (ended > 0) {
            LOG.warn(
                    "Requests that were still running after {} s, and have been ended: {}",
                    settings.drainTimeout().toSeconds(),
                    ended);
        }
        gate.drain(settings.drainTimeout().plus(FAREWELL));
    }

    /** Lets running requests finish, then leaves the HTTP server. */
    @Deactivate
    public void stop() {
        context.removeBundleListener(stopListener);
        drain();
        registrations.forEach(ServiceRegistration::unregister);
    }
}
