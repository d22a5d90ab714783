package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.payload.Vp8Depacketizer;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.rtp.GenericNack;
import org.courtbridge.codecs.rtp.HeaderExtensions;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.leg.Bridge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests of a phone on a narrow line: it sees what the line carries, and nobody else sees less for it. */
@Tag("slow")
class NarrowLineTest {

    private static final long USUAL = 2_500_000;
    private static final Vp8Format VP8 = new Vp8Format(PictureParty.PAYLOAD_TYPE, 30, 3_600);

    private final Camera camera = Camera.grainy();
    private final PictureHearing hearing = new PictureHearing(2);
    private final PictureParty room = hearing.room("A");
    private final PictureParty phone = hearing.browser("B", 1);
    private final PictureParty witness = hearing.browser("C", 1);

    @AfterEach
    void close() {
        hearing.close();
        camera.close();
    }

    @Test
    void itSeesASmallerPictureAndTheOthersTheSameAsBefore() {
        hearing.admit(room, phone, witness);
        camera.film(hearing, room, 45);

        limit(350_000);
        camera.film(hearing, room, 45);
        phone.transport.forget();
        witness.transport.forget();
        phone.transport.arrive(new PictureLossIndication(1, phone.sentSsrc(0)), hearing.now());
        camera.film(hearing, room, 30);

        List<I420Picture> seen = Camera.decode(phone.received(0), new H264Depacketizer(), PictureDecoder.h264());
        assertThat(seen.getLast().width()).isEqualTo(512);
        assertThat(camera.stripe(seen.getLast())).isGreaterThanOrEqualTo(camera.filmed() - 3);
        assertThat(octets(phone)).isLessThan(octets(witness) / 3);
        assertThat(witness.received(0)).hasSizeGreaterThan(100);
    }

    @Test
    void whatFloodsTheLineStopsAtOnceSoThatTheSmallerPictureGetsThrough() {
        hearing.admit(room, phone, witness);
        camera.film(hearing, room, 45);
        limit(250_000);
        phone.transport.forget();

        for (int i = 0; i < 10; i++) {
            camera.filmOne(hearing, room, false);
        }

        assertThat(phone.received(0)).as("no keyframe has come yet").isEmpty();
        assertThat(witness.received(0)).isNotEmpty();
    }

    @Test
    void whatWentBeforeASmallerPictureIsNotSentAgain() {
        hearing.admit(room, phone, witness);
        camera.film(hearing, room, 45);
        List<Integer> large = newest(20);
        limit(350_000);
        camera.film(hearing, room, 45);
        List<Integer> small = newest(2);

        assertThat(answers(large)).isZero();
        assertThat(answers(small)).isEqualTo(2);
    }

    /** Numbers of the packets that the phone received last. */
    private List<Integer> newest(int count) {
        List<RtpPacket> all = phone.received(0);
        return all.subList(all.size() - count, all.size()).stream()
                .map(RtpPacket::sequenceNumber)
                .toList();
    }

    /** How many packets it is sent that says which it lacks. */
    private int answers(List<Integer> lacking) {
        phone.transport.forget();
        phone.transport.arrive(new GenericNack(1, phone.sentSsrc(0), lacking), hearing.now());
        hearing.run();
        return phone.transport.packets().size();
    }

    @Test
    void aStillSmallerPictureNeedsNoKeyframeOfItsSource() {
        hearing.admit(room, phone, witness);
        camera.film(hearing, room, 45);
        limit(350_000);
        camera.film(hearing, room, 45);
        int asked = Camera.requests(room);
        phone.transport.forget();

        limit(200_000);
        for (int i = 0; i < 15; i++) {
            camera.filmOne(hearing, room, false);
        }

        List<I420Picture> seen = Camera.decode(phone.received(0), new H264Depacketizer(), PictureDecoder.h264());
        assertThat(seen).isNotEmpty();
        assertThat(seen.getLast().width()).isEqualTo(320);
        assertThat(camera.stripe(seen.getLast())).isGreaterThanOrEqualTo(camera.filmed() - 3);
        assertThat(Camera.requests(room)).isEqualTo(asked);
    }

    @Test
    void itSeesAllAgainWhenItsLineCarriesIt() {
        hearing.admit(room, phone, witness);
        camera.film(hearing, room, 45);
        limit(350_000);
        camera.film(hearing, room, 45);

        limit(4_000_000);
        camera.film(hearing, room, 45);
        phone.transport.forget();
        witness.transport.forget();
        camera.film(hearing, room, 10);

        assertThat(octets(phone)).isEqualTo(octets(witness));
        assertThat(hearing.hasPlace()).isTrue();
    }

    @Test
    void aBetterPictureIsShownFromItsKeyframeAndTheOtherUntilThen() {
        hearing.admit(room, phone, witness);
        camera.film(hearing, room, 45);
        limit(350_000);
        camera.film(hearing, room, 45);
        phone.transport.forget();

        limit(4_000_000);
        for (int i = 0; i < 10; i++) {
            camera.filmOne(hearing, room, false);
        }

        assertThat(phone.received(0)).as("no keyframe has come yet").isNotEmpty();
        assertThat(phone.received(0).stream().filter(RtpPacket::marker).count()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void whereNoPictureFitsItIsSaidWhy() {
        hearing.admit(room, phone, witness);
        camera.film(hearing, room, 45);

        limit(90_000);
        camera.film(hearing, room, 15);
        phone.transport.forget();
        camera.film(hearing, room, 15);

        assertThat(phone.received(0)).isEmpty();
        assertThat(hearing.statistics(phone).blocked()).singleElement().satisfies(blocked -> {
            assertThat(blocked.source()).isEqualTo(room.id());
            assertThat(blocked.misfit().limit()).isEqualTo(PictureMisfit.Limit.LINE);
            assertThat(phone.told().orElseThrow().tooWide()).containsExactly(blocked.name());
        });
        assertThat(phone.names()).isEmpty();
        assertThat(witness.names()).hasSize(1);
        assertThat(witness.told().orElseThrow().tooWide()).isEmpty();
    }

    @Test
    void whatIsSentToWhoeverReportsArrivalsIsNumbered() {
        phone.reportsArrivals = true;
        hearing.admit(room, phone);
        room.sendKeyframe(hearing.now());
        room.sendPicture(hearing.now());
        hearing.later(50);

        List<Integer> numbers = phone.received(0).stream()
                .map(packet -> HeaderExtensions.transportSequence(packet, PictureParty.TRANSPORT_CC))
                .toList();

        assertThat(numbers).isEqualTo(IntStream.range(0, 4).boxed().toList());
    }

    @Test
    void aBurstIsSentAsFastAsTheLineCarriesIt() {
        phone.reportsArrivals = true;
        hearing.admit(room, phone);
        limit(500_000);
        room.sendKeyframe(hearing.now());
        hearing.later(100);
        phone.transport.forget();

        for (int i = 0; i < 40; i++) {
            room.sendPicture(hearing.now());
        }
        hearing.run();
        int atOnce = phone.received(0).size();
        hearing.later(100);
        int soon = phone.received(0).size();
        hearing.later(400);

        assertThat(atOnce).isLessThan(4);
        // 625 kbit/s of 556 octets.
        assertThat(soon).isBetween(10, 16);
        assertThat(phone.received(0)).hasSize(40);
        assertThat(phone.received(0)).extracting(RtpPacket::sequenceNumber).isSortedAccordingTo((one, other) ->
                (short) (one - other));
    }

    @Test
    void whatWaitsOfWhoIsCutOffIsNotSent() {
        phone.reportsArrivals = true;
        hearing.admit(room, phone);
        limit(500_000);
        room.sendKeyframe(hearing.now());
        hearing.later(100);
        for (int i = 0; i < 40; i++) {
            room.sendPicture(hearing.now());
        }
        hearing.run();
        phone.transport.forget();

        hearing.bridge.policy(Bridge.Policy.of(Set.of(phone.id()), Set.of()));
        hearing.later(500);

        assertThat(phone.received(0)).isEmpty();
    }

    @Test
    void aBrowserThatOnlyNarrowLinesSeeIsAskedToSendLess() {
        PictureParty source = hearing.browser("D", 1);
        hearing.admit(source, phone);
        camera.film(hearing, source, 60);
        assertThat(asked(source)).isEqualTo(USUAL);

        limit(380_000);
        camera.film(hearing, source, 60);
        // Of the line, 80 kbit/s are for sound, 6 % for headers, and 85 % of the rest are asked for.
        assertThat(asked(source)).isEqualTo(239_700);

        hearing.admit(source, phone, witness);
        camera.film(hearing, source, 60);
        assertThat(asked(source)).as("another sees all").isEqualTo(USUAL);

        hearing.bridge.detach(witness.id());
        camera.film(hearing, source, 60);
        assertThat(asked(source)).isLessThan(240_000);

        limit(4_000_000);
        camera.film(hearing, source, 60);
        assertThat(asked(source)).as("the line carries all").isEqualTo(USUAL);
    }

    @Test
    void aLineThatIsNarrowForAMomentIsNoReasonToAskForLess() {
        PictureParty source = hearing.browser("D", 1);
        hearing.admit(source, phone);
        camera.film(hearing, source, 60);
        source.transport.forget();

        limit(380_000);
        camera.film(hearing, source, 12);
        limit(4_000_000);
        camera.film(hearing, source, 60);

        assertThat(source.transport.rtcp(MaximumBitrate.class))
                .hasSizeGreaterThan(1)
                .allSatisfy(limit -> assertThat(limit.bitrate()).isEqualTo(USUAL));
    }

    /** What a browser was last asked for, bit/s. */
    private static long asked(PictureParty source) {
        return source.transport.rtcp(MaximumBitrate.class).getLast().bitrate();
    }

    /** The phone says how many bit/s it takes, of everything. */
    /** One place, and lines that carry each another size. */
    @Test
    void whereThereIsNoPlaceForAnotherSizeNobodyTakesItFromWhoHasIt() {
        try (PictureHearing full = new PictureHearing(1)) {
            PictureParty sender = full.room("A");
            PictureParty one = viewer(full, "B");
            PictureParty other = viewer(full, "C");
            other.bitrate = 250_000;
            full.admit(sender, one);
            limit(full, one, 600_000);
            full.admit(other);
            full.let(sender, one, other);

            camera.film(full, sender, 20);

            assertThat(full.statistics(one).blocked()).isEmpty();
            assertThat(widths(one)).hasSizeGreaterThan(8).containsOnly(512);
            assertThat(full.statistics(other).blocked())
                    .extracting(blocked -> blocked.misfit().limit())
                    .containsExactly(PictureMisfit.Limit.PROCESSOR);
            assertThat(full.refusals()).isEqualTo(1);
        }
    }

    /** One place, whose only viewer's line becomes narrow. */
    @Test
    void aSmallerSizeComesInPlaceOfTheLargeOne() {
        try (PictureHearing full = new PictureHearing(1)) {
            PictureParty sender = full.room("A");
            PictureParty one = viewer(full, "B");
            full.admit(sender, one);
            camera.film(full, sender, 10);
            limit(full, one, 250_000);
            camera.film(full, sender, 20);
            one.transport.forget();
            one.transport.arrive(new PictureLossIndication(1, one.sentSsrc(0)), full.now());

            camera.film(full, sender, 20);

            assertThat(widths(one)).hasSizeGreaterThan(3).containsOnly(320);
        }
    }

    /** One place, and who comes second takes more than is made for the first. */
    @Test
    void whereThereIsNoPlaceForALargerSizeTheSmallerIsShown() {
        try (PictureHearing full = new PictureHearing(1)) {
            PictureParty sender = full.room("A");
            PictureParty one = viewer(full, "B");
            PictureParty other = viewer(full, "C");
            one.bitrate = 250_000;
            full.admit(sender, one);
            camera.film(full, sender, 10);
            full.admit(other);
            full.let(sender, one, other);

            camera.film(full, sender, 20);

            assertThat(widths(other)).hasSizeGreaterThan(5).containsOnly(512);
            assertThat(full.refusals()).isZero();
        }
    }

    /** Of VP8 alone, without a camera. */
    private static PictureParty viewer(PictureHearing hearing, String name) {
        PictureParty viewer = hearing.browser(name, 1, VP8);
        viewer.sends = false;
        return viewer;
    }

    private static List<Integer> widths(PictureParty seer) {
        return Camera.decode(seer.received(0), new Vp8Depacketizer(), PictureDecoder.vp8()).stream()
                .map(I420Picture::width)
                .toList();
    }

    private void limit(long bitsPerSecond) {
        limit(hearing, phone, bitsPerSecond);
    }

    private static void limit(PictureHearing hearing, PictureParty party, long bitsPerSecond) {
        party.transport.arrive(new MaximumBitrate(1, bitsPerSecond, List.of(party.sentSsrc(0))), hearing.now());
        hearing.later(300);
    }

    private static long octets(PictureParty party) {
        return party.received(0).stream().mapToLong(RtpPacket::payloadLength).sum();
    }
}
