package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.h224.CameraCapabilities.Motion;
import org.courtbridge.codecs.h224.CameraMessage;
import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.codecs.h224.ClientId;
import org.courtbridge.codecs.h224.H224Frame;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sip.media.RoomMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that the bridge's orders to a room's camera arrive at the room's own port, however the call is protected. */
class RoomCameraTest {

    private static final CameraMove LEFT = CameraMove.of(CameraMove.Pan.LEFT);

    private final MediaLoops loops = MediaLoops.start(1);
    private final RememberingConferences conferences = new RememberingConferences();
    private final RealBridge media = new RealBridge(conferences);
    private final BlockingQueue<CameraMessage> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        media.close();
        loops.close();
    }

    @ParameterizedTest
    @EnumSource
    void ordersArriveOverSockets(Encryption policy) throws Exception {
        try (RoomMedia ours = side(35_000, policy, RoomMedia.CameraControl.OFFERED);
                RoomMedia room = side(36_000, policy, RoomMedia.CameraControl.ON_REQUEST)) {
            SessionDescription offer = SessionDescription.parse(ours.offer().write());
            ours.answered(SessionDescription.parse(room.answer(offer).write()));
            LegMedia.Camera theirs = room.agreed().camera().orElseThrow();
            theirs.transport().loop().execute(() -> theirs.transport().listener(new Room()));
            RoomLeg leg = leg();
            media.bridge().attach(leg, "Room", ours.agreed());

            // Until there are keys on both sides, nothing gets out.
            CameraMessage first = null;
            for (int tries = 0; tries < 600 && first == null; tries++) {
                media.bridge().steer(leg.id(), new CameraOrder.Move(CameraMove.NONE));
                media.bridge().steer(leg.id(), new CameraOrder.Move(LEFT));
                first = heard.poll(100, TimeUnit.MILLISECONDS);
            }
            assertThat(first).isNotNull();
            assertThat(await(CameraMessage.ContinueAction.class)).isEqualTo(new CameraMessage.ContinueAction(LEFT));
            media.bridge().steer(leg.id(), new CameraOrder.RecallPreset(7));
            assertThat(await(CameraMessage.ActivatePreset.class)).isEqualTo(new CameraMessage.ActivatePreset(7));
            assertThat(theirs.transport().protection().isPresent()).isEqualTo(policy != Encryption.OFF);
            assertThat(media.bridge().statistics())
                    .singleElement()
                    .extracting(LegStatistics::camera)
                    .isEqualTo(Optional.of(new LegStatistics.Camera(Set.of(Motion.values()), 16)));
            media.bridge().detach(leg.id());
        }
    }

    private CameraMessage await(Class<? extends CameraMessage> type) throws InterruptedException {
        CameraMessage message = heard.poll(60, TimeUnit.SECONDS);
        while (message != null && !type.isInstance(message)) {
            message = heard.poll(60, TimeUnit.SECONDS);
        }
        assertThat(message).isNotNull();
        return message;
    }

    private RoomMedia side(int ports, Encryption policy, RoomMedia.CameraControl control) {
        return new RoomMedia(
                UdpPorts.withOwnCertificate(loops, new PortRange(ports, ports + 99), InetAddress.getLoopbackAddress()),
                AdvertisedAddresses.always(InetAddress.getLoopbackAddress()),
                Duration.ofSeconds(60),
                policy,
                control,
                Optional.empty());
    }

    private static RoomLeg leg() {
        return RoomLeg.of(Optional.empty(), new RoomLeg.Wishes() {
            @Override
            public void end(EndReason reason) {}

            @Override
            public void keyframe() {}
        });
    }

    private final class Room implements RtpListener {

        @Override
        public void rtp(RtpPacket packet, long arrival) {
            H224Frame frame = H224Frame.parse(
                    Unpooled.wrappedBuffer(packet.getBuffer(), packet.payloadAt(), packet.payloadLength()));
            if (frame.client().equals(ClientId.CAMERA)) {
                heard.add(CameraMessage.parse(frame.data()));
            }
        }

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void lost(String reason) {}
    }
}
