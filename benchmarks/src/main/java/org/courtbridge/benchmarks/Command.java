package org.courtbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another program, run to its end. */
final class Command {

    private static final int MINUTES = 2;

    private Command() {}

    /** @throws IOException if it fails, or is not done in two minutes */
    static void run(List<String> command) throws IOException, InterruptedException {
        finish(new ProcessBuilder(command).inheritIO().start(), command.getFirst());
    }

    /**
     * The same, of which nothing is shown.
     *
     * @throws IOException if it fails, or is not done in two minutes
     */
    static void runQuietly(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        finish(process, command.getFirst());
    }

    /**
     * @param scratch a folder for what is measured
     * @return CPU milliseconds that it took
     * @throws IOException if it fails, or is not done in two minutes
     */
    static double cpuMillis(List<String> command, Path scratch) throws IOException, InterruptedException {
        Path times = scratch.resolve("times");
        List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; time \"$@\"", "time"));
        timed.addAll(command);
        Process process = new ProcessBuilder(timed)
                .redirectError(times.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        finish(process, command.getFirst() + ", see " + times);
        String[] seconds = Files.readString(times).strip().split("\\s+");
        return (Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1])) * 1_000;
    }

    private static void finish(Process process, String name) throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("failed: " + name);
        }
    }
}
