package org.courtbridge.gateway.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls with sipp, whose SIP is not ours. */
class SippIT {

    private static final Path SCENARIOS = Path.of("src/test/resources/sipp").toAbsolutePath();

    private static final List<Integer> PORTS = new ArrayList<>();

    @TempDir
    static Path captures;

    private static Capture capture;

    @TempDir
    Path folder;

    private String host = "127.0.0.1";
    private Rig rig;

    @BeforeAll
    static void watch() throws IOException {
        capture = Capture.start(captures.resolve("sipp.pcapng"));
    }

    /** The judge that we did not write: what we sent must be flawless to it. */
    @AfterAll
    static void judge() throws IOException, InterruptedException {
        capture.stop();
        String ours = PORTS.stream()
                .map(port -> "udp.srcport == " + port + " || tcp.srcport == " + port)
                .collect(Collectors.joining(" || "));
        assertThat(capture.select(PORTS, "sip && (" + ours + ")")).hasSizeGreaterThan(30);
        assertThat(capture.select(PORTS, "sdp && (" + ours + ")")).hasSizeGreaterThan(5);
        assertThat(capture.select(
                        PORTS,
                        "(sip || sdp) && (" + ours + ") && (_ws.malformed || _ws.expert.severity >= \"Warning\")"))
                .isEmpty();
    }

    @BeforeEach
    void open() throws IOException {
        open(InetAddress.getLoopbackAddress());
    }

    private void open(InetAddress address) throws IOException {
        rig = new Rig(
                address,
                Optional.empty(),
                new SipConfig.Limits(
                        10,
                        5,
                        Duration.ofSeconds(30),
                        Duration.ofDays(1),
                        Duration.ofSeconds(3),
                        Duration.ofMinutes(30),
                        Duration.ofSeconds(90),
                        Duration.ZERO,
                        500));
        PORTS.add(rig.endpoint.port());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Process sipp(String scenario, String transport, int port, String... remote) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sipp",
                "-sf",
                SCENARIOS.resolve(scenario + ".xml").toString(),
                "-i",
                host,
                "-p",
                Integer.toString(port),
                "-m",
                "1",
                "-t",
                transport.equals("UDP") ? "u1" : "t1",
                "-nostdin",
                "-timeout",
                "20",
                "-timeout_error",
                "-recv_timeout",
                "8000",
                "-trace_err"));
        command.addAll(List.of(remote));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(scenario + ".out").toFile())
                .start();
    }

    private void passes(Process sipp) throws IOException, InterruptedException {
        try {
            assertThat(sipp.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(sipp.exitValue()).as(() -> errors()).isZero();
        } finally {
            sipp.destroyForcibly();
        }
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

    private String gateway() {
        return (host.contains(":") ? "[" + host + "]:" : host + ":") + rig.endpoint.port();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP"})
    void roomRegistersCallsHoldsAndHangsUp(String transport) throws Exception {
        passes(sipp("register-call", transport, freePort(), gateway()));

        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "left LEFT");
        assertThat(rig.endpoint.registrations().all())
                .singleElement()
                .extracting("transport")
                .isEqualTo(transport);
    }

    @Test
    void roomCallsOverIpVersion6() throws Exception {
        rig.close();
        host = "::1";
        open(InetAddress.getByName(host));

        passes(sipp("register-call", "UDP", freePort(), gateway()));

        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "left LEFT");
        assertThat(rig.endpoint.registrations().all())
                .singleElement()
                .extracting("contact")
                .asString()
                .contains("[::1]");
    }

    @Test
    void lateOfferIsAnsweredInTheAcknowledgement() throws Exception {
        Process sipp = sipp("late-offer", "UDP", freePort(), gateway());
        rig.conferences.await(() -> rig.conferences.story().contains("renegotiated"));
        rig.conferences.leg().end(EndReason.HEARING_ENDED);

        passes(sipp);
        rig.conferences.awaitStory("arrived device:id-alice", "renegotiated", "left HEARING_ENDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP"})
    void gatewayCallsARoom(String transport) throws Exception {
        int port = freePort();
        Process sipp = sipp("answer", transport, port);
        awaitListening(sipp, transport, port);
        LegId leg = connected(transport, port).get(10, TimeUnit.SECONDS);

        assertThat(rig.conferences.leg().id()).isEqualTo(leg);
        assertThat(rig.conferences.media().sentVideos()).hasSize(1);
        rig.conferences.leg().end(EndReason.REMOVED);
        passes(sipp);
        rig.conferences.awaitStory("arrived device:id-alice", "left REMOVED");
    }

    @Test
    void gatewayGivesUpOnARoomThatOnlyRings() throws Exception {
        int port = freePort();
        Process sipp = sipp("ring-until-cancelled", "UDP", port);
        awaitListening(sipp, "UDP", port);

        assertThatThrownBy(() -> connected("UDP", port).get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CallFailedException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(EndReason.CANCELLED));
        passes(sipp);
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
    }

    private CompletableFuture<LegId> connected(String transport, int port) {
        return rig.endpoint
                .call(rig.alice, "h100", "sip:alice@127.0.0.1:" + port + ";transport=" + transport)
                .toCompletableFuture();
    }

    /** By the kernel's table of sockets, as a connection just to look would be a call to sipp. */
    private static void awaitListening(Process sipp, String transport, int port) throws IOException {
        Path table = Path.of("/proc/net/" + transport.toLowerCase(Locale.ROOT));
        String local = ":%04X ".formatted(port);
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (Files.readAllLines(table).stream()
                .noneMatch(
                        line -> line.substring(0, Math.min(line.length(), 22)).contains(local))) {
            assertThat(sipp.isAlive() && System.nanoTime() < deadline)
                    .as("sipp listens on port " + port)
                    .isTrue();
            LockSupport.parkNanos(10_000_000);
        }
    }
}
