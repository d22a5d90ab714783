package org.courtbridge.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program with our classes and our Java's options, in a process of its own, which says figures: {@code name=value}. */
final class LoadProcess implements AutoCloseable {

    private static final int GOODBYE_SECONDS = 10;
    private static final Pattern TROUBLE = Pattern.compile(" (WARN|ERROR|FATAL) ");

    private final Process process;
    private final BufferedReader lines;
    private final LongAdder warnings = new LongAdder();
    private String last = "";
    private volatile boolean ended;

    private LoadProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static LoadProcess start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new LoadProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** The next line that has such a figure. @return the figure */
    long await(String name) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            last = line;
            if (figure(name).find()) {
                return value(name);
            }
            System.err.println(line);
        }
        throw new IOException("a process has ended");
    }

    /** In the line that was awaited. */
    long value(String name) {
        Matcher figure = figure(name);
        if (!figure.find()) {
            throw new IllegalStateException("line: %s (expected: %s=)".formatted(last, name));
        }
        return Long.parseLong(figure.group(1));
    }

    private Matcher figure(String name) {
        return Pattern.compile("\\b" + name + "=(\\d+)").matcher(last);
    }

    /** From now on only counts what the process complains of, and shows it. */
    void drain() {
        Thread.ofPlatform().name("log").daemon().start(() -> {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (TROUBLE.matcher(line).find()) {
                        warnings.increment();
                        System.err.println(line);
                    }
                }
            } catch (IOException e) {
                // Whoever ends a process closes what it says as well.
                if (!ended) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    long warnings() {
        return warnings.sum();
    }

    /** Collects its garbage. */
    void collect() throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Command.runQuietly(List.of(tool.toString(), Long.toString(process.pid()), "GC.run"));
    }

    /** Of its processors' time, since it began. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        process.destroy();
        try {
            if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
