package io.mynah.rest.health;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Our components that could not start, and why: mostly a bad value of their configuration. Safe for use by several
 * threads.
 */
final class FailedComponents {
    private static final String OURS = "io.mynah";
    private static final String REQUIRED = "require";
    /** Our components refuse their configuration by this exception, with PID, key, value and range. */
    private static final Pattern REFUSAL =
            Pattern.compile("(?:^|Caused by: )java\\.lang\\.IllegalArgumentException: (.+)$", Pattern.MULTILINE);

    private final ServiceComponentRuntime runtime;

    FailedComponents(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** A sentence for each of them, sorted. */
    List<String> reasons() {
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(component -> component.bundle.symbolicName.startsWith(OURS))
                .flatMap(this::failures)
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<String> failures(ComponentDescriptionDTO component) {
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
        if (configurations.isEmpty() && component.configurationPolicy.equals(REQUIRED)) {
            // Felix has nothing to describe then, not even what is missing.
            return Stream.of(missing(component));
        }
        return configurations.stream()
                .map(configuration -> failure(component, configuration))
                .flatMap(Optional::stream);
    }

    private static Optional<String> failure(
            ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of(reason(component.name, configuration.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Optional.of(missing(component));
            default -> Optional.empty();
        };
    }

    private static String missing(ComponentDescriptionDTO component) {
        return String.join(", ", component.configurationPid) + ": the configuration is missing";
    }

    /** The message of a refusal; of other failures only that there was one, since the log has the rest. */
    static String reason(String component, @Nullable String stackTrace) {
        Matcher refusal = REFUSAL.matcher(stackTrace == null ? "" : stackTrace);
        return refusal.find() ? refusal.group(1).strip() : component + " could not be started; the log says why";
    }
}
