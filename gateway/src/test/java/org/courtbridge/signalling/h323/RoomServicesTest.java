package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h450.OperationCode;
import org.courtbridge.h323.h450.RemoteOperation;
import org.courtbridge.h323.h450.SupplementaryService.Interpretation;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supplementary services that a room asks for. */
class RoomServicesTest {

    private static final String WITH_PIN = "100**" + RememberingConferences.PIN;
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Octets AGAIN = Octets.ofHex("ffeeddccbbaa99887766554433221100");
    private static final PortRange PORTS = new PortRange(42_000, 42_999);

    private static final int IDENTIFY = 7;
    private static final int HOLD_NOTIFIC = 101;
    private static final int RETRIEVE_NOTIFIC = 102;
    private static final int REMOTE_HOLD = 103;
    /** callWaiting (H.450.6). */
    private static final int UNKNOWN = 105;

    @TempDir
    private Path folder;

    private Rig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig(folder, PORTS, Rig.MINUTE);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private TestRoom inACall() throws Exception {
        TestRoom room = TestRoom.call(rig.endpoint.port(), WITH_PIN, true, false);
        room.await(() -> rig.conferences.media().sentAudio().isPresent());
        return room;
    }

    private static RemoteOperation rejection(int id) {
        return new RemoteOperation.Reject(BigInteger.valueOf(id), RemoteOperation.Reject.Kind.INVOKE, BigInteger.ONE);
    }

    @Test
    void areAnsweredAndTheCallGoesOn() throws Exception {
        try (TestRoom room = inACall()) {
            room.wants(Interpretation.REJECT, HOLD_NOTIFIC);
            room.wants(Interpretation.REJECT, IDENTIFY);
            room.wants(Interpretation.DISCARD, UNKNOWN);
            room.wants(Interpretation.REJECT, UNKNOWN);
            room.wants(Interpretation.REJECT, REMOTE_HOLD);

            room.await(() -> room.services().size() == 3);
            assertThat(room.services().getFirst())
                    .isEqualTo(new RemoteOperation.Failure(
                            BigInteger.valueOf(IDENTIFY), OperationCode.local(3), Optional.empty()));
            assertThat(room.services().get(1)).isEqualTo(rejection(UNKNOWN));
            assertThat(room.services().getLast()).isInstanceOf(RemoteOperation.Result.class);
            assertThat(rig.endpoint.calls()).isEqualTo(1);
            assertThat(rig.conferences.story()).noneMatch(happened -> happened.startsWith("left"));
        }
    }

    @Test
    void endTheCallWhereTheRoomWantsThatOrNothing() throws Exception {
        try (TestRoom room = inACall()) {
            room.wants(Interpretation.CLEAR_CALL, UNKNOWN);

            room.awaitSeen(SignallingBody.Release.class);
            assertThat(room.services()).containsExactly(rejection(UNKNOWN));
            rig.conferences.await(() -> rig.conferences.story().contains("left LEFT"));
        }
    }

    @Test
    void keepACallOutThatCannotHaveThem() throws Exception {
        try (TestRoom room = TestRoom.callWanting(rig.endpoint.port(), WITH_PIN, UNKNOWN)) {
            room.awaitSeen(SignallingBody.Release.class);

            assertThat(room.services()).containsExactly(rejection(UNKNOWN));
            assertThat(room.seen(SignallingBody.Release.class).getFirst().reason())
                    .isEqualTo(ReleaseReason.FACILITY_REJECTED);
            room.await(() -> rig.endpoint.calls() == 0);
            assertThat(rig.conferences.story()).isEmpty();
        }
    }

    /** Which rings nowhere, and takes no seat. */
    @Test
    void makeNoCallWhereTheRoomWantsThemAlone() throws Exception {
        try (TestRoom room = TestRoom.wanting(rig.endpoint.port(), WITH_PIN, HOLD_NOTIFIC)) {
            room.awaitSeen(SignallingBody.Release.class);

            assertThat(room.seen(SignallingBody.Answer.class)).isEmpty();
            assertThat(room.services()).isEmpty();
            assertThat(room.seen(SignallingBody.Release.class).getFirst().reason())
                    .isEqualTo(ReleaseReason.FACILITY_REJECTED);
            room.await(() -> rig.endpoint.calls() == 0);
            assertThat(rig.conferences.story()).isEmpty();
        }
    }

    /** Who holds the call may be silent, and who has taken it up again may not. */
    @Test
    void letARoomBeSilentWhileItHoldsTheCall(@TempDir Path other) throws Exception {
        Duration patience = Duration.ofMillis(500);
        try (Rig impatient = Rig.impatient(other, new PortRange(43_000, 43_099), patience);
                TestRoom holding = TestRoom.call(impatient.endpoint.port(), WITH_PIN, true, false)) {
            holding.awaitSeen(CallAction.Connected.class);
            holding.wants(Interpretation.REJECT, HOLD_NOTIFIC);
            // Answered: the one before was heard.
            holding.wants(Interpretation.REJECT, IDENTIFY);
            holding.await(() -> holding.services().size() == 1
                    && impatient.conferences.media().sentAudio().isPresent());
            Silence held = Silence.of(impatient);
            try (TestRoom second = TestRoom.call(AGAIN, HERE, impatient.endpoint.port(), WITH_PIN, true, false)) {
                second.await(() -> impatient.endpoint.calls() == 2
                        && second.seen.stream().anyMatch(ControlAction.Opened.class::isInstance)
                        && impatient.conferences.media().receivedAudio().isPresent());
                Silence noticed = Silence.of(impatient);
                second.await(noticed.lost::get);
                assertThat(held.lost).isFalse();

                holding.wants(Interpretation.REJECT, RETRIEVE_NOTIFIC);
                holding.await(held.lost::get);
            }
        }
    }

    /** Notes when the sound of the call whose media came last has been missed too long. */
    private record Silence(AtomicBoolean lost) implements RtpListener {

        static Silence of(Rig rig) {
            Silence silence = new Silence(new AtomicBoolean());
            RtpTransport transport =
                    rig.conferences.media().receivedAudio().orElseThrow().transport();
            transport.loop().execute(() -> transport.listener(silence));
            return silence;
        }

        @Override
        public void rtp(RtpPacket packet, long arrival) {}

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void ready() {}

        @Override
        public void lost(String reason) {
            lost.set(true);
        }
    }
}
