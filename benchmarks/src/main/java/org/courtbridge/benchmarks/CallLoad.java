package org.courtbridge.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Calls through a gatekeeper that routes them, between two endpoints, each of the three in a process of its own on loopback:
 * ARQ of both sides with proofs by H.235.1, Setup with fast start up to Connect through the gatekeeper's machine,
 * ReleaseComplete, DRQ of both. A call that has ended is followed by another at once. Says how many a second, and how many
 * seconds of CPU each process took for all of them.
 */
final class CallLoad {

    /** At a time. */
    static final int OPEN_CALLS = 16;

    private static final int WARM_UP_SECONDS = 15;
    private static final int SECONDS = 30;

    /** A process ends by itself after this, whatever becomes of the others. */
    static final Duration LONGEST = Duration.ofSeconds(WARM_UP_SECONDS + SECONDS + 30);

    private final List<Process> processes = new ArrayList<>();

    void run() throws IOException {
        try {
            String port = start(CallRouter.class, "port=");
            start(CallEndpoint.class, "registered", "callee", port);
            start(CallEndpoint.class, "registered", "caller", port);
            BufferedReader caller = processes.getLast().inputReader(StandardCharsets.UTF_8);
            long before = after(caller, WARM_UP_SECONDS);
            long began = System.nanoTime();
            double[] spent = seconds();
            long calls = after(caller, SECONDS) - before;
            double elapsed = (System.nanoTime() - began) / 1e9;
            double[] now = seconds();
            System.out.printf(
                    Locale.ROOT,
                    "h323_calls_routed=%d seconds=%.1f calls/s=%.0f open=%d cpu_seconds router=%.1f callee=%.1f caller=%.1f%n",
                    calls,
                    elapsed,
                    calls / elapsed,
                    OPEN_CALLS,
                    now[0] - spent[0],
                    now[1] - spent[1],
                    now[2] - spent[2]);
        } finally {
            processes.forEach(Process::destroy);
        }
    }

    /** @return what follows the word that it says when it is ready */
    private String start(Class<?> program, String ready, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return line(process.inputReader(StandardCharsets.UTF_8), ready);
    }

    private static String line(BufferedReader lines, String beginning) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length());
            }
        }
        throw new IOException("a process has ended");
    }

    /** Calls that are done after so many more seconds. */
    private static long after(BufferedReader caller, int seconds) throws IOException {
        long calls = 0;
        for (int i = 0; i < seconds; i++) {
            calls = Long.parseLong(line(caller, "calls="));
        }
        return calls;
    }

    /** Of CPU, of each process. */
    private double[] seconds() {
        return processes.stream()
                .mapToDouble(process ->
                        process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9)
                .toArray();
    }
}
