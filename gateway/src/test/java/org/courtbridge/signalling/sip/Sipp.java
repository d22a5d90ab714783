package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.courtbridge.media.transport.FreePort;

/** sipp, whose SIP is not ours: one scenario, played once in a process of its own. */
final class Sipp implements AutoCloseable {

    private static final Path SCENARIOS = Path.of("src/test/resources/sipp").toAbsolutePath();

    private final Path folder;
    private final Process process;
    private final int port;
    private final boolean datagrams;

    private Sipp(Path folder, Process process, int port, boolean datagrams) {
        this.folder = folder;
        this.process = process;
        this.port = port;
        this.datagrams = datagrams;
    }

    /** The port where it is, and the one where it says that it is. */
    record Ports(int own, int said) {

        static Ports free() throws IOException {
            int port = FreePort.any();
            return new Ports(port, port);
        }
    }

    /**
     * @param folder for what it writes
     * @param transport "UDP", "TCP", or what else it is to call its TCP, if something between makes TLS of it
     * @param more of its command line, such as where it calls
     */
    static Sipp start(Path folder, String scenario, String host, String transport, Ports ports, String... more)
            throws IOException {
        boolean datagrams = transport.equals("UDP");
        List<String> command = new ArrayList<>(List.of(
                "sipp",
                "-sf",
                scenario(scenario),
                "-i",
                host,
                "-p",
                Integer.toString(ports.own()),
                "-m",
                "1",
                "-t",
                datagrams ? "u1" : "t1",
                "-key",
                "over",
                transport,
                "-key",
                "contact",
                Integer.toString(ports.said()),
                "-nostdin",
                "-timeout",
                "20",
                "-timeout_error",
                "-recv_timeout",
                "8000",
                "-trace_err"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(scenario + ".out").toFile())
                .start();
        return new Sipp(folder, process, ports.own(), datagrams);
    }

    static String scenario(String name) {
        return SCENARIOS.resolve(name + ".xml").toString();
    }

    int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Sipp awaitListening() throws IOException {
        awaitListening(process, datagrams ? "udp" : "tcp", port);
        return this;
    }

    /** By the kernel's table of sockets, as a connection just to look would be a call to sipp. */
    static void awaitListening(Process process, String transport, int port) throws IOException {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!listens(transport, port) && !listens(transport + "6", port)) {
            assertThat(process.isAlive() && System.nanoTime() < deadline)
                    .as("something listens on port " + port)
                    .isTrue();
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static boolean listens(String transport, int port) throws IOException {
        return Files.readAllLines(Path.of("/proc/net/" + transport)).stream()
                .anyMatch(line -> line.strip().split("\\s+")[1].endsWith(":%04X".formatted(port)));
    }

    /** Waits until the scenario has been played as it is written. */
    void passes() throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("sipp ends").isTrue();
        assertThat(process.exitValue()).as(this::errors).isZero();
    }

    private String errors() {
        StringBuilder text = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".log")).toList()) {
                text.append(Files.readString(file));
            }
        } catch (IOException e) {
            text.append(e);
        }
        return text.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
