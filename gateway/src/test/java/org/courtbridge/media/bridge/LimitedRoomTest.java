package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.rtp.MaximumBitrate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rooms that want less than before, and rooms that are told to send less. */
@Tag("slow")
class LimitedRoomTest {

    /** Baseline, level 1.3, which ends at 352×288. */
    private static final PictureFormat CIF = H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 0);

    private final Camera camera = Camera.grainy();
    private PictureHearing hearing = new PictureHearing(2);

    @AfterEach
    void close() {
        hearing.close();
        camera.close();
    }

    /** bit/s that the party is sent in the next second. */
    private long bitsOfNextSecond(PictureParty from, PictureParty to) {
        to.transport.forget();
        camera.film(hearing, from, 30);
        return 8L
                * to.received(0).stream()
                        .mapToInt(packet -> packet.payloadLength())
                        .sum();
    }

    private void wants(PictureParty party, long bitrate) {
        party.bitrate = bitrate;
        hearing.bridge.renegotiated(party.id(), party.media());
        hearing.run();
    }

    @Test
    void aRoomThatWantsLessThanComesIsSentLessWithinThreeSecondsAndAllAgain() {
        PictureParty from = hearing.room("A");
        PictureParty to = hearing.room("B");
        hearing.admit(from, to);
        camera.film(hearing, from, 45);
        assertThat(bitsOfNextSecond(from, to)).isGreaterThan(1_000_000);

        wants(to, 300_000);
        camera.film(hearing, from, 90);
        assertThat(bitsOfNextSecond(from, to)).isBetween(50_000L, 400_000L);

        wants(to, Long.MAX_VALUE);
        camera.film(hearing, from, 60);
        assertThat(bitsOfNextSecond(from, to)).isGreaterThan(1_000_000);
    }

    @Test
    void whatIsCodedAnewForARoomFollowsWhatItWants() {
        PictureParty from = hearing.room("A");
        PictureParty to = hearing.room("B", CIF);
        hearing.admit(from, to);
        camera.film(hearing, from, 45);
        long before = bitsOfNextSecond(from, to);
        assertThat(before).isGreaterThan(200_000);

        wants(to, 100_000);
        camera.film(hearing, from, 90);
        assertThat(bitsOfNextSecond(from, to)).isBetween(20_000L, 140_000L);

        wants(to, Long.MAX_VALUE);
        camera.film(hearing, from, 90);
        assertThat(bitsOfNextSecond(from, to)).isGreaterThan(before / 2);
    }

    @Test
    void withoutAPlaceToCodeAnewARoomIsSentMoreThanItWantsRatherThanNothing() {
        hearing.close();
        hearing = new PictureHearing(0);
        PictureParty from = hearing.room("A");
        PictureParty to = hearing.room("B");
        hearing.admit(from, to);
        wants(to, 300_000);
        camera.film(hearing, from, 90);
        assertThat(bitsOfNextSecond(from, to)).isGreaterThan(1_000_000);
        assertThat(hearing.statistics(to).blocked()).isEmpty();
    }

    @Test
    void aRoomIsToldWhatItsPictureTakesAndWhatIsOfUse() {
        PictureParty from = hearing.room("A");
        PictureParty to = hearing.room("B");
        from.takesLimits = true;
        hearing.admit(from, to);
        camera.film(hearing, from, 90);
        assertThat(from.rates.getLast().bits()).isBetween(1_000_000L, 2_500_000L);
        // What a decoder of level 3.1 takes.
        assertThat(from.rates.getLast().useful()).isEqualTo(14_000_000);

        wants(to, 1_400_000);
        camera.film(hearing, from, 60);
        assertThat(from.rates.getLast().useful()).isBetween(1_000_000L, 1_400_000L);

        wants(to, Long.MAX_VALUE);
        camera.film(hearing, from, 60);
        assertThat(from.rates.getLast().useful()).isEqualTo(14_000_000);
        assertThat(from.rates).hasSizeBetween(5, 8);
    }

    @Test
    void whatTheOnlyLineThatShowsARoomCannotCarryIsOfNoUse() {
        PictureParty from = hearing.room("A");
        PictureParty phone = hearing.browser("B", 1);
        from.takesLimits = true;
        hearing.admit(from, phone);
        camera.film(hearing, from, 60);

        phone.transport.arrive(new MaximumBitrate(1, 400_000, List.of(phone.sentSsrc(0))), hearing.now());
        camera.film(hearing, from, 90);
        assertThat(from.rates.getLast().useful()).isBetween(SourceCeilings.LEAST, 400_000L);

        phone.transport.arrive(new MaximumBitrate(1, 5_000_000, List.of(phone.sentSsrc(0))), hearing.now());
        camera.film(hearing, from, 60);
        assertThat(from.rates.getLast().useful()).isGreaterThan(5_000_000);
    }

    @Test
    void aRoomThatTakesNoLimitsIsToldNothing() {
        PictureParty from = hearing.room("A");
        PictureParty to = hearing.room("B");
        hearing.admit(from, to);
        wants(to, 300_000);
        camera.film(hearing, from, 60);
        assertThat(from.rates).isEmpty();
    }
}
