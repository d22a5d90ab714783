package org.courtbridge.gateway.h323;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.gateway.bridge.LegMedia;
import org.courtbridge.gateway.rooms.CallFailedException;
import org.courtbridge.gateway.transport.PortRange;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupClientTest {

    private static final PortRange PORTS = new PortRange(43_000, 43_099);

    @TempDir
    private Path folder;

    private Rig rig;
    private Device device;

    @BeforeEach
    void open() throws IOException {
        open(Rig.MINUTE);
    }

    private void open(Duration answer) throws IOException {
        rig = new Rig(folder, PORTS, answer);
        device = rig.devices.byUsername("room1").orElseGet(() -> rig.devices.add("Зал 1", "room1", "secret-1"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private TestRegistration registered(InetSocketAddress address) throws IOException {
        return TestRegistration.made(rig.endpoint, "room1", "secret-1", address);
    }

    private CompletableFuture<LegId> call() {
        return rig.endpoint.call(device, rig.into("h100")).toCompletableFuture();
    }

    /** The failure as the clerk reads it. */
    private static void assertFails(CompletableFuture<LegId> call, EndReason reason, int status, String words) {
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(CallFailedException.class, failure -> {
                    assertThat(failure).hasMessage(words);
                    assertThat(failure.reason()).isEqualTo(reason);
                    assertThat(failure.status()).isEqualTo(status);
                });
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void callsARoomIntoItsSeat(boolean tunnelling, boolean fastStart) throws Exception {
        try (TestRoom room = TestRoom.waiting(tunnelling, fastStart);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.rings();
            assertThat(rig.conferences.story()).isEmpty();
            room.picksUp();
            room.await(leg::isDone);
            assertThat(leg.get()).isEqualTo(rig.conferences.leg().id());
            room.await(() -> flowsBothWays(rig.conferences.media()));

            assertThat(rig.conferences.story()).contains("arrived device:" + device.id());
            room.await(() -> !room.seen(CallAction.ControlOpen.class).isEmpty());
            assertThat(room.seen(CallAction.ControlOpen.class)).containsExactly(new CallAction.ControlOpen(tunnelling));
            LegMedia media = rig.conferences.media();
            assertThat(media.sentAudio().orElseThrow().format().codec()).isEqualTo(AudioCodec.G722);
            assertThat(media.receivedAudio().orElseThrow().formats()).containsKey(9);
            room.hangUp();
            rig.conferences.await(() -> rig.conferences.story().contains("left LEFT"));
        }
    }

    private static boolean flowsBothWays(LegMedia media) {
        return media.receivedAudio().isPresent()
                && media.sentAudio().isPresent()
                && media.receivedVideo().isPresent()
                && !media.sentVideos().isEmpty();
    }

    @Test
    void hangsUpWhenTheHearingWantsIt() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.await(leg::isDone);
            rig.conferences.leg().end(EndReason.REMOVED);
            room.awaitSeen(SignallingBody.Release.class);
            rig.conferences.await(() -> rig.conferences.story().contains("left REMOVED"));
        }
    }

    @Test
    void callsNobodyWhoHasNotRegistered() {
        assertThat(rig.endpoint.isRegistered(device)).isFalse();
        assertFails(call(), EndReason.SIGNALLING_LOST, 0, "the room is not registered");
    }

    @ParameterizedTest
    @CsvSource({"17, REFUSED, 486", "21, REFUSED, 403", "19, SIGNALLING_LOST, 480", "65, NOT_ACCEPTABLE, 488"})
    void saysWhyARoomRefuses(int cause, EndReason reason, int status) throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.refuses(ReleaseReason.ofCause(cause));
            assertFails(leg, reason, status, "the room answered " + status);
        }
    }

    @Test
    void saysThatARoomIsNotThereAnyMore() throws Exception {
        InetSocketAddress nowhere;
        try (TestRoom gone = TestRoom.waiting(true, true)) {
            nowhere = gone.address();
        }
        try (TestRegistration _ = registered(nowhere)) {
            assertThat(rig.endpoint.isRegistered(device)).isTrue();
            assertFails(call(), EndReason.SIGNALLING_LOST, 0, "cannot reach the room: no connection");
        }
    }

    @Test
    void saysThatTheConnectionIsGoneBeforeAnAnswer() throws Exception {
        CompletableFuture<LegId> leg;
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
        }
        assertFails(leg, EndReason.SIGNALLING_LOST, 0, "no answer to signalling");
    }

    @Test
    void stopsRingingWhenNobodyPicksUp() throws Exception {
        rig.close();
        open(Duration.ofMillis(200));
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.rings();
            room.awaitSeen(SignallingBody.Release.class);
            assertThat(room.seen(SignallingBody.Release.class).getFirst().reason())
                    .isEqualTo(ReleaseReason.NO_ANSWER);
            assertFails(leg, EndReason.CANCELLED, 0, "the room did not answer");
        }
    }

    @Test
    void stopsRingingWhenNobodyWantsTheCallAnyMore() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.rings();
            rig.endpoint.close();
            room.awaitSeen(SignallingBody.Release.class);
            assertFails(leg, EndReason.SHUTDOWN, 0, "given up");
            assertThat(rig.conferences.story()).isEmpty();
        }
    }

    @Test
    void goesWhereItIsSent() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRoom elsewhere = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg = call();
            room.awaitSeen(SignallingBody.Setup.class);
            room.sendsOnTo(elsewhere.address());
            elsewhere.awaitSeen(SignallingBody.Setup.class);
            elsewhere.picksUp();
            elsewhere.await(leg::isDone);
            assertThat(leg.get()).isEqualTo(rig.conferences.leg().id());
            elsewhere.hangUp();
        }
    }

    @Test
    void isSentOnFiveTimesAtMost() throws Exception {
        List<TestRoom> rooms = new ArrayList<>();
        try {
            for (int i = 0; i < 7; i++) {
                rooms.add(TestRoom.waiting(true, true));
            }
            try (TestRegistration _ = registered(rooms.getFirst().address())) {
                CompletableFuture<LegId> leg = call();
                for (int i = 0; i < 6; i++) {
                    rooms.get(i).awaitSeen(SignallingBody.Setup.class);
                    rooms.get(i).sendsOnTo(rooms.get(i + 1).address());
                }
                assertFails(leg, EndReason.REFUSED, 302, "the room answered 302");
            }
        } finally {
            for (TestRoom room : rooms) {
                room.close();
            }
        }
    }

    @Test
    void hangsUpOnARoomThatTheHearingDoesNotTakeIn() throws Exception {
        try (TestRoom room = TestRoom.waiting(true, true);
                TestRegistration _ = registered(room.address())) {
            CompletableFuture<LegId> leg =
                    rig.endpoint.call(device, rig.into("h300")).toCompletableFuture();
            room.awaitSeen(SignallingBody.Setup.class);
            room.picksUp();
            room.awaitSeen(SignallingBody.Release.class);
            assertFails(leg, EndReason.REFUSED, 200, "no seat");
        }
    }
}
