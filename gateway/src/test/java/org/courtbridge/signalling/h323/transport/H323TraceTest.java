package org.courtbridge.signalling.h323.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.trace.CallTrace;
import org.courtbridge.media.trace.Tshark;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.h323.Rig;
import org.courtbridge.signalling.h323.SentMessages;
import org.courtbridge.signalling.h323.TestRegistration;
import org.courtbridge.signalling.h323.TestRoom;
import org.courtbridge.signalling.h323.TestTunnel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the trace of our calls with tshark. */
class H323TraceTest {

    private static final PortRange PORTS = new PortRange(43_200, 43_299);
    /** Of tshark's experts, from here on (PI_WARN). */
    private static final long WARNING = 0x60_0000;

    @TempDir
    private Path folder;

    private interface Scene {
        void play(Rig rig) throws Exception;
    }

    /**
     * A message as tshark sees it.
     *
     * @param subject what it is about, as the trace says
     * @param info which messages
     * @param connection number of it; empty over UDP
     */
    private record Frame(String subject, String info, String connection, String payload) {

        /** @param fields with tabs between them */
        static Frame of(String fields) {
            String[] field = fields.split("\t", -1);
            assertThat(Stream.of(field[0].split(",")).filter(severity -> !severity.isEmpty()))
                    .as("what tshark's experts say of %s", fields)
                    .allSatisfy(severity -> assertThat(Long.parseLong(severity)).isLessThan(WARNING));
            return new Frame(field[1], field[2], field[3], field[4]);
        }
    }

    /** Plays, and gives what is in the trace then. */
    private List<Frame> traced(Scene scene) throws Exception {
        return traced(CallModel.DIRECT, scene);
    }

    private List<Frame> traced(CallModel callModel, Scene scene) throws Exception {
        Path traces = folder.resolve("traces");
        int rasPort;
        try (CallTrace trace = CallTrace.start(traces, InetAddress.getLoopbackAddress(), InstantSource.system());
                Rig rig = Rig.of(callModel, folder.resolve("data"), PORTS, new RecordedH323(trace))) {
            rasPort = rig.endpoint.rasPort();
            scene.play(rig);
        }
        try (Stream<Path> files = Files.list(traces)) {
            // Outside of tests the gatekeeper's port is 1719, which tshark knows.
            Stream<String> options = Stream.concat(
                    Stream.of("-d", "udp.port==%d,h225".formatted(rasPort), "-T", "fields"),
                    Stream.of("_ws.expert.severity", "frame.comment", "_ws.col.Info", "tcp.stream", "tcp.payload")
                            .flatMap(field -> Stream.of("-e", field)));
            return Tshark.lines(files.toList().getFirst(), options.toArray(String[]::new)).stream()
                    .map(Frame::of)
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void holdsAllThatIsSaidOfACallUnderItsIdentifier(boolean tunnelling) throws Exception {
        List<Frame> frames = traced(rig -> {
            Device device = rig.devices.add("Зал 1", "room1", "secret-1");
            try (TestRegistration registration = TestRegistration.of(rig.endpoint, "room1", "secret-1")) {
                registration.admitted(TestRoom.CALL, "100");
                try (TestRoom room = TestRoom.call(rig.endpoint.port(), "100", tunnelling, true)) {
                    room.await(() -> rig.conferences.story().contains("arrived device:" + device.id()));
                    room.awaitSeen(ControlAction.Ready.class);
                    rig.conferences.leg().end(EndReason.REMOVED);
                    room.awaitSeen(SignallingBody.Release.class);
                }
            }
        });
        assertThat(frames.stream()
                        .filter(frame -> frame.subject.equals("call 00112233-4455-6677-8899-aabbccddeeff"))
                        .map(Frame::info))
                .anyMatch(info -> info.contains("admissionRequest"))
                .anyMatch(info -> info.contains("admissionConfirm"))
                .anyMatch(info -> info.contains("setup"))
                .anyMatch(info -> info.contains("connect"))
                .anyMatch(info -> info.contains("terminalCapabilitySet"))
                .anyMatch(info -> info.contains("OpenLogicalChannel"))
                .anyMatch(info -> info.contains("releaseComplete"))
                .noneMatch(info -> info.contains("registrationRequest"));
    }

    /** One connection carries an endpoint's RAS and all of its calls (H.460.17); each is under its own identifier. */
    @Test
    void holdsTwoCallsOfOneConnection() throws Exception {
        Octets other = Octets.ofHex("ffeeddccbbaa99887766554433221100");
        List<Frame> frames = traced(rig -> {
            rig.devices.add("Зал 1", "room1", "secret-1");
            try (TestTunnel tunnel = new TestTunnel(rig.endpoint.port())) {
                TestRegistration registration =
                        TestRegistration.on(tunnel, rig::now, rig.endpoint, "room1", "secret-1");
                registration.register();
                registration.calls(TestRoom.CALL, "100");
                registration.calls(other, "100");
                try (TestRoom one = TestRoom.call(tunnel, 5, TestRoom.CALL, "100");
                        TestRoom two = TestRoom.call(tunnel, 6, other, "100")) {
                    TestRoom.await(
                            () -> !one.seen(ControlAction.Ready.class).isEmpty()
                                    && !two.seen(ControlAction.Ready.class).isEmpty(),
                            one,
                            two);
                    one.hangUp();
                    two.hangUp();
                    rig.conferences.await(() -> rig.endpoint.calls() == 0);
                }
            }
        });
        assertThat(frames.stream().map(Frame::connection).distinct()).hasSize(1);
        assertThat(frames.stream().filter(frame -> frame.subject.equals("call unknown")))
                .anyMatch(frame -> frame.info.contains("registrationConfirm"))
                .noneMatch(frame -> frame.info.contains("setup"));
        for (String name : List.of("00112233-4455-6677-8899-aabbccddeeff", "ffeeddcc-bbaa-9988-7766-554433221100")) {
            assertThat(frames.stream()
                            .filter(frame -> frame.subject.equals("call " + name))
                            .map(Frame::info))
                    .anyMatch(info -> info.contains("admissionRequest"))
                    .anyMatch(info -> info.contains("admissionConfirm"))
                    .anyMatch(info -> info.contains("setup"))
                    .anyMatch(info -> info.contains("connect"))
                    .anyMatch(info -> info.contains("terminalCapabilitySet"))
                    .anyMatch(info -> info.contains("releaseComplete"))
                    .noneMatch(info -> info.contains("registrationRequest"));
        }
    }

    /** Signalling goes by one connection, H.245 by another, and both are the call's. */
    @Test
    void holdsACallOfOursAndItsConnectionOfH245() throws Exception {
        List<Frame> frames = traced(rig -> {
            Device device = rig.devices.add("Зал 1", "room1", "secret-1");
            try (TestRoom room = TestRoom.waiting(false, false);
                    TestRegistration _ = TestRegistration.made(rig.endpoint, "room1", "secret-1", room.address())) {
                CompletableFuture<LegId> leg =
                        rig.endpoint.call(device, rig.into("h100")).toCompletableFuture();
                room.awaitSeen(SignallingBody.Setup.class);
                room.picksUp();
                room.await(leg::isDone);
                room.awaitSeen(ControlAction.Opened.class);
                room.hangUp();
                rig.conferences.await(() -> rig.conferences.story().contains("left LEFT"));
            }
        });
        List<Frame> overTcp =
                frames.stream().filter(frame -> !frame.connection.isEmpty()).toList();
        assertThat(overTcp).anyMatch(frame -> frame.info.startsWith("openLogicalChannel"));
        assertThat(overTcp.stream().map(Frame::connection).distinct()).hasSize(2);
        assertThat(overTcp.stream().map(Frame::subject).distinct())
                .singleElement()
                .asString()
                .startsWith("call ");
    }

    /** Both of its connections are shown under one name, with what both rooms ask the gatekeeper. */
    @Test
    void holdsACallThatIsRouted() throws Exception {
        List<Frame> frames = traced(CallModel.GATEKEEPER_ROUTED, rig -> {
            rig.devices.add("Зал 1", "room1", "secret-1");
            rig.devices.add("Зал 2", "room2", "secret-2");
            InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 17_999);
            try (TestRoom callee = TestRoom.waiting(true, true);
                    TestRegistration two = TestRegistration.made(rig.endpoint, "room2", "secret-2", callee.address());
                    TestRegistration one = TestRegistration.made(rig.endpoint, "room1", "secret-1", nowhere)) {
                one.calls(TestRoom.CALL, "room2");
                try (TestRoom caller = TestRoom.call(rig.endpoint.port(), "room2", true, true)) {
                    callee.awaitSeen(SignallingBody.Setup.class);
                    two.answers(TestRoom.CALL);
                    callee.picksUp();
                    TestRoom.await(
                            () -> !caller.seen(ControlAction.Ready.class).isEmpty()
                                    && !callee.seen(ControlAction.Ready.class).isEmpty(),
                            caller,
                            callee);
                    caller.hangUp();
                    callee.awaitSeen(SignallingBody.Release.class);
                }
            }
        });
        List<Frame> ofTheCall = frames.stream()
                .filter(frame -> frame.subject.equals("call 00112233-4455-6677-8899-aabbccddeeff"))
                .toList();
        assertThat(ofTheCall.stream().filter(frame -> frame.info.contains("admissionConfirm")))
                .hasSize(2);
        for (String message : List.of("setup", "connect", "terminalCapabilitySet", "releaseComplete")) {
            assertThat(ofTheCall.stream()
                            .filter(frame -> frame.info.contains(message))
                            .map(Frame::connection)
                            .distinct())
                    .as(message)
                    .hasSize(2);
        }
        assertThat(frames.stream().filter(frame -> !frame.connection.isEmpty())).isSubsetOf(ofTheCall);
    }

    @Test
    void showsWhatIsNoMessageToo() throws Exception {
        List<Frame> frames = traced(rig -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.endpoint.port())) {
                socket.getOutputStream().write(SentMessages.NO_MESSAGE.toArray());
                rig.conferences.await(() -> rig.endpoint.malformed() == 1);
            }
        });
        assertThat(frames).singleElement().satisfies(frame -> {
            assertThat(frame.payload).isEqualTo(SentMessages.NO_MESSAGE.toString());
            assertThat(frame.subject).isEqualTo("call unknown");
        });
    }
}
