package io.mynah.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/write-an-engine.md, whose code people copy, is true to the API. */
final class WriteAnEngineTest {
    private static final Path GUIDE = Path.of("../docs/write-an-engine.md");
    private static final Pattern FILE = Pattern.compile("`(\\S+)`\n\n```(?:java|xml)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path project;

    @Test
    void sources_ofTheGuide_compileWithoutWarning() throws Exception {
        List<Path> sources = new ArrayList<>();
        for (Path file : unpack()) {
            if (file.toString().endsWith(".java")) {
                sources.add(file);
            }
        }
        assertEquals(3, sources.size(), sources::toString);
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
            List<String> options = List.of(
                    "--release", "17", "-proc:none", "-Xlint:all,-classfile", "-Werror", "-d", project.toString());
            boolean compiled = compiler.getTask(
                            null, files, diagnostics, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertTrue(compiled, () -> diagnostics.getDiagnostics().toString());
        }
    }

    @Test
    void versions_inTheGuidesPom_areThoseOfThisBuild() throws Exception {
        unpack();
        String guide = Files.readString(project.resolve("pom.xml"));
        String parent = Files.readString(Path.of("../pom.xml"));
        String version = first("<artifactId>mynah</artifactId>\\s*<version>(.*?)</version>", parent);
        assertEquals(version, first("<artifactId>tts-api</artifactId>\\s*<version>(.*?)</version>", guide));
        assertEquals(version, first("<artifactId>testkit</artifactId>\\s*<version>(.*?)</version>", guide));
        assertEquals(
                first("<bnd.version>(.*?)</bnd.version>", parent),
                first("<artifactId>bnd-maven-plugin</artifactId>\\s*<version>(.*?)</version>", guide));
    }

    /** Writes the guide's files where it says. */
    private List<Path> unpack() throws IOException {
        List<Path> files = new ArrayList<>();
        Matcher file = FILE.matcher(Files.readString(GUIDE));
        while (file.find()) {
            Path target = project.resolve(file.group(1));
            Files.createDirectories(target.getParent());
            files.add(Files.writeString(target, file.group(2)));
        }
        return files;
    }

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertTrue(found.find(), pattern);
        return found.group(1);
    }
}
