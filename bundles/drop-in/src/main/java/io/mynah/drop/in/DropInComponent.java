package io.mynah.drop.in;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Has File Install watch the folder of unpacked archives too, by the same rules as {@code deploy/}. */
@Component(
        service = {},
        immediate = true)
public final class DropInComponent {
    private static final String WATCHER = "org.apache.felix.fileinstall";
    private static final String PREFIX = "felix.fileinstall.";
    /** What {@code deploy/} is watched by, and this folder too. */
    private static final List<String> SAME = List.of("filter", "poll", "start.level", "enableConfigSave", "log.level");

    private final ServiceRegistration<ArtifactInstaller> registration;

    @Activate
    public DropInComponent(BundleContext context, @Reference ConfigurationAdmin configurations) throws IOException {
        Path home = Path.of(String.valueOf(context.getProperty("mynah.home")));
        Path folders = Archives.emptied(home.resolve("cache/archives"));
        Map<String, Object> properties = new HashMap<>();
        for (String key : SAME) {
            Object value = context.getProperty(PREFIX + key);
            if (value != null) {
                properties.put(PREFIX + key, value);
            }
        }
        properties.put(PREFIX + "dir", folders.toString());
        properties.put(PREFIX + "tmpdir", home.resolve("cache/bundles/archives").toString());
        properties.put(PREFIX + "subdir.mode", "recurse");
        Configuration watcher = configurations.getFactoryConfiguration(WATCHER, "archives", "?");
        watcher.updateIfDifferent(FrameworkUtil.asDictionary(properties));
        registration = context.registerService(ArtifactInstaller.class, new Archives(folders), null);
    }

    /** What has been unpacked stays, for the next version of this bundle. */
    @Deactivate
    public void stop() {
        registration.unregister();
    }
}
