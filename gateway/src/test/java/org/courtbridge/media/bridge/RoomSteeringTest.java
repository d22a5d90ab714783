package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.courtbridge.codecs.h224.CameraControl;
import org.courtbridge.codecs.h224.CameraMessage;
import org.courtbridge.codecs.h224.CameraMove;
import org.courtbridge.codecs.h224.ClientId;
import org.courtbridge.codecs.h224.H224Frame;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.LegMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rooms that move the cameras of those whom they see, through a whole bridge. */
class RoomSteeringTest {

    private static final CameraMove LEFT = CameraMove.of(CameraMove.Pan.LEFT);
    private static final int PAYLOAD_TYPE = 100;

    private final PictureHearing hearing = new PictureHearing();
    private final PictureParty room = hearing.room("A");
    private final PictureParty second = hearing.room("B");
    private final PictureParty third = hearing.room("C");
    private final Link roomLink = new Link(room);
    private final Link secondLink = new Link(second);
    private final Link thirdLink = new Link(third);

    @AfterEach
    void close() {
        hearing.close();
    }

    /** A room's line of camera control. */
    private final class Link {

        private final SimulatedTransport transport;
        private final CameraControl control = new CameraControl();
        private int sequence;

        Link(PictureParty party) {
            transport = new SimulatedTransport(party.transport.loop());
            LegMedia media = party.media();
            hearing.bridge.attach(
                    party,
                    "Room " + party.id(),
                    new LegMedia(
                            Optional.empty(),
                            Optional.empty(),
                            media.receivedVideo(),
                            media.sentVideos(),
                            List.of(),
                            Optional.of(new LegMedia.Camera(
                                    transport,
                                    1,
                                    OptionalInt.of(PAYLOAD_TYPE),
                                    OptionalInt.of(PAYLOAD_TYPE),
                                    false,
                                    false)),
                            Optional.empty()));
            hearing.run();
        }

        void move(CameraMove move) {
            Instant now = Instant.EPOCH.plusNanos(hearing.now());
            control.move(move, now, Duration.ofMinutes(1)).forEach(message -> arrive(message.frame()));
            hearing.run();
        }

        private void arrive(H224Frame frame) {
            ByteBuf bytes = Unpooled.buffer(64);
            bytes.writeByte(0x80).writeZero(RtpPacket.FIXED_HEADER - 1);
            frame.write(bytes);
            RtpPacket packet = new RtpPacket();
            packet.wrap(bytes.array(), 0, bytes.readableBytes());
            packet.payloadType(PAYLOAD_TYPE);
            packet.sequenceNumber(sequence++);
            transport.arrive(packet, hearing.now());
        }

        /** What its camera was told. */
        List<CameraMessage> told() {
            List<CameraMessage> told = new ArrayList<>();
            for (RtpPacket packet : transport.packets()) {
                H224Frame frame = H224Frame.parse(
                        Unpooled.wrappedBuffer(packet.getBuffer(), packet.payloadAt(), packet.payloadLength()));
                if (frame.client().equals(ClientId.CAMERA)) {
                    told.add(CameraMessage.parse(frame.data()));
                }
            }
            return told;
        }
    }

    private void let(boolean steering) {
        hearing.bridge.policy(new Bridge.Policy(
                Set.of(room.id(), second.id(), third.id()),
                Set.of(),
                Optional.empty(),
                Bridge.Policy.View.NONE,
                steering,
                true));
        hearing.run();
    }

    private void sees(PictureParty speaker) {
        hearing.bridge.activeSpeaker(speaker.id());
        hearing.run();
    }

    @Test
    void aRoomMovesTheCameraOfWhomItSees() {
        let(true);
        sees(second);
        roomLink.move(LEFT);
        assertThat(secondLink.told())
                .containsExactly(new CameraMessage.StartAction(LEFT, CameraMessage.LONGEST_TIMEOUT));
        sees(third);
        roomLink.move(CameraMove.NONE);
        assertThat(secondLink.told()).endsWith(new CameraMessage.StopAction(LEFT));
        assertThat(thirdLink.told()).isEmpty();
        assertThat(roomLink.told()).isEmpty();
    }

    @Test
    void itMovesNoneWhereTheHearingDoesNotAllowIt() {
        let(false);
        sees(second);
        roomLink.move(LEFT);
        assertThat(secondLink.told()).isEmpty();
    }

    @Test
    void whatMovesStandsStillWhenItIsForbidden() {
        let(true);
        sees(second);
        roomLink.move(LEFT);
        let(false);
        assertThat(secondLink.told()).hasSize(2).endsWith(new CameraMessage.StopAction(LEFT));
    }

    @Test
    void whatMovesStandsStillWhenWhoMovesItIsGone() {
        let(true);
        sees(second);
        roomLink.move(LEFT);
        hearing.bridge.detach(room.id());
        hearing.run();
        assertThat(secondLink.told()).hasSize(2).endsWith(new CameraMessage.StopAction(LEFT));
    }
}
