package io.mynah.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.osgi.framework.BundleException;

/** {@code Main start} runs the server, {@code Main COMMAND ARGUMENT…} one command. bin/mynah is for people. */
public final class Main {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int BAD_SETTING = 2;

    private Main() {}

    public static void main(String[] args) {
        long began = System.nanoTime();
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        System.setErr(err);
        String command = args.length == 0 ? "start" : args[0];
        boolean server = command.equals("start");
        // Standard output belongs to a command's result alone: what anybody prints goes where messages go.
        System.setOut(server ? out : err);
        int code;
        try {
            Map<String, String> environment = System.getenv();
            Path distribution = Path.of(System.getProperty("mynah.dist", ".")).toRealPath();
            String home = environment.getOrDefault("MYNAH_HOME", "");
            Layout layout = new Layout(
                    distribution,
                    home.isBlank()
                            ? distribution
                            : Path.of(home).toAbsolutePath().normalize());
            Settings settings = Settings.read(environment, ConfFile.read(layout.settingsFile()), layout.home());
            code = server
                    ? new Server(layout, settings, out, began).run()
                    : new Command(layout, settings, out).run(command, Arrays.copyOfRange(args, 1, args.length));
        } catch (SettingException e) {
            err.println("mynah: " + e.getMessage());
            code = BAD_SETTING;
        } catch (IOException | BundleException e) {
            err.println("mynah: " + e);
            code = FAILED;
        } catch (InterruptedException e) {
            code = FAILED;
        } catch (RuntimeException | Error e) {
            err.println("mynah: unexpected failure, please report it");
            e.printStackTrace(err);
            out.flush();
            // Threads of the platform may still run, which would keep the process alive or, in native code, not survive
            // an
            // orderly exit.
            Runtime.getRuntime().halt(FAILED);
            return;
        }
        out.flush();
        System.exit(code);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
