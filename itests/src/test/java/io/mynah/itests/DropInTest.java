package io.mynah.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import io.mynah.itests.Http.Answer;
import java.io.File;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people copy out of templates/, and archives of several bundles, do in a running server. */
final class DropInTest {
    private static final Path TEMPLATES = Path.of("../templates");
    private static final Path TONE = Path.of(System.getProperty("mynah.dropin"), "testkit.jar");
    private static final Pattern BND = Pattern.compile("<bnd>(.*?)</bnd>", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void templates_builtAndDroppedIn_speakAndFilter() throws Exception {
        Path engine = build("engine");
        Path filter = build("text-filter");
        try (Mynah mynah = Mynah.start(Map.of())) {
            mynah.deploy(engine, "my-engine.jar");
            Mynah.until(
                    "the engine speaks", () -> mynah.http().speak("brb", "hum").status() == 200);
            double asWritten = mynah.http().speak("brb", "hum").seconds();
            mynah.deploy(filter, "my-filter.jar");
            Mynah.until(
                    "it is written out", () -> mynah.http().speak("brb", "hum").seconds() > 2 * asWritten);
            Files.delete(mynah.home().resolve("deploy/my-filter.jar"));
            Mynah.until(
                    "the filter has left",
                    () -> mynah.http().speak("brb", "hum").seconds() == asWritten);
        }
    }

    @Test
    void archive_droppedInChangedAndTakenAway_isAllThereAndLeaves() throws Exception {
        Path engine = build("engine");
        try (Mynah mynah = Mynah.start(Map.of())) {
            mynah.deploy(zip("both.zip", "tone.jar", TONE, "more/my-engine.jar", engine), "both.zip");
            Mynah.until("both speak", () -> speaks(mynah, "tone") && speaks(mynah, "hum"));
            Mynah.until("they are told", () -> mynah.http().get("/health/ready").status() == 200);

            mynah.deploy(zip("one.zip", "tone.jar", TONE), "both.zip");
            Mynah.until("one has left", () -> mynah.log().contains("Engine my-engine 1.0.0 left"));
            assertTrue(speaks(mynah, "tone"));
            assertEquals(
                    1,
                    mynah.log()
                            .lines()
                            .filter(line -> line.contains("Engine tone 1 can speak"))
                            .count(),
                    "what did not change is not replaced");

            Files.delete(mynah.home().resolve("deploy/both.zip"));
            Mynah.until("all have left", () -> mynah.log().contains("Engine tone 1 left"));
        }
    }

    private static boolean speaks(Mynah mynah, String voice) throws Exception {
        Answer answer = mynah.http().speak("x", voice);
        return answer.status() == 200 && answer.samples().length > 0;
    }

    private Path zip(String name, Object... entries) throws Exception {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) entries[i]));
                Files.copy((Path) entries[i + 1], zip);
                zip.closeEntry();
            }
        }
        return file;
    }

    /** As Maven would: compiled against the API, and with the manifest that bnd makes of the pom's instructions. */
    private Path build(String template) throws Exception {
        Path classes = Files.createDirectories(folder.resolve(template));
        compile(TEMPLATES.resolve(template + "/src/main/java"), classes);
        Matcher bnd = BND.matcher(Files.readString(TEMPLATES.resolve(template + "/pom.xml")));
        assertTrue(bnd.find());
        Properties instructions = new Properties();
        instructions.load(new StringReader(bnd.group(1)));
        instructions.setProperty("Bundle-Version", "1.0.0");
        Path jar = folder.resolve(template + ".jar");
        try (Builder builder = new Builder();
                Jar content = new Jar(classes.toFile())) {
            builder.setJar(content);
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
                    builder.addClasspath(new File(entry));
                }
            }
            builder.addProperties(instructions);
            content.setManifest(builder.calcManifest());
            assertEquals(List.of(), builder.getErrors());
            content.write(jar.toFile());
        }
        return jar;
    }

    private static void compile(Path sources, Path classes) throws Exception {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> tree = Files.walk(sources)) {
            tree.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
        }
        long lines = 0;
        for (Path file : files) {
            try (Stream<String> content = Files.lines(file)) {
                lines += content.count();
            }
        }
        assertTrue(lines < 100, lines + " lines");
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(diagnostics, null, null)) {
            List<String> options = List.of(
                    "--release", "17", "-proc:none", "-Xlint:all,-classfile", "-Werror", "-d", classes.toString());
            boolean compiled = compiler.getTask(
                            null, manager, diagnostics, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertTrue(compiled, () -> diagnostics.getDiagnostics().toString());
        }
    }
}
