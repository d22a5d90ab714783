package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.rtp.BitrateTuple;
import org.courtbridge.codecs.rtp.Goodbye;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.TemporaryBitrateNotification;
import org.courtbridge.codecs.rtp.TemporaryBitrateRequest;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rooms that limit what they are sent, and are limited, by TMMBR (RFC 5104). */
class TemporaryBitrateTest {

    private static final long OWNER = 0xFFFF_FFF0L;
    private static final long USUAL = 2_500_000;

    private final Camera camera = Camera.grainy();
    private final PictureHearing hearing = new PictureHearing(2);
    private final PictureParty room = limiting("A");
    private final PictureParty other = limiting("B");
    private final PictureParty phone = hearing.browser("C", 1);

    @AfterEach
    void close() {
        hearing.close();
        camera.close();
    }

    @Test
    void aRoomIsSentNoMoreThanItAsksFor() {
        hearing.admit(room, other, phone);
        camera.film(hearing, room, 45);

        ask(other, 300_000);
        camera.film(hearing, room, 45);
        forget(other, phone);
        other.transport.arrive(new PictureLossIndication(1, other.sentSsrc(0)), hearing.now());
        camera.film(hearing, room, 30);

        var seen = Camera.decode(other.received(0), new H264Depacketizer(), PictureDecoder.h264());
        assertThat(seen.getLast().width()).isLessThan(Camera.WIDTH);
        // A second of pictures, with the octets of their headers.
        assertThat(other.received(0).stream()
                        .mapToLong(packet -> packet.getLength() + 28)
                        .sum())
                .isLessThan(300_000 / 8);
        assertThat(octets(phone)).isGreaterThan(3 * octets(other));

        ask(other, 8_000_000);
        camera.film(hearing, room, 45);
        forget(other, phone);
        camera.film(hearing, room, 10);
        assertThat(octets(other)).isEqualTo(octets(phone));
    }

    @Test
    void theSmallerOfBothLimitsHolds() {
        hearing.admit(room, other);
        camera.film(hearing, room, 45);
        ask(other, 8_000_000);
        other.transport.arrive(new MaximumBitrate(1, 380_000, List.of(other.sentSsrc(0))), hearing.now());
        hearing.later(300);
        camera.film(hearing, room, 45);
        forget(other);
        camera.film(hearing, room, 30);

        assertThat(octets(other)).isBetween(1L, 380_000L / 8);
    }

    @Test
    void eachRequestIsAnsweredWithWhatHolds() {
        hearing.admit(room, other);
        ask(other, 512_000);
        assertThat(answers(other))
                .containsExactly(new TemporaryBitrateNotification(
                        other.sentSsrc(0), List.of(new BitrateTuple(OWNER, 512_000, 40))));

        request(other, OWNER, other.sentSsrc(0), 512_000);
        assertThat(answers(other)).as("a repetition too").hasSize(2);

        request(other, 7, other.sentSsrc(0), 256_000);
        assertThat(answers(other).getLast().tuples()).containsExactly(new BitrateTuple(7, 256_000, 40));

        request(other, 7, other.sentSsrc(0), 1_024_000);
        assertThat(answers(other).getLast().tuples())
                .as("the first one's limit holds again")
                .containsExactly(new BitrateTuple(OWNER, 512_000, 40));
    }

    @Test
    void anOldRoomNeedNotNameTheStream() {
        hearing.admit(room, other);
        request(other, OWNER, 0, 512_000);
        assertThat(answers(other)).hasSize(1);
        request(phoneIn(), OWNER, 0, 512_000);
        assertThat(answers(phone)).isEmpty();
    }

    private PictureParty phoneIn() {
        hearing.admit(room, other, phone);
        return phone;
    }

    @Test
    void whoIsGoneLimitsNothing() {
        hearing.admit(room, other);
        request(other, 7, other.sentSsrc(0), 100_000);
        request(other, OWNER, other.sentSsrc(0), 512_000);
        other.transport.arrive(new Goodbye(List.of(7L), ""), hearing.now());
        request(other, OWNER, other.sentSsrc(0), 400_000);
        assertThat(answers(other).getLast().tuples()).containsExactly(new BitrateTuple(OWNER, 400_000, 40));
    }

    @Test
    void whoeverAsksWithEverOtherNamesIsRememberedWithFew() {
        hearing.admit(room, other);
        for (int owner = 1; owner <= 9; owner++) {
            request(other, owner, other.sentSsrc(0), 100_000L * owner);
        }
        assertThat(answers(other).getLast().tuples())
                .as("the first of nine is forgotten")
                .containsExactly(new BitrateTuple(2, 200_000, 40));
    }

    @Test
    void aRoomThatOnlyNarrowLinesSeeIsAskedToSendLessUntilItSaysThatItDoes() {
        hearing.admit(room, phone);
        camera.film(hearing, room, 60);
        assertThat(requests(room)).as("there is no limit").isEmpty();

        phone.transport.arrive(new MaximumBitrate(1, 380_000, List.of(phone.sentSsrc(0))), hearing.now());
        hearing.later(300);
        camera.film(hearing, room, 90);
        assertThat(requests(room)).hasSizeGreaterThanOrEqualTo(2);
        BitrateTuple asked = requests(room).getLast().tuples().getFirst();
        assertThat(asked.ssrc()).isEqualTo(room.ssrc);
        // Of the line, 80 kbit/s are for sound, 6 % for headers, and 85 % of the rest are asked for.
        assertThat(asked.bitrate()).isBetween(239_698L, 239_700L);

        long us = requests(room).getLast().senderSsrc();
        notify(asked.bitrate() * 2, us);
        forget(room);
        camera.film(hearing, room, 60);
        assertThat(requests(room)).as("something else was heeded").isNotEmpty();

        notify(asked.bitrate(), us);
        forget(room);
        camera.film(hearing, room, 60);
        assertThat(requests(room)).as("it was heeded").isEmpty();

        phone.transport.arrive(new MaximumBitrate(1, 6_000_000, List.of(phone.sentSsrc(0))), hearing.now());
        hearing.later(300);
        camera.film(hearing, room, 60);
        assertThat(requests(room).getLast().tuples().getFirst().bitrate()).isBetween(USUAL - 20, USUAL);
    }

    @Test
    void aLowerLimitOfSomebodyElsesIsAsGood() {
        PictureParty narrow = hearing.room("D");
        narrow.bitrate = 512_000;
        hearing.admit(room, narrow);
        room.sendKeyframe(hearing.now());
        hearing.later(1_100);
        assertThat(requests(room))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.tuples()).containsExactly(new BitrateTuple(room.ssrc, 512_000, 40)));
        notify(400_000, 99);
        forget(room);
        hearing.later(2_000);
        assertThat(requests(room)).isEmpty();
        notify(600_000, 99);
        hearing.later(1_100);
        assertThat(requests(room)).hasSize(1);
    }

    @Test
    void whoDoesNotKnowItIsNotAsked() {
        PictureParty simple = hearing.room("E");
        PictureParty narrow = hearing.room("D");
        narrow.bitrate = 512_000;
        hearing.admit(simple, narrow);
        simple.sendKeyframe(hearing.now());
        hearing.later(2_100);
        assertThat(requests(simple)).isEmpty();
    }

    private PictureParty limiting(String name) {
        return new PictureParty(
                name,
                Leg.Kind.ROOM,
                hearing.room(name).transport.loop(),
                1,
                H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 31, 1),
                List.of(KeyframeRequestMethod.PLI),
                Set.of(Feedback.PLI, Feedback.TMMBR));
    }

    private void ask(PictureParty party, long bitrate) {
        request(party, OWNER, party.sentSsrc(0), bitrate);
        hearing.later(300);
    }

    private void request(PictureParty party, long owner, long ssrc, long bitrate) {
        party.transport.arrive(
                new TemporaryBitrateRequest(owner, List.of(new BitrateTuple(ssrc, bitrate, 40))), hearing.now());
        hearing.run();
    }

    /** The room says which limit it heeds. */
    private void notify(long bitrate, long owner) {
        room.transport.arrive(
                new TemporaryBitrateNotification(room.ssrc, List.of(new BitrateTuple(owner, bitrate, 40))),
                hearing.now());
    }

    private static List<TemporaryBitrateNotification> answers(PictureParty party) {
        return party.transport.rtcp(TemporaryBitrateNotification.class);
    }

    private static List<TemporaryBitrateRequest> requests(PictureParty party) {
        return party.transport.rtcp(TemporaryBitrateRequest.class);
    }

    private static void forget(PictureParty... parties) {
        for (PictureParty party : parties) {
            party.transport.forget();
        }
    }

    private static long octets(PictureParty party) {
        return party.received(0).stream().mapToLong(RtpPacket::payloadLength).sum();
    }
}
