package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.rtp.GenericNack;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.Retransmission;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of forwarded pictures with the faults of real networks and devices. */
class PicturesAsTheyComeTest {

    private final PictureHearing hearing = new PictureHearing();

    @AfterEach
    void close() {
        hearing.close();
    }

    @Test
    void whatTheSourceLosesIsNotLostOnTheWayToTheReceiver() {
        PictureParty phone = hearing.browser("A", 1);
        PictureParty room = hearing.room("B");
        hearing.admit(phone, room);
        phone.sendKeyframe(hearing.now());
        hearing.later(1100);
        report(room, 0);
        for (int i = 0; i < 40; i++) {
            phone.sendPicture(hearing.now());
            if (i < 4) {
                phone.sequence++;
            }
        }
        hearing.later(1100);
        report(room, 4);
        hearing.later(1100);
        report(room, 4);
        hearing.later(1100);
        assertThat(hearing.stream(phone, Direction.RECEIVED).network().lost()).isEqualTo(4);
        assertThat(hearing.stream(phone, Direction.RECEIVED).network().recentLoss())
                .isCloseTo(100.0 * 4 / 44, within(0.01));
        assertThat(hearing.stream(room, Direction.SENT).network().lost()).isZero();
        assertThat(hearing.stream(room, Direction.SENT).network().recentLoss()).isZero();

        report(room, 10);
        hearing.later(1100);
        report(room, 10);
        hearing.later(1100);
        assertThat(hearing.stream(room, Direction.SENT).network().lost()).isEqualTo(6);
        hearing.later(15_000);
        report(room, 10);
        hearing.later(11_000);
        report(room, 10);
        hearing.later(1100);
        assertThat(hearing.stream(phone, Direction.RECEIVED).network().recentLoss())
                .isZero();
        assertThat(hearing.stream(room, Direction.SENT).network().recentLoss()).isZero();
        assertThat(hearing.stream(room, Direction.SENT).network().lost()).isEqualTo(6);
    }

    private void report(PictureParty room, int lost) {
        RtpPacket last = room.transport.packets().getLast();
        room.transport.arrive(
                new ReceiverReport(
                        1, List.of(new ReportBlock(room.sentSsrc(0), 0, lost, last.sequenceNumber(), 0, 0, 0))),
                hearing.now());
    }

    /** A keyframe that comes while a browser still shakes hands would be lost, and the next one is half a second away. */
    @Test
    void asksForAKeyframeWhenThereIsAWayToTheReceiver() {
        PictureParty room = hearing.room("A");
        PictureParty phone = hearing.browser("B", 1);
        phone.transport.ready(false);
        hearing.admit(room, phone);
        room.sendPicture(hearing.now());
        room.sendKeyframe(hearing.now());
        room.sendPicture(hearing.now());
        assertThat(room.transport.rtcp(PictureLossIndication.class)).isEmpty();

        phone.transport.ready(true);
        assertThat(room.transport.rtcp(PictureLossIndication.class)).hasSize(1);
        assertThat(phone.seen(0)).isEmpty();
        room.sendKeyframe(hearing.now());
        room.sendPicture(hearing.now());
        assertThat(phone.seen(0)).isEqualTo("AA");
        assertThat(room.transport.rtcp(PictureLossIndication.class)).hasSize(1);
    }

    @Test
    void goesOnWithAKeyframeWhenTheWayToTheReceiverIsBack() {
        PictureParty room = hearing.room("A");
        PictureParty phone = hearing.browser("B", 1);
        hearing.admit(room, phone);
        room.sendKeyframe(hearing.now());
        room.sendPicture(hearing.now());
        int asked = room.transport.rtcp(PictureLossIndication.class).size();

        phone.transport.ready(false);
        room.sendPicture(hearing.now());
        phone.transport.ready(true);
        assertThat(room.transport.rtcp(PictureLossIndication.class)).hasSize(asked + 1);
        room.sendPicture(hearing.now());
        assertThat(phone.seen(0)).isEqualTo("AA");
        room.sendKeyframe(hearing.now());
        room.sendPicture(hearing.now());
        assertThat(phone.seen(0)).isEqualTo("AAAA");
    }

    /** A room's transport does not say that its DTLS is done. */
    @Test
    void beginsWithAKeyframeForAReceiverWhoseKeysComeUntold() {
        PictureParty phone = hearing.browser("A", 1);
        PictureParty room = hearing.room("B");
        room.transport.readyUntold(false);
        hearing.admit(phone, room);
        phone.sendKeyframe(hearing.now());
        phone.sendPicture(hearing.now());
        hearing.later(100);
        assertThat(phone.transport.rtcp(PictureLossIndication.class)).isEmpty();

        room.transport.readyUntold(true);
        hearing.later(100);
        assertThat(phone.transport.rtcp(PictureLossIndication.class)).hasSize(1);
        phone.sendPicture(hearing.now());
        assertThat(room.seen(0)).isEmpty();
        phone.sendKeyframe(hearing.now());
        assertThat(room.seen(0)).isEqualTo("A");
    }

    @Test
    void repetitionsOfWhatWasNotLostGoNoFurther() {
        PictureParty phone = hearing.browser("A", 1);
        PictureParty room = hearing.room("B");
        hearing.admit(phone, room);
        phone.sendKeyframe(hearing.now());
        phone.sendPicture(hearing.now());
        assertThat(room.seen(0)).isEqualTo("AA");

        repeatLast(phone, 1);
        assertThat(room.seen(0)).as("a probe").isEqualTo("AA");

        int missing = phone.sequence;
        phone.sequence++;
        phone.sendPicture(hearing.now());
        hearing.later(60);
        assertThat(phone.transport.rtcp(GenericNack.class).getFirst().lost()).containsExactly(missing);
        phone.sequence = missing;
        phone.timestamp -= 3000;
        repeatLast(phone, 0);
        assertThat(room.seen(0)).as("what was missing").isEqualTo("AAAA");
        phone.sequence = missing;
        repeatLast(phone, 0);
        assertThat(room.seen(0)).as("what was missing, once more").isEqualTo("AAAA");
    }

    /** Sends a slice in the stream of repetitions. */
    private void repeatLast(PictureParty party, int back) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 500];
        bytes[0] = (byte) 0x80;
        bytes[RtpPacket.FIXED_HEADER] = 0x41;
        bytes[RtpPacket.FIXED_HEADER + 2] = (byte) party.id().value().charAt(0);
        RtpPacket original = new RtpPacket().wrap(bytes, 0, bytes.length);
        original.payloadType(PictureParty.PAYLOAD_TYPE);
        original.sequenceNumber(party.sequence - back & 0xFFFF);
        original.timestamp(party.timestamp);
        byte[] repetition = new byte[bytes.length + 2];
        int length = Retransmission.pack(original, repetition, PictureParty.REPEATS, 77, 5);
        party.transport.arrive(new RtpPacket().wrap(repetition, 0, length), hearing.now());
    }

    @Test
    void aSourceThatBeginsItsNumbersAnewIsSeenFromItsNextKeyframe() {
        PictureParty a = hearing.room("A");
        PictureParty b = hearing.room("B");
        hearing.admit(a, b);
        a.sendKeyframe(hearing.now());
        a.sendPicture(hearing.now());
        hearing.later(1000);
        a.transport.forget();

        a.sequence = a.sequence - 20_000 & 0xFFFF;
        a.timestamp = 12;
        a.sendPicture(hearing.now());
        a.sendPicture(hearing.now());
        hearing.later(100);
        assertThat(a.transport.rtcp(PictureLossIndication.class)).isNotEmpty();
        assertThat(b.seen(0)).isEqualTo("AA");
        a.sendKeyframe(hearing.now());
        a.sendPicture(hearing.now());
        assertThat(b.seen(0)).isEqualTo("AAAA");
        assertThatStreamIsOne(b);
        hearing.later(2200);
        assertThat(hearing.stream(a, Direction.RECEIVED).network().lost()).isZero();
    }

    /** RFC 3550, appendix A.1. */
    @Test
    void aForgedPacketOfAnotherSourceChangesNothing() {
        PictureParty a = hearing.room("A");
        PictureParty b = hearing.room("B");
        hearing.admit(a, b);
        a.sendKeyframe(hearing.now());
        a.sendPicture(hearing.now());
        hearing.later(1000);
        a.transport.forget();
        long genuine = a.ssrc;
        int sequence = a.sequence;
        for (int i = 0; i < 5; i++) {
            a.ssrc = 4_000_000_000L + i % 2;
            a.sequence = sequence + 1_000 & 0xFFFF;
            a.sendKeyframeUnit(hearing.now());
            a.ssrc = genuine;
            a.sequence = sequence++ & 0xFFFF;
            a.sendPicture(hearing.now());
        }
        assertThat(b.seen(0)).isEqualTo("AA" + "A".repeat(5));
        assertThatStreamIsOne(b);
        hearing.later(1100);
        assertThat(a.transport.rtcp(PictureLossIndication.class)).isEmpty();
        assertThat(hearing.stream(a, Direction.RECEIVED).traffic().packets()).isEqualTo(4 + 5);
        assertThat(hearing.stream(a, Direction.RECEIVED).network().lost()).isZero();
    }

    /** Its keyframe begins with the packet that is only believed when the next one comes. */
    @Test
    void anotherSourceIsSeenFromItsFirstPacketOn() {
        PictureParty a = hearing.room("A");
        PictureParty b = hearing.room("B");
        hearing.admit(a, b);
        a.sendKeyframe(hearing.now());
        a.sendPicture(hearing.now());
        a.ssrc++;
        a.sequence = a.sequence + 20_000 & 0xFFFF;
        a.sendKeyframeUnit(hearing.now());
        assertThat(b.seen(0)).isEqualTo("AA");
        a.sendPicture(hearing.now());
        assertThat(b.seen(0)).isEqualTo("AAAA");
        assertThatStreamIsOne(b);
    }

    @Test
    void anotherSsrcWithNumbersNearTheOldOnesIsNoLoss() {
        PictureParty a = hearing.room("A");
        PictureParty b = hearing.room("B");
        hearing.admit(a, b);
        a.sendKeyframe(hearing.now());
        a.sendPicture(hearing.now());
        a.ssrc++;
        a.sequence = a.sequence + 900 & 0xFFFF;
        a.sendKeyframe(hearing.now());
        a.sendPicture(hearing.now());
        hearing.later(2200);
        assertThat(b.seen(0)).isEqualTo("AAAA");
        assertThat(hearing.stream(a, Direction.RECEIVED).network().lost()).isZero();
        assertThat(hearing.stream(a, Direction.RECEIVED).network().recentLoss()).isZero();
        assertThatStreamIsOne(b);
    }

    @Test
    void whatAPartyCannotBeShownIsSaidWithTheReason() {
        PictureParty small = hearing.room("A", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 1));
        PictureParty b = hearing.room("B");
        hearing.admit(small, b);
        assertThat(hearing.statistics(small).blocked())
                .as("before the first picture")
                .isEmpty();
        b.sendKeyframe(hearing.now());
        hearing.run();
        assertThat(hearing.statistics(small).blocked())
                .as("nothing is coded here")
                .containsExactly(new LegStatistics.BlockedPicture(b.id(), "Party B", PictureMisfit.processor(100, 85)));
        assertThat(hearing.statistics(b).blocked()).isEmpty();
    }

    private static void assertThatStreamIsOne(PictureParty receiver) {
        List<RtpPacket> packets = receiver.transport.packets();
        for (int i = 1; i < packets.size(); i++) {
            RtpPacket before = packets.get(i - 1);
            assertThat(packets.get(i).sequenceNumber()).isEqualTo(before.sequenceNumber() + 1 & 0xFFFF);
            assertThat((int) (packets.get(i).timestamp() - before.timestamp())).isBetween(0, 90_000 * 60);
        }
    }

    @Test
    void aBrowserIsToldWhatTheRoomWantsAtMost() {
        PictureParty phone = hearing.browser("A", 1);
        PictureParty room = hearing.room("B");
        room.bitrate = 512_000;
        hearing.admit(phone, room);
        phone.sendKeyframe(hearing.now());
        hearing.later(1100);
        assertThat(phone.transport.rtcp(MaximumBitrate.class).getLast().bitrate())
                .isEqualTo(512_000);

        room.bitrate = 1_000_000;
        hearing.bridge.renegotiated(room.id(), room.media());
        hearing.run();
        phone.sendPicture(hearing.now());
        hearing.later(1100);
        assertThat(phone.transport.rtcp(MaximumBitrate.class).getLast().bitrate())
                .isEqualTo(1_000_000);
    }
}
