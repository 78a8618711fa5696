package io.mynah.cli;

import io.mynah.api.model.ModelException;
import io.mynah.api.speech.SpeechException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What is alike in all commands: help, wrong usage, failures, exit codes. */
abstract class Subcommand implements ToIntFunction<String[]> {
    private final String usage;
    private final Set<String> valued;
    private final Set<String> flags;

    /** @param usage printed for {@code --help}; its first line is the short form */
    Subcommand(String usage, Set<String> valued, Set<String> flags) {
        this.usage = usage;
        this.valued = valued;
        this.flags = flags;
    }

    @Override
    public final int applyAsInt(String[] args) {
        for (String arg : args) {
            if (arg.equals("--")) {
                break;
            }
            if (arg.equals("--help") || arg.equals("-h")) {
                printHelp(usage);
                return Cli.OK;
            }
        }
        try {
            return run(new Arguments(args, valued, flags));
        } catch (Arguments.UsageException e) {
            System.err.println("mynah: " + e.getMessage());
            System.err.println(usage.lines().findFirst().orElse(""));
            return Cli.USAGE;
        } catch (SpeechException | ModelException e) {
            System.err.println("mynah: " + e.getMessage());
            return Cli.FAILED;
        } catch (NoSuchFileException e) {
            System.err.println("mynah: there is no " + e.getFile());
            return Cli.FAILED;
        } catch (AccessDeniedException e) {
            System.err.println("mynah: " + e.getFile() + " may not be read or written");
            return Cli.FAILED;
        } catch (IOException e) {
            // Messages of the system's own are often nothing but the name of a file.
            System.err.println("mynah: " + (e.getClass() == IOException.class ? e.getMessage() : e));
            return Cli.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Cli.FAILED;
        }
    }

    abstract int run(Arguments arguments)
            throws Arguments.UsageException, SpeechException, ModelException, IOException, InterruptedException;

    abstract void printHelp(String help);
}
