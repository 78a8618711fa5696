package io.mynah.audio.convert;

import io.mynah.api.audio.AudioConverter;
import io.mynah.api.audio.AudioException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The converter as a service. When it goes, what runs is killed and waited for, and its folder is left empty. */
// Immediate: otherwise it would be thrown away, and ffmpeg with it, whenever nobody holds it.
@Component(immediate = true, configurationPid = Settings.PID)
@Designate(ocd = ConverterComponent.Config.class)
public final class ConverterComponent implements AudioConverter {

    /** What can be set. */
    @ObjectClassDefinition(name = "Mynah audio conversion")
    @interface Config {
        @AttributeDefinition(
                name = "Deadline (ms)",
                description = "A conversion that takes longer is killed. 100 to 3600000.")
        int deadline_ms() default 20_000;

        @AttributeDefinition(
                name = "Longest file (s)",
                description = "Longer files are not decoded; the voice library has such a limit too. 5 to 36000.")
        int longest_seconds() default 600;

        @AttributeDefinition(name = "Processes", description = "Conversions at the same time. 1 to 64.")
        int processes() default 2;

        @AttributeDefinition(
                name = "ffmpeg",
                description = "Path of an ffmpeg program to use; empty for the one within the bundle.")
        String ffmpeg_path() default "";
    }

    private final Path folder;
    private final Ffmpeg ffmpeg;
    private final AudioConverter conversion;

    @Activate
    public ConverterComponent(BundleContext context, Config config) throws IOException {
        Settings settings = Settings.of(config);
        File data = context.getDataFile("ffmpeg");
        folder = data != null ? data.toPath() : Files.createTempDirectory("mynah-ffmpeg-");
        PrivateFolder.clear(folder); // of a server that was killed
        FfmpegBinary binary = new FfmpegBinary(
                name -> {
                    URL entry = context.getBundle().getEntry(name);
                    return entry == null ? null : entry.openStream();
                },
                folder,
                settings.ffmpeg());
        ffmpeg = new Ffmpeg(binary, folder, settings.processes(), settings.deadline());
        conversion = new Conversion(ffmpeg, settings.longestSeconds());
    }

    @Deactivate
    void stop() throws IOException {
        ffmpeg.close();
        PrivateFolder.clear(folder);
        Files.deleteIfExists(folder);
    }

    @Override
    public Set<String> reads() {
        return conversion.reads();
    }

    @Override
    public void toWav(Path source, Path target) throws AudioException {
        conversion.toWav(source, target);
    }

    @Override
    public OptionalDouble declaredSeconds(Path source) throws AudioException {
        return conversion.declaredSeconds(source);
    }

    @Override
    public Set<String> writes() {
        return conversion.writes();
    }

    @Override
    public void fromWav(Path wav, Path target) throws AudioException {
        conversion.fromWav(wav, target);
    }
}
