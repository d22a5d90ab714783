package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.SequenceParameterSet;
import org.courtbridge.codecs.rtp.PictureLossIndication;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the one picture in which a room sees several others. */
class ComposedPicturesTest {

    private static final Offset<Integer> NEARLY = Offset.offset(6);
    private static final int BRIGHTEST = 200;

    private final PictureHearing hearing = new PictureHearing(4);
    private final PictureParty room = hearing.room("A");
    private final PictureParty second = hearing.room("B");
    private final PictureParty third = hearing.room("C");
    private final Camera own = Camera.before(50);
    private final Camera left = Camera.before(100);
    private final Camera right = Camera.before(150);

    @AfterEach
    void close() {
        hearing.close();
        own.close();
        left.close();
        right.close();
    }

    private void film(int pictures) {
        for (int i = 0; i < pictures; i++) {
            own.film(hearing, room, 1);
            left.film(hearing, second, 1);
            right.film(hearing, third, 1);
        }
    }

    private void begin() {
        hearing.layout = Layout.GRID;
        hearing.admit(room, second, third);
        film(8);
    }

    @Test
    void aRoomSeesTheOthersBesideEachOtherAndNeverItself() {
        begin();

        List<I420Picture> seen = seen(room);
        I420Picture last = seen.getLast();
        assertThat(last.width()).isEqualTo(1_280);
        assertThat(ground(last, 0)).isCloseTo(100, NEARLY);
        assertThat(ground(last, 640)).isCloseTo(150, NEARLY);
        assertThat(last.lumaAt(320, 100))
                .as("above a wide picture in a high tile")
                .isEqualTo(16);
        assertThat(ground(seen(second).getLast(), 0)).isCloseTo(50, NEARLY);
        assertThat(ground(seen(third).getLast(), 640)).isCloseTo(100, NEARLY);
    }

    /** As a room of Cisco's offers: level 2.2, and pictures as large and as many as of level 4. */
    @Test
    void whoTakesMoreThanItsLevelHasSeesThatAtTheLevelThatItNamed() {
        H264Format cisco = H264Format.parse(
                PictureParty.PAYLOAD_TYPE,
                Map.of(
                        "profile-level-id",
                        "640016",
                        "packetization-mode",
                        "1",
                        "max-mbps",
                        "245000",
                        "max-fs",
                        "8160"));
        PictureParty viewer = hearing.room("D", cisco);
        viewer.sends = false;
        hearing.layout = Layout.GRID;
        hearing.admit(second, third, viewer);
        for (int i = 0; i < 8; i++) {
            left.film(hearing, second, 1);
            right.film(hearing, third, 1);
        }

        I420Picture last = seen(viewer).getLast();
        assertThat(last.width()).isEqualTo(1_920);
        assertThat(last.height()).isEqualTo(1_080);
        assertThat(viewer.received(0).stream()
                        .filter(packet -> (packet.getBuffer()[packet.payloadAt()] & 0x1F) == 7)
                        .map(packet -> SequenceParameterSet.parse(
                                packet.getBuffer(), packet.payloadAt(), packet.payloadLength())))
                .isNotEmpty()
                .allSatisfy(stated -> assertThat(stated.levelIdc()).isEqualTo(22));
    }

    @Test
    void whoeverIsCutOffIsGoneFromTheNextPictureOn() {
        begin();
        hearing.let(room, second);
        room.transport.forget();
        own.film(hearing, room, 4);
        left.film(hearing, second, 30);
        own.film(hearing, room, 1);

        List<I420Picture> after = seen(room);
        assertThat(after)
                .isNotEmpty()
                .allSatisfy(picture -> assertThat(ground(picture, 640)).isNotCloseTo(150, NEARLY));
        assertThat(room.transport.packets())
                .as("forwarded, as there is one other")
                .isNotEmpty();
    }

    @Test
    void aPictureThatIsLostIsNotLeftStanding() {
        begin();
        for (int i = 0; i < 25; i++) {
            own.film(hearing, room, 1);
            left.film(hearing, second, 1);
        }

        I420Picture last = seen(room).getLast();
        assertThat(ground(last, 0)).isCloseTo(100, NEARLY);
        assertThat(ground(last, 640)).isEqualTo(16);
    }

    @Test
    void aKeyframeThatARoomAsksForIsOursAndTroublesNobody() {
        begin();
        int asked = Camera.requests(second) + Camera.requests(third);
        room.transport.forget();
        room.transport.arrive(new PictureLossIndication(1, room.sentSsrc(0)), hearing.now());
        film(6);

        assertThat(Camera.decode(room.received(0), new H264Depacketizer(), PictureDecoder.h264()))
                .as("decodable from the keyframe on")
                .isNotEmpty();
        assertThat(Camera.requests(second) + Camera.requests(third)).isEqualTo(asked);
    }

    @Test
    void anotherLayoutIsSeenInTheSameCall() {
        begin();
        hearing.layout = Layout.COURT;
        hearing.let(room, second, third);
        film(6);

        I420Picture last = seen(room).getLast();
        assertThat(darkest(last, 180, 1_100, 270)).as("large").isCloseTo(100, NEARLY);
        assertThat(darkest(last, 500, 780, 630)).as("in the strip").isCloseTo(150, NEARLY);
        hearing.layout = Layout.SPEAKER;
        hearing.let(room, second, third);
        room.transport.forget();
        film(4);
        assertThat(room.received(0)).as("as it comes").isNotEmpty();
        assertThat(hearing.hasPlace()).as("nothing is composed any more").isTrue();
    }

    @Test
    void aBrowserThatAsksSeesAllInOnePictureUntilItAsksForPicturesOfEach() {
        PictureParty browser = hearing.browser("E", 3);
        browser.sends = false;
        hearing.admit(second, third, browser);
        film(hearing, second, third, 8);
        assertThat(browser.received(1)).as("each in a picture of its own").isNotEmpty();

        hearing.layout = Layout.GRID;
        hearing.asking.add(browser);
        hearing.let(second, third, browser);
        browser.transport.forget();
        film(hearing, second, third, 12);
        I420Picture last = seen(browser).getLast();
        assertThat(ground(last, 0)).isCloseTo(100, NEARLY);
        assertThat(ground(last, 640)).isCloseTo(150, NEARLY);
        assertThat(browser.received(1)).isEmpty();
        assertThat(browser.told().orElseThrow().names()).containsExactly(Map.entry("v0", "Party B, Party C"));
        assertThat(browser.told().orElseThrow().missing()).as("more pictures").isZero();

        hearing.layout = Layout.SPEAKER;
        hearing.let(second, third, browser);
        film(hearing, second, third, 4);
        assertThat(browser.told().orElseThrow().names()).hasSize(1);
        assertThat(browser.told().orElseThrow().missing()).as("more pictures").isZero();

        hearing.asking.clear();
        hearing.let(second, third, browser);
        browser.transport.forget();
        film(hearing, second, third, 4);
        assertThat(browser.received(0)).isNotEmpty();
        assertThat(browser.received(1)).isNotEmpty();
        assertThat(browser.told().orElseThrow().names())
                .containsExactlyInAnyOrderEntriesOf(Map.of("v0", "Party B", "v1", "Party C"));
        assertThat(hearing.hasPlace()).as("nothing is composed any more").isTrue();
    }

    @Test
    void whoAsksSeesItselfAmongTheOthers() {
        hearing.seeingSelf.add(room.id());
        hearing.layout = Layout.GRID;
        hearing.admit(room, second);
        filmBoth(8);

        I420Picture last = seen(room).getLast();
        assertThat(ground(last, 0)).isCloseTo(100, NEARLY);
        assertThat(ground(last, 640)).as("itself").isCloseTo(50, NEARLY);
        assertThat(second.received(0))
                .as("who does not ask is sent the other as it comes")
                .isNotEmpty();
        hearing.seeingSelf.clear();
        hearing.let(room, second);
        filmBoth(3);
        assertThat(hearing.hasPlace()).as("nothing is composed any more").isTrue();
    }

    private void filmBoth(int pictures) {
        for (int i = 0; i < pictures; i++) {
            own.film(hearing, room, 1);
            left.film(hearing, second, 1);
        }
    }

    @Test
    void slidesAreLargeAndWhoeverPresentsThemIsSmallBesideThem() {
        PictureParty slides = hearing.room("S");
        hearing.bridge.attach(second, "Presenter", second.media(slides));
        hearing.layout = Layout.SPEAKER;
        hearing.admit(room, third);
        hearing.let(Optional.of(second), room, second, third);
        for (int i = 0; i < 8; i++) {
            left.film(hearing, second, 1);
            right.film(hearing, slides, 1);
        }

        I420Picture last = seen(room).getLast();
        assertThat(darkest(last, 20, 1_000, 360)).as("slides").isCloseTo(150, NEARLY);
        assertThat(darkest(last, 1_040, 1_260, 72)).as("their presenter").isCloseTo(100, NEARLY);
        assertThat(last.lumaAt(1_150, 400)).as("nobody else").isEqualTo(16);

        hearing.let(room, second, third);
        room.transport.forget();
        left.film(hearing, second, 6);
        assertThat(room.received(0)).as("the camera as it comes").isNotEmpty();
        assertThat(hearing.hasPlace()).isTrue();
    }

    @Test
    void whoSeeTheSameShareOneCodingAndItsKeyframes() {
        try (PictureHearing small = new PictureHearing(1)) {
            PictureParty first = small.room("B");
            PictureParty other = small.room("C");
            PictureParty fourth = small.room("D");
            PictureParty fifth = small.room("E");
            fourth.sends = false;
            fifth.sends = false;
            small.layout = Layout.GRID;
            small.admit(first, other, fourth, fifth);
            film(small, first, other, 8);

            assertThat(ground(seen(fourth).getLast(), 640)).isCloseTo(150, NEARLY);
            assertThat(payloads(fourth)).isNotEmpty().isEqualTo(payloads(fifth));
            int sent = keyframes(fourth);
            wantsKeyframe(small, fourth);
            film(small, first, other, 2);
            wantsKeyframe(small, fifth);
            film(small, first, other, 2);
            assertThat(keyframes(fourth)).as("one for both").isEqualTo(sent + 1);
            film(small, first, other, 6);
            assertThat(keyframes(fourth)).as("whoever asked late").isEqualTo(sent + 2);
        }
    }

    @Test
    void whoAsksForKeyframesAllTheTimeCostsTheOthersFewAndThePartiesNone() {
        try (PictureHearing small = new PictureHearing(1)) {
            PictureParty first = small.room("B");
            PictureParty other = small.room("C");
            List<PictureParty> viewers = List.of(small.room("D"), small.room("E"), small.room("F"), small.room("G"));
            viewers.forEach(viewer -> viewer.sends = false);
            small.layout = Layout.GRID;
            small.admit(first, other, viewers.get(0), viewers.get(1), viewers.get(2), viewers.get(3));
            film(small, first, other, 8);
            int asked = Camera.requests(first) + Camera.requests(other);
            viewers.forEach(viewer -> viewer.transport.forget());
            long from = small.now();
            for (int i = 0; i < 40; i++) {
                wantsKeyframe(small, viewers.getFirst());
                film(small, first, other, 1);
            }
            int most = (int) ((small.now() - from) / VideoProcessor.Output.BETWEEN_KEYFRAMES) + 1;
            assertThat(keyframes(viewers.getLast())).isBetween(most - 2, most);
            assertThat(Camera.requests(first) + Camera.requests(other)).isEqualTo(asked);
            viewers.forEach(viewer -> assertThat(payloads(viewer)).isEqualTo(payloads(viewers.getFirst())));
        }
    }

    private void film(PictureHearing seen, PictureParty first, PictureParty other, int pictures) {
        for (int i = 0; i < pictures; i++) {
            left.film(seen, first, 1);
            right.film(seen, other, 1);
        }
        seen.coded();
    }

    private static void wantsKeyframe(PictureHearing seen, PictureParty party) {
        party.transport.arrive(new PictureLossIndication(1, party.sentSsrc(0)), seen.now());
        seen.run();
    }

    private List<String> payloads(PictureParty party) {
        return party.received(0).stream()
                .map(packet -> HexFormat.of()
                        .formatHex(packet.getBuffer(), packet.payloadAt(), packet.payloadAt() + packet.payloadLength()))
                .toList();
    }

    /** By their sequence parameter sets. */
    private static int keyframes(PictureParty party) {
        return (int) party.received(0).stream()
                .filter(packet -> (packet.getBuffer()[packet.payloadAt()] & 0x1F) == 7)
                .count();
    }

    @Test
    void whereNothingCanBeComposedTheSpeakerIsSeen() {
        try (PictureHearing busy = new PictureHearing(0)) {
            PictureParty a = busy.room("A");
            PictureParty b = busy.room("B");
            PictureParty c = busy.room("C");
            busy.layout = Layout.GRID;
            busy.admit(a, b, c);
            left.film(busy, b, 5);

            assertThat(a.received(0)).isNotEmpty();
        }
    }

    private List<I420Picture> seen(PictureParty party) {
        return Camera.decode(party.received(0), new H264Depacketizer(), PictureDecoder.h264());
    }

    /** Of the wall in a half of the picture; the stripe before it is brighter. */
    private static int ground(I420Picture picture, int from) {
        return darkest(picture, from + 20, from + 620, 360);
    }

    private static int darkest(I420Picture picture, int left, int right, int row) {
        int darkest = BRIGHTEST;
        for (int x = left; x < right; x += 20) {
            darkest = Math.min(darkest, picture.lumaAt(x, row));
        }
        return darkest;
    }
}
