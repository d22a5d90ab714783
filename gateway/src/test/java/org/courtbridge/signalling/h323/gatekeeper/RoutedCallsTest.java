package org.courtbridge.signalling.h323.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.UserInputIndication;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.Display;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.TpktDecoder;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.signalling.h323.H323Endpoint;
import org.courtbridge.signalling.h323.Rig;
import org.courtbridge.signalling.h323.SentMessages;
import org.courtbridge.signalling.h323.TestRegistration;
import org.courtbridge.signalling.h323.TestRoom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls between two rooms of our gatekeeper, which routes them. */
class RoutedCallsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final PortRange PORTS = new PortRange(45_000, 45_099);

    /** Beyond a registration's time to live, and the patience with reports of calls. */
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Beyond the time that two rooms have to part when the gatekeeper knows that their call is over. */
    private static final Duration FAREWELL = Duration.ofSeconds(6);

    private final List<AutoCloseable> closing = new ArrayList<>();
    private Rig rig;
    private H323Endpoint endpoint;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        open(Rig.of(CallModel.GATEKEEPER_ROUTED, folder, PORTS, SentMessages.trace()));
    }

    private void open(Rig opened) {
        rig = opened;
        endpoint = rig.endpoint;
        rig.devices.add("Зал 1", "room1", "secret-1");
        rig.devices.add("Зал 2", "room2", "secret-2");
        rig.devices.add("Зал 3", "room3", "secret-3");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : closing.reversed()) {
            one.close();
        }
        rig.close();
    }

    private <T extends AutoCloseable> T closing(T one) {
        closing.add(one);
        return one;
    }

    private static Octets identifier(int number) {
        return Octets.ofHex("%032x".formatted(number));
    }

    private TestRegistration registered(String name, InetSocketAddress calledAt) throws IOException {
        return closing(TestRegistration.made(endpoint, name, name.replace("room", "secret-"), calledAt));
    }

    private TestRegistration registered(String name) throws IOException {
        return registered(name, new InetSocketAddress(HERE, 17_999));
    }

    private TestRoom waiting(boolean tunnelling, boolean fastStart) throws IOException {
        return closing(TestRoom.waiting(tunnelling, fastStart));
    }

    private TestRoom calling(Octets identifier, String dialled, boolean tunnelling, boolean fastStart)
            throws IOException {
        return closing(TestRoom.call(identifier, HERE, endpoint.port(), dialled, tunnelling, fastStart));
    }

    private TestRoom calling(Octets identifier) throws IOException {
        return calling(identifier, "room2", true, false);
    }

    /** Two rooms that ring, one here and one there, and what they are registered as. */
    private record Scene(TestRegistration one, TestRoom caller, TestRegistration two, TestRoom callee) {

        void answered() throws InterruptedException {
            callee.picksUp();
            TestRoom.await(
                    () -> !caller.seen(ControlAction.Opened.class).isEmpty()
                            && !callee.seen(ControlAction.Opened.class).isEmpty(),
                    caller,
                    callee);
        }

        ReleaseReason callerReleased() throws InterruptedException {
            caller.awaitSeen(SignallingBody.Release.class);
            return caller.seen(SignallingBody.Release.class).getFirst().reason();
        }

        ReleaseReason calleeReleased() throws InterruptedException {
            callee.awaitSeen(SignallingBody.Release.class);
            return callee.seen(SignallingBody.Release.class).getFirst().reason();
        }
    }

    private Scene ringing() throws Exception {
        TestRoom callee = waiting(true, false);
        TestRegistration two = registered("room2", callee.address());
        TestRegistration one = registered("room1");
        one.calls(TestRoom.CALL, "room2");
        TestRoom caller = calling(TestRoom.CALL);
        callee.awaitSeen(SignallingBody.Setup.class);
        two.answers(TestRoom.CALL);
        callee.rings();
        TestRoom.await(
                () -> caller.seen(CallAction.Progressed.class).stream()
                        .anyMatch(progressed -> progressed.step() == SignallingBody.Answer.Step.ALERTING),
                caller,
                callee);
        return new Scene(one, caller, two, callee);
    }

    private void assertOver() throws InterruptedException {
        rig.conferences.await(() -> endpoint.routedCalls() == 0);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void connectsTwoRooms(boolean tunnelling, boolean fastStart) throws Exception {
        TestRoom callee = waiting(tunnelling, fastStart);
        registered("room2", callee.address());
        TestRegistration one = registered("room1");
        AdmissionMessage.Confirm admitted = one.calls(TestRoom.CALL, "room2");
        assertThat(admitted.callModel()).isEqualTo(CallModel.GATEKEEPER_ROUTED);
        assertThat(admitted.destCallSignalAddress()).contains(new InetSocketAddress(HERE, endpoint.port()));

        TestRoom caller = calling(TestRoom.CALL, "room2", tunnelling, fastStart);
        callee.awaitSeen(SignallingBody.Setup.class);
        assertThat(endpoint.routedCalls()).isEqualTo(1);
        assertThat(endpoint.calls()).isZero();
        SignallingBody.Setup setup = callee.seen(SignallingBody.Setup.class).getFirst();
        assertThat(setup.identity().callIdentifier()).contains(TestRoom.CALL);
        assertThat(setup.parties().signalAddress()).contains(callee.address());
        assertThat(setup.early().fastStart().isEmpty()).isNotEqualTo(fastStart);
        callee.picksUp();
        TestRoom.await(
                () -> ready(caller)
                        && ready(callee)
                        && !caller.seen(CallAction.Connected.class).isEmpty(),
                caller,
                callee);
        for (TestRoom room : List.of(caller, callee)) {
            assertThat(room.seen(CallAction.ControlOpen.class)).containsExactly(new CallAction.ControlOpen(tunnelling));
        }
        assertThat(caller.seen(CallAction.FastStarted.class)).hasSize(fastStart ? 1 : 0);

        caller.press(new UserInputIndication.Alphanumeric("17#"));
        TestRoom.await(
                () -> callee.seen(ControlAction.KeysPressed.class)
                        .contains(new ControlAction.KeysPressed(new UserInputIndication.Alphanumeric("17#"))),
                caller,
                callee);

        caller.hangUp();
        callee.awaitSeen(SignallingBody.Release.class);
        assertThat(callee.seen(SignallingBody.Release.class).getFirst().reason())
                .isEqualTo(ReleaseReason.NORMAL);
        assertOver();
        assertThat(rig.conferences.story()).as("nothing of it is ours").isEmpty();
    }

    private static boolean ready(TestRoom room) {
        return !room.seen(ControlAction.Ready.class).isEmpty();
    }

    @Test
    void endsWhenTheCalledSideHangsUp() throws Exception {
        Scene scene = ringing();
        scene.answered();
        scene.callee.hangUp();
        assertThat(scene.callerReleased()).isEqualTo(ReleaseReason.NORMAL);
        assertOver();
    }

    @Test
    void handsOnWhyTheCalledSideRefuses() throws Exception {
        Scene scene = ringing();
        scene.callee.refuses(ReleaseReason.BUSY);
        assertThat(scene.callerReleased()).isEqualTo(ReleaseReason.BUSY);
        assertOver();
    }

    @Test
    void tellsTheCalledSideThatTheCallerGaveUp() throws Exception {
        Scene scene = ringing();
        scene.caller.hangUp();
        assertThat(scene.calleeReleased()).isEqualTo(ReleaseReason.NORMAL);
        assertOver();
    }

    @Test
    void saysThatTheCalledSideIsNotThere() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            nobody = new InetSocketAddress(HERE, socket.getLocalPort());
        }
        registered("room2", nobody);
        registered("room1").calls(TestRoom.CALL, "room2");

        TestRoom caller = calling(TestRoom.CALL);
        caller.awaitSeen(SignallingBody.Release.class);
        assertThat(caller.seen(SignallingBody.Release.class).getFirst().reason())
                .isEqualTo(new ReleaseReason(Optional.of("unreachableDestination"), Optional.of(3)));
        assertOver();
    }

    @Test
    void saysThatTheCalledSideSaysNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, HERE)) {
            registered("room2", new InetSocketAddress(HERE, silent.getLocalPort()));
            registered("room1").calls(TestRoom.CALL, "room2");
            TestRoom caller = calling(TestRoom.CALL);
            try (Socket callee = silent.accept()) {
                assertThat(callee.getInputStream().read()).isEqualTo(3);
                rig.pass(Duration.ofSeconds(11));
                caller.says(new SignallingBody.Information("1"));

                caller.awaitSeen(SignallingBody.Release.class);
                assertThat(caller.seen(SignallingBody.Release.class).getFirst().reason())
                        .isEqualTo(ReleaseReason.TIMER_EXPIRED);
            }
        }
        assertOver();
    }

    @Test
    void noticesThatTheCallerIsGone() throws Exception {
        Scene scene = ringing();
        scene.caller.close();
        assertThat(scene.calleeReleased()).isEqualTo(ReleaseReason.NORMAL);
        assertOver();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noticesThatASideOfACallIsGone(boolean caller) throws Exception {
        Scene scene = ringing();
        scene.answered();
        (caller ? scene.caller : scene.callee).close();
        assertThat(caller ? scene.calleeReleased() : scene.callerReleased()).isEqualTo(ReleaseReason.OUT_OF_ORDER);
        assertOver();
    }

    /** A room that lost its power says nothing more, and its connection does not show it. */
    @Test
    void endsTheCallOfARoomThatIsHeardNoMore() throws Exception {
        Scene scene = ringing();
        scene.answered();
        rig.pass(LONG);
        registered("room3").calls(identifier(3), "100");
        rig.pass(FAREWELL);
        scene.callee.press(new UserInputIndication.Alphanumeric("1"));

        assertThat(scene.calleeReleased()).isEqualTo(ReleaseReason.NORMAL);
        assertThat(scene.callerReleased()).isEqualTo(ReleaseReason.NORMAL);
        assertOver();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsACallThatASideSaysIsOver(boolean caller) throws Exception {
        Scene scene = ringing();
        scene.answered();
        (caller ? scene.one : scene.two).disengages(TestRoom.CALL);
        // The gatekeeper answers in the order of what it was asked.
        registered("room3").calls(identifier(3), "100");
        rig.pass(FAREWELL);
        scene.callee.press(new UserInputIndication.Alphanumeric("1"));

        assertThat(scene.calleeReleased()).isEqualTo(ReleaseReason.NORMAL);
        assertThat(scene.callerReleased()).isEqualTo(ReleaseReason.NORMAL);
    }

    /** Whoever names a call that is none of his does not end it, and does not make it. */
    @Test
    void leavesACallAloneThatSomebodyElseNames() throws Exception {
        Scene scene = ringing();
        TestRegistration three = registered("room3");
        three.calls(TestRoom.CALL, "room2");
        three.disengages(TestRoom.CALL);
        three.answers(TestRoom.CALL);
        three.disengages(TestRoom.CALL);
        three.calls(identifier(3), "100");
        rig.pass(FAREWELL);
        scene.answered();
        assertThat(endpoint.routedCalls()).isEqualTo(1);
    }

    /** Of calls that were routed, rooms need not say that they are over: more would not be admitted else. */
    @Test
    void tellsTheGatekeeperThatCallsAreOver() throws Exception {
        try (ServerSocket brief = new ServerSocket(0, 1, HERE)) {
            TestRegistration two = registered("room2", new InetSocketAddress(HERE, brief.getLocalPort()));
            TestRegistration one = registered("room1");
            for (int number = 1; number <= 6; number++) {
                one.calls(identifier(number), "room2");
                TestRoom caller = calling(identifier(number));
                try (Socket callee = brief.accept()) {
                    two.answers(identifier(number));
                    assertThat(callee.getInputStream().read()).isEqualTo(3);
                }
                caller.awaitSeen(SignallingBody.Release.class);
                assertThat(caller.seen(SignallingBody.Release.class).getFirst().reason())
                        .isEqualTo(ReleaseReason.NOBODY_RESPONDS);
                assertOver();
            }
        }
    }

    @Test
    void refusesACallThatNobodyWasAdmittedTo() throws Exception {
        TestRoom callee = waiting(true, false);
        registered("room2", callee.address());
        TestRegistration one = registered("room1");
        assertNoPermission(calling(TestRoom.CALL));
        assertNoPermission(calling(TestRoom.CALL, "room77", true, false));

        one.calls(identifier(1), "100");
        assertNoPermission(calling(identifier(1)));

        one.calls(identifier(2), "room2");
        InetAddress elsewhere = InetAddress.ofLiteral("127.0.0.2");
        assertNoPermission(closing(TestRoom.call(identifier(2), elsewhere, endpoint.port(), "room2", true, false)));

        assertThat(endpoint.unadmitted()).isEqualTo(4);
        assertThat(callee.seen).isEmpty();
        assertThat(endpoint.routedCalls()).isZero();
    }

    private static void assertNoPermission(TestRoom caller) throws InterruptedException {
        caller.awaitSeen(SignallingBody.Release.class);
        assertThat(caller.seen(SignallingBody.Release.class).getFirst().reason())
                .isEqualTo(new ReleaseReason(Optional.of("noPermission"), Optional.of(111)));
    }

    /** One admission is for one call. */
    @Test
    void routesACallOnce() throws Exception {
        Scene scene = ringing();
        assertNoPermission(calling(TestRoom.CALL));
        scene.caller.hangUp();
        scene.calleeReleased();
        assertOver();
        scene.one.calls(identifier(1), "100");
        assertNoPermission(calling(TestRoom.CALL));
    }

    /** Whatever its Setup says besides. */
    @Test
    void sendsACallToWhomItsCallerWasAdmitted() throws Exception {
        TestRoom callee = waiting(true, false);
        registered("room2", callee.address());
        registered("room1").calls(TestRoom.CALL, "room2");
        calling(TestRoom.CALL, "100", true, false);
        callee.awaitSeen(SignallingBody.Setup.class);
        assertThat(rig.conferences.story()).isEmpty();
    }

    @Test
    void stillTakesCallsToHearings() throws Exception {
        registered("room1").calls(TestRoom.CALL, "100");
        TestRoom caller = calling(TestRoom.CALL, "100", true, false);
        caller.await(() -> !rig.conferences.story().isEmpty());
        assertThat(endpoint.routedCalls()).isZero();
    }

    @Test
    void routesOnlySoManyCalls() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, HERE)) {
            registered("room2", new InetSocketAddress(HERE, silent.getLocalPort()));
            TestRegistration one = registered("room1");
            for (int number = 1; number <= 4; number++) {
                one.calls(identifier(number), "room2");
                calling(identifier(number));
            }
            rig.conferences.await(() -> endpoint.routedCalls() == 4);
            registered("room3").calls(identifier(5), "room2");
            TestRoom oneTooMany = calling(identifier(5));
            oneTooMany.awaitSeen(SignallingBody.Release.class);
            assertThat(oneTooMany.seen(SignallingBody.Release.class).getFirst().reason())
                    .isEqualTo(ReleaseReason.GATEKEEPER_RESOURCES);
        }
    }

    /** What a side does not read, nobody keeps for it. */
    @Test
    void endsACallWhoseCalledSideDoesNotRead() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 1, HERE)) {
            registered("room2", new InetSocketAddress(HERE, deaf.getLocalPort()));
            registered("room1").calls(TestRoom.CALL, "room2");
            try (Socket caller = new Socket(HERE, endpoint.port())) {
                OutputStream out = caller.getOutputStream();
                out.write(TestRoom.setupPacket("room2"));
                try (Socket callee = deaf.accept()) {
                    assertThat(callee.getInputStream().read()).isEqualTo(3);
                    Thread.ofVirtual().start(() -> flood(out));
                    SignallingBody.Release end = release(caller.getInputStream());
                    assertThat(end.reason()).isEqualTo(ReleaseReason.CONGESTED);
                }
            }
        }
        assertOver();
    }

    private static void flood(OutputStream out) {
        Q931Message message = new Q931Message(
                CallReference.ofOriginator(5),
                MessageType.INFORMATION,
                Collections.nCopies(100, new Display("x".repeat(80)).toElement()));
        byte[] packet = TpktDecoder.packet(message.encode());
        try {
            while (true) {
                out.write(packet);
            }
        } catch (IOException closed) {
            // The gateway has had enough.
        }
    }

    private static SignallingBody.Release release(InputStream in) throws IOException {
        List<SignallingBody> bodies = new ArrayList<>();
        TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
        byte[] buffer = new byte[4096];
        while (bodies.isEmpty()) {
            int count = in.read(buffer);
            assertThat(count).isPositive();
            decoder.take(
                    buffer,
                    0,
                    count,
                    contents -> bodies.add(
                            SignallingMessage.of(Q931Message.decode(contents)).body()));
        }
        return (SignallingBody.Release) bodies.getFirst();
    }

    @Test
    void passesOverWhatIsNoMessage() throws Exception {
        Scene scene = ringing();
        scene.answered();
        long before = endpoint.malformed();
        scene.caller.sends(new byte[] {1, 2});
        scene.caller.press(new UserInputIndication.Alphanumeric("5"));
        TestRoom.await(() -> !scene.callee.seen(ControlAction.KeysPressed.class).isEmpty(), scene.caller, scene.callee);
        assertThat(endpoint.malformed()).isEqualTo(before + 1);
    }

    @Test
    void tellsBothSidesWhenItCloses() throws Exception {
        Scene scene = ringing();
        scene.answered();
        endpoint.close();
        assertThat(scene.callerReleased()).isEqualTo(ReleaseReason.TEMPORARY_FAILURE);
        assertThat(scene.calleeReleased()).isEqualTo(ReleaseReason.TEMPORARY_FAILURE);
    }
}
