package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that a test runs, with its output in a file. */
final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ChildProcess start(Path folder, String name, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), log);
    }

    /** Runs a program to its end, which must be a good one. */
    static void run(Path folder, String name, List<String> command) throws IOException, InterruptedException {
        try (ChildProcess child = start(folder, name, Map.of(), command)) {
            if (!child.process.waitFor(60, TimeUnit.SECONDS) || child.process.exitValue() != 0) {
                throw new AssertionError(command + " failed: " + child.log());
            }
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, which must come in time. */
    int exit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(process + " goes on and on");
        }
        return process.exitValue();
    }

    String log() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError(process + " does not die");
        }
    }

    /** As Ctrl-C does; and waits for its end. */
    void interrupt() throws IOException, InterruptedException {
        signal("INT");
        exit(Duration.ofSeconds(30));
    }

    /** @param name such as USR2 */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
    }

    /** A peer whose gateway is gone waits half a minute for answers to its last requests: it is not waited for. */
    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }

    /** Asks it to end, and ends it where it has not done so in time. */
    void close(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
