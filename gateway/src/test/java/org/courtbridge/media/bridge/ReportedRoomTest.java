package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.rtp.ApplicationDefined;
import org.courtbridge.codecs.rtp.NtpTime;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.ReceiverReport;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SenderReport;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rooms that tell nothing of what they are sent but receiver reports. */
@Tag("slow")
class ReportedRoomTest {

    private static final long SECOND = 1_000_000_000;

    private final Camera camera = Camera.grainy();
    private final PictureHearing hearing = new PictureHearing(2);
    private final PictureParty seen = hearing.room("A");
    private final PictureParty old = old(Set.of());
    private int lost;

    @AfterEach
    void close() {
        hearing.close();
        camera.close();
    }

    private PictureParty old(Set<Feedback> feedback) {
        return new PictureParty(
                "B",
                Leg.Kind.ROOM,
                hearing.room("B").transport.loop(),
                1,
                H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 31, 1),
                List.of(KeyframeRequestMethod.PLI),
                feedback);
    }

    @Test
    void itSeesASmallerPictureWhenItLosesMuchAndAllAgainWhenATrainGetsThrough() {
        hearing.admit(seen, old);
        camera.film(hearing, seen, 60);
        report(old, 0, 0.04);
        camera.film(hearing, seen, 30);
        report(old, 0, 0.04);

        camera.film(hearing, seen, 30);
        report(old, 0.7, 0.3);
        camera.film(hearing, seen, 45);
        report(old, 0, 0.2);
        old.transport.forget();
        old.transport.arrive(new PictureLossIndication(1, old.sentSsrc(0)), hearing.now());
        camera.film(hearing, seen, 30);
        assertThat(widthOfLast()).isBetween(1, Camera.WIDTH - 1);
        assertThat(bitsOfLastSecond()).isLessThan(600_000);
        assertThat(old.transport.rtcp(ApplicationDefined.class)).as("a train").hasSizeGreaterThan(3);

        for (int second = 0; second < 4; second++) {
            report(old, 0, 0.04);
            camera.film(hearing, seen, 30);
        }
        old.transport.forget();
        camera.film(hearing, seen, 30);
        assertThat(bitsOfLastSecond()).isGreaterThan(1_000_000);
    }

    @Test
    void itSeesAllAgainBeforeItReportsIfItAnswersWhatSignallingAsks() {
        hearing.admit(seen, old);
        camera.film(hearing, seen, 60);
        report(old, 0, 0.04);
        camera.film(hearing, seen, 30);
        report(old, 0, 0.04);
        camera.film(hearing, seen, 30);
        report(old, 0.7, 0.04);
        camera.film(hearing, seen, 5);
        old.transport.forget();
        camera.film(hearing, seen, 30);
        assertThat(bitsOfLastSecond()).as("without an answer").isLessThan(600_000);

        for (int picture = 0; picture < 120; picture++) {
            old.answerEchoes();
            camera.film(hearing, seen, 1);
        }
        assertThat(old.transport.rtcp(ApplicationDefined.class)).as("a train").hasSizeGreaterThan(3);
        old.transport.forget();
        camera.film(hearing, seen, 30);
        assertThat(bitsOfLastSecond()).isGreaterThan(1_000_000);
    }

    @Test
    void whatItLosesBringsAKeyframeIfItAsksForNoneByItself() {
        hearing.admit(seen, old);
        camera.film(hearing, seen, 60);
        report(old, 0, 0.04);
        int before = Camera.requests(seen);
        camera.film(hearing, seen, 30);
        report(old, 0.03, 0.04);
        camera.film(hearing, seen, 3);
        assertThat(Camera.requests(seen)).isEqualTo(before + 1);

        for (int i = 0; i < 8; i++) {
            report(old, 0.03, 0.04);
            camera.film(hearing, seen, 15);
        }
        assertThat(Camera.requests(seen)).as("one in two seconds at the most").isBetween(before + 2, before + 4);

        old.transport.arrive(new PictureLossIndication(1, old.sentSsrc(0)), hearing.now());
        camera.film(hearing, seen, 30);
        int asked = Camera.requests(seen);
        for (int i = 0; i < 8; i++) {
            report(old, 0.03, 0.04);
            camera.film(hearing, seen, 15);
        }
        assertThat(Camera.requests(seen)).as("it asks by itself").isEqualTo(asked);
    }

    @Test
    void whoAgreedToSayWhatItLacksIsLeftToDoSo() {
        PictureParty modern = old(Set.of(Feedback.NACK));
        hearing.admit(seen, modern);
        camera.film(hearing, seen, 60);
        report(modern, 0, 0.04);
        int before = Camera.requests(seen);
        camera.film(hearing, seen, 30);
        report(modern, 0.05, 0.04);
        camera.film(hearing, seen, 30);
        assertThat(Camera.requests(seen)).isEqualTo(before);
    }

    @Test
    void whatIsAskedForWhileAKeyframeIsUnderWayIsAnsweredByThat() {
        PictureParty modern = old(Set.of(Feedback.PLI));
        hearing.admit(seen, modern);
        camera.film(hearing, seen, 60);
        report(modern, 0, 0.2);
        int before = Camera.requests(seen);
        asks(modern);
        camera.film(hearing, seen, 4);
        assertThat(Camera.requests(seen)).isEqualTo(before + 1);

        asks(modern);
        camera.film(hearing, seen, 30);
        assertThat(Camera.requests(seen)).as("a tenth of a second later").isEqualTo(before + 1);

        asks(modern);
        camera.film(hearing, seen, 2);
        assertThat(Camera.requests(seen)).as("having seen it").isEqualTo(before + 2);
    }

    private void asks(PictureParty party) {
        party.transport.arrive(new PictureLossIndication(1, party.sentSsrc(0)), hearing.now());
        hearing.run();
    }

    private long bitsOfLastSecond() {
        return 8L * old.received(0).stream().mapToInt(RtpPacket::payloadLength).sum();
    }

    private int widthOfLast() {
        return Camera.decode(old.received(0), new H264Depacketizer(), PictureDecoder.h264())
                .getLast()
                .width();
    }

    private int expected = -1;

    /**
     * Reports of all that it was sent until now.
     *
     * @param share that it lost since the report before
     * @param roundTrip seconds
     */
    private void report(PictureParty party, double share, double roundTrip) {
        int highest = party.received(0).getLast().sequenceNumber();
        lost += expected < 0 ? 0 : (int) Math.round(share * (highest - expected));
        expected = highest;
        long last = NtpTime.middle(
                party.transport.rtcp(SenderReport.class).getLast().ntpTime());
        long now = NtpTime.middle(NtpTime.of(hearing.wall()));
        long delay = Math.max(0, now - last - NtpTime.toShort((long) (roundTrip * SECOND)));
        party.transport.arrive(
                new ReceiverReport(1, List.of(new ReportBlock(party.sentSsrc(0), 0, lost, highest, 0, last, delay))),
                hearing.now());
        hearing.run();
    }
}
