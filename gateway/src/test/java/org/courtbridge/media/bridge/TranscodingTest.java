package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Packetizer;
import org.courtbridge.codecs.payload.H264Payload;
import org.courtbridge.codecs.payload.H265Format;
import org.courtbridge.codecs.payload.PayloadTraits;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Depacketizer;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.payload.Vp9Format;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.codecs.video.PixelShape;
import org.courtbridge.media.leg.Bridge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real pictures, decoded where they arrive. */
class TranscodingTest {

    /** What an old room takes: Baseline, level 1.3, which ends at 352×288. */
    private static final PictureFormat CIF = H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 0);

    /** 176×144 at 15 pictures a second. */
    private static final PictureFormat QCIF = H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 10, 0);

    private static final PictureFormat VP8 = new Vp8Format(PictureParty.PAYLOAD_TYPE, 30, 3_600);

    private final Camera camera = new Camera();
    private PictureHearing hearing = new PictureHearing(2);

    @AfterEach
    void close() {
        hearing.close();
        camera.close();
    }

    @Test
    void aRoomOfALowLevelSeesALargePictureInItsOwnSize() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty old = hearing.room("B", CIF);
        hearing.admit(phone, old);

        film(phone, 12);

        List<I420Picture> seen = Camera.decode(old.received(0), new H264Depacketizer(), PictureDecoder.h264());
        assertThat(seen).hasSizeGreaterThanOrEqualTo(9);
        I420Picture last = seen.getLast();
        assertThat(last.width()).isEqualTo(352);
        assertThat(last.height()).isEqualTo(288);
        // 16:9 in 4:3: black above and below, and all of the picture between.
        assertThat(last.lumaAt(176, 8)).isLessThan(40);
        assertThat(last.lumaAt(176, 280)).isLessThan(40);
        assertThat(camera.stripe(last)).isEqualTo(camera.filmed() - 1);
        assertThat(hearing.statistics(old).blocked()).isEmpty();
        assertThat(old.names()).containsEntry("main", "Party " + phone.id());
        assertThat(old.received(0))
                .allSatisfy(packet ->
                        assertThat(flags(packet) & PayloadTraits.FRAGMENT).isZero());
    }

    /** The pixels of H.263 and H.261 are wider than high: CIF fills a screen of 4:3. */
    @ParameterizedTest
    @CsvSource({"H263, 31, 288", "H263, 13, 264", "H261, 31, 288"})
    void aPictureOfH263IsNoNarrowerThanItsRoomShowsIt(PictureCoding coding, int levelOfReceiver, int expectedRows) {
        PictureFormat format = coding == PictureCoding.H263
                ? H263Format.parse(PictureParty.PAYLOAD_TYPE, H263Format.Form.H263, Map.of("CIF", "1"))
                : H261Format.parse(PictureParty.PAYLOAD_TYPE, Map.of("CIF", "1"));
        PictureParty old = hearing.room("A", format);
        PictureParty modern =
                hearing.room("B", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, levelOfReceiver, 1));
        hearing.admit(old, modern);

        I420Picture bright = I420Picture.black(352, 288, PixelShape.CIF);
        bright.fill(0, 0, 352, 288, 200, 128, 128);
        try (PictureEncoder encoder = coding.encoder(EncoderSettings.ofDefaultProfile(352, 288, 30, 384_000, 1_100))) {
            for (int i = 0; i < 6; i++) {
                old.sendCoded(encoder.encode(bright, i == 0), format.packetizer(1_200), hearing.now());
                hearing.run();
                hearing.coded();
                hearing.later(33);
            }
        }

        I420Picture seen = Camera.decode(modern.received(0), new H264Depacketizer(), PictureDecoder.h264())
                .getLast();
        long columns = IntStream.range(0, seen.width())
                .filter(x -> seen.lumaAt(x, seen.height() / 2) > 100)
                .count();
        long rows = IntStream.range(0, seen.height())
                .filter(y -> seen.lumaAt(seen.width() / 2, y) > 100)
                .count();
        assertThat(rows).isEqualTo(expectedRows);
        assertThat((double) columns / rows).isCloseTo(4.0 / 3, within(0.01));
    }

    /** As ffmpeg coded and packed it: what nobody takes is coded anew, and handed on to nobody. */
    @ParameterizedTest
    @ValueSource(strings = {"h265", "vp9", "h263-1998", "h264"})
    void whatARoomOfTodaySendsIsSeen(String stream) throws IOException {
        PictureFormat format = switch (stream) {
            case "h265" -> H265Format.inDecodingOrder(PictureParty.PAYLOAD_TYPE, 1, 0, 93);
            case "vp9" -> Vp9Format.parse(PictureParty.PAYLOAD_TYPE, Map.of());
            case "h264" -> H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 100, 0, 31, 1);
            default -> H263Format.parse(PictureParty.PAYLOAD_TYPE, H263Format.Form.H263_1998, Map.of());
        };
        PictureParty room = hearing.room("A", format);
        PictureParty phone = hearing.browser("B", 1);
        hearing.admit(room, phone);

        long last = -1;
        for (RtpPacket read : SpoiltStreams.recorded(stream)) {
            if (last >= 0 && read.timestamp() != last) {
                hearing.run();
                hearing.coded();
                hearing.later(66);
                room.timestamp += 6_000;
            }
            last = read.timestamp();
            int at = read.payloadAt();
            byte[] payload = Arrays.copyOfRange(read.getBuffer(), at, at + read.payloadLength());
            room.send(payload, read.marker(), hearing.now());
        }
        hearing.run();
        hearing.coded();
        hearing.run();

        List<I420Picture> seen = Camera.decode(phone.received(0), new H264Depacketizer(), PictureDecoder.h264());
        // The transcoder begins while the first picture comes, and goes on from the second key picture.
        assertThat(seen).hasSizeGreaterThanOrEqualTo(9);
        // The pixels of H.263 are wider than high.
        int width = format instanceof H263Format ? 352 : 176;
        assertThat(seen).allMatch(picture -> picture.width() == width);
        IntSummaryStatistics light = IntStream.range(0, seen.getLast().luma().length)
                .map(i -> seen.getLast().luma()[i] & 0xFF)
                .summaryStatistics();
        assertThat(light.getMax() - light.getMin()).as("contrast").isGreaterThan(150);
        assertThat(hearing.statistics(phone).blocked()).isEmpty();
    }

    /** A phone that is turned: its browser turns the pixels, and sends another size from then on. */
    @Test
    void aPhoneThatIsTurnedKeepsItsShape() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty old = hearing.room("B", CIF);
        hearing.admit(phone, old);

        bright(phone, new PictureSize(640, 360), 8);
        I420Picture wide = lastSeen(old);
        assertThat(shape(wide)).isCloseTo(16.0 / 9, within(0.03));
        bright(phone, new PictureSize(360, 640), 8);
        I420Picture upright = lastSeen(old);

        assertThat(List.of(upright.width(), upright.height()))
                .as("as large as its room takes, and as before")
                .containsExactly(wide.width(), wide.height());
        assertThat(shape(upright)).isCloseTo(9.0 / 16, within(0.03));
        assertThat(hearing.statistics(old).blocked()).isEmpty();
    }

    /** CVO, though it was not agreed: what lies on its side is turned, and handed on to nobody as it is. */
    @Test
    void aPictureThatIsSaidToLieOnItsSideIsTurned() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty modern = hearing.room("B");
        hearing.admit(phone, modern);

        phone.quarterTurns = 0;
        bright(phone, new PictureSize(640, 360), 8);
        assertThat(shape(lastSeen(modern))).isCloseTo(16.0 / 9, within(0.03));
        int before = modern.received(0).size();
        phone.quarterTurns = 1;
        bright(phone, new PictureSize(640, 360), 12);

        assertThat(modern.received(0).size()).isGreaterThan(before);
        assertThat(shape(lastSeen(modern))).isCloseTo(9.0 / 16, within(0.03));
        assertThat(hearing.statistics(modern).blocked()).isEmpty();
        phone.quarterTurns = 0;
        bright(phone, new PictureSize(640, 360), 12);
        assertThat(shape(lastSeen(modern))).as("as it comes again").isCloseTo(16.0 / 9, within(0.03));
    }

    private static I420Picture lastSeen(PictureParty viewer) {
        return Camera.decode(viewer.received(0), new H264Depacketizer(), PictureDecoder.h264())
                .getLast();
    }

    private void bright(PictureParty from, PictureSize size, int pictures) {
        I420Picture bright = I420Picture.black(size.width(), size.height());
        bright.fill(0, 0, size.width(), size.height(), 200, 128, 128);
        try (PictureEncoder encoder = PictureEncoder.h264(
                EncoderSettings.ofDefaultProfile(size.width(), size.height(), 30, 500_000, 1_100))) {
            int heeded = Camera.requests(from);
            for (int i = 0; i < pictures; i++) {
                int asked = Camera.requests(from);
                from.sendCoded(
                        encoder.encode(bright, i == 0 || asked > heeded), new H264Packetizer(1, 1_200), hearing.now());
                heeded = asked;
                hearing.run();
                hearing.coded();
                hearing.later(33);
            }
        }
    }

    /** Width for height of what is bright. */
    private static double shape(I420Picture seen) {
        long columns = IntStream.range(0, seen.width())
                .filter(x -> seen.lumaAt(x, seen.height() / 2) > 100)
                .count();
        long rows = IntStream.range(0, seen.height())
                .filter(y -> seen.lumaAt(seen.width() / 2, y) > 100)
                .count();
        return (double) columns / rows;
    }

    @Test
    void whoTakesH261AloneSeesARoom() {
        PictureParty room = hearing.room("A");
        PictureFormat format = H261Format.parse(PictureParty.PAYLOAD_TYPE, Map.of("CIF", "1"));
        PictureParty old = hearing.room("B", format);
        hearing.admit(room, old);

        film(room, 12);

        List<I420Picture> seen = Camera.decode(old.received(0), format.depacketizer(), PictureDecoder.h261());
        assertThat(seen).hasSizeGreaterThanOrEqualTo(9);
        assertThat(seen.getLast().width()).isEqualTo(352);
        assertThat(old.received(0))
                .allSatisfy(packet -> assertThat(packet.payloadLength()).isLessThanOrEqualTo(1_200));
    }

    @Test
    void whoTakesVp8AloneSeesARoom() {
        PictureParty room = hearing.room("A");
        PictureParty phone = hearing.browser("B", 1, VP8);
        hearing.admit(room, phone);

        film(room, 12);

        List<I420Picture> seen = Camera.decode(phone.received(0), new Vp8Depacketizer(), PictureDecoder.vp8());
        assertThat(seen).hasSizeGreaterThanOrEqualTo(9);
        assertThat(seen.getLast().width()).isEqualTo(Camera.WIDTH);
        assertThat(camera.stripe(seen.getLast())).isEqualTo(camera.filmed() - 1);
    }

    @Test
    void aStillThatTakesLongToDrawHoldsUpNobodysPicture() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty old = hearing.room("B", CIF);
        CountDownLatch drawing = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        AtomicBoolean waitedFor = new AtomicBoolean();
        hearing.admit(old);
        hearing.bridge.show(old.id(), (width, height) -> {
            drawing.countDown();
            waitedFor.set(!awaits(enough));
            return I420Picture.black(width, height);
        });
        hearing.later(1_000);
        assertThat(awaits(drawing)).isTrue();

        hearing.admit(phone, old);
        film(phone, 6);
        enough.countDown();

        assertThat(Camera.decode(old.received(0), new H264Depacketizer(), PictureDecoder.h264()))
                .isNotEmpty();
        assertThat(waitedFor).isFalse();
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void receiversOfOneKindShareOneCoding() {
        hearing.close();
        hearing = new PictureHearing(1);
        PictureParty phone = hearing.browser("A", 0);
        PictureParty one = hearing.room("B", CIF);
        PictureParty two = hearing.room("C", CIF);
        hearing.admit(phone, one, two);
        hearing.bridge.activeSpeaker(phone.id());
        hearing.run();

        film(phone, 6);

        assertThat(Camera.decode(one.received(0), new H264Depacketizer(), PictureDecoder.h264()))
                .isNotEmpty();
        assertThat(Camera.decode(two.received(0), new H264Depacketizer(), PictureDecoder.h264()))
                .isNotEmpty();
        assertThat(hearing.hasPlace()).isFalse();
    }

    @Test
    void withoutAPlaceItIsSaidWhyAndShownWhenOneIsFree() {
        hearing.close();
        hearing = new PictureHearing(1);
        PictureParty phone = hearing.browser("A", 0);
        PictureParty first = hearing.room("B", CIF);
        PictureParty second = hearing.room("C", QCIF);
        hearing.admit(phone, first, second);
        hearing.bridge.activeSpeaker(phone.id());
        hearing.run();

        film(phone, 3);
        PictureParty blocked = hearing.statistics(first).blocked().isEmpty() ? second : first;
        PictureParty shown = blocked == first ? second : first;
        assertThat(hearing.statistics(blocked).blocked()).hasSize(1);
        assertThat(hearing.statistics(shown).blocked()).isEmpty();

        hearing.bridge.detach(shown.id());
        hearing.run();
        // Half a second at least is between two requests for a keyframe.
        film(phone, 20);
        assertThat(hearing.statistics(blocked).blocked()).isEmpty();
        assertThat(Camera.decode(blocked.received(0), new H264Depacketizer(), PictureDecoder.h264()))
                .isNotEmpty();
    }

    @Test
    void aReceiversKeyframeTroublesNoSource() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty old = hearing.room("B", CIF);
        hearing.admit(phone, old);
        // Half a second at least is between two keyframes.
        film(phone, 16);
        old.transport.forget();
        int asked = Camera.requests(phone);

        old.transport.arrive(new PictureLossIndication(1, old.sentSsrc(0)), hearing.now());
        film(phone, 3);

        assertThat(old.received(0))
                .anySatisfy(
                        packet -> assertThat(flags(packet) & PayloadTraits.IDR).isNotZero());
        assertThat(Camera.requests(phone)).isEqualTo(asked);
    }

    @Test
    void whoAsksForKeyframesAllTheTimeCostsTheOthersFewAndTheSourceNone() {
        hearing.close();
        hearing = new PictureHearing(1);
        PictureParty phone = hearing.browser("A", 0);
        PictureParty one = hearing.room("B", CIF);
        PictureParty two = hearing.room("C", CIF);
        hearing.admit(phone, one, two);
        hearing.bridge.activeSpeaker(phone.id());
        film(phone, 20);
        two.transport.forget();
        int asked = Camera.requests(phone);

        for (int i = 0; i < 60; i++) {
            one.transport.arrive(new PictureLossIndication(1, one.sentSsrc(0)), hearing.now());
            film(phone, 1);
        }
        assertThat(two.received(0).stream()
                        .filter(packet -> (flags(packet) & PayloadTraits.HAS_SPS) != 0)
                        .count())
                .as("in two seconds")
                .isBetween(3L, 5L);
        assertThat(Camera.requests(phone)).isEqualTo(asked);
    }

    @Test
    void afterALossItGoesOnFromTheSourcesNextKeyframe() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty old = hearing.room("B", CIF);
        hearing.admit(phone, old);
        film(phone, 6);
        old.transport.forget();
        int asked = Camera.requests(phone);

        phone.sequence = phone.sequence + 1 & 0xFFFF;
        for (int i = 0; i < 12; i++) {
            camera.filmOne(hearing, phone, false);
        }
        assertThat(Camera.decode(old.received(0), new H264Depacketizer(), PictureDecoder.h264()))
                .as("pictures that depend on one that is lost")
                .isEmpty();
        assertThat(Camera.requests(phone)).isGreaterThan(asked);

        film(phone, 4);
        assertThat(old.received(0)).isNotEmpty();
    }

    @Test
    void nothingOfWhoIsCutOffIsCodedOn() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty old = hearing.room("B", CIF);
        hearing.admit(phone, old);
        film(phone, 6);

        hearing.bridge.policy(Bridge.Policy.of(Set.of(old.id()), Set.of()));
        hearing.run();
        old.transport.forget();
        film(phone, 6);

        assertThat(old.received(0)).isEmpty();
        assertThat(hearing.hasPlace()).isTrue();
    }

    @Test
    void noMorePicturesASecondThanAReceiverTakes() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty oldest = hearing.room("B", QCIF);
        hearing.admit(phone, oldest);

        film(phone, 30);

        int seen = Camera.decode(oldest.received(0), new H264Depacketizer(), PictureDecoder.h264())
                .size();
        assertThat(seen).isBetween(11, 16);
    }

    private void film(PictureParty from, int pictures) {
        camera.film(hearing, from, pictures);
    }

    private static int flags(RtpPacket packet) {
        return H264Payload.inspect(packet.getBuffer(), packet.payloadAt(), packet.payloadLength());
    }
}
