package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.video.EncoderSettings;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureCoding;
import org.courtbridge.codecs.video.PictureDecoder;
import org.courtbridge.codecs.video.PictureEncoder;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.video.processing.Failures;
import org.courtbridge.media.video.processing.PictureWorkers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of those whose picture would have to be coded, where encoders fail. */
class FailingEncoderTest {

    private static final int STILL = 16;
    private static final int WALL = 100;

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final AtomicBoolean faulty = new AtomicBoolean();
    private final AtomicInteger trials = new AtomicInteger();
    private final PictureHearing hearing = new PictureHearing(PictureWorkers.withPlaces(4, this::encoder));
    private final Log log = new Log(Failures.class);
    private final Camera camera = Camera.before(WALL);

    private PictureEncoder encoder(PictureCoding coding, EncoderSettings settings) {
        trials.incrementAndGet();
        if (faulty.getAndSet(false)) {
            throw new IllegalStateException("a fault, as a test wants it");
        }
        // No size of H.263's, which its encoder refuses.
        return broken.get()
                ? PictureCoding.H263.encoder(EncoderSettings.ofDefaultProfile(320, 180, 15, 100_000, 0))
                : coding.encoder(settings);
    }

    @AfterEach
    void close() {
        hearing.close();
        log.close();
        camera.close();
    }

    @Test
    void aRoomSeesAStillUntilItsPictureCanBeCodedAgain() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty old = hearing.room("B", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 0));
        hearing.admit(phone, old);
        int asked = Camera.requests(phone);
        hearing.bridge.show(old.id(), I420Picture::black);

        film(phone, 90);
        assertThat(seen(old)).isNotEmpty().allMatch(picture -> picture.lumaAt(0, 0) == STILL);
        assertThat(log.lines()).containsExactly("ERROR the picture of leg A cannot be coded");
        assertThat(trials.get()).as("in three seconds").isBetween(3, 5);
        assertThat(Camera.requests(phone)).as("is not to blame").isLessThanOrEqualTo(asked + 1);

        broken.set(false);
        old.transport.forget();
        film(phone, 40);
        I420Picture last = seen(old).getLast();
        assertThat(last.lumaAt(last.width() / 2, last.height() / 2)).isGreaterThan(WALL - 6);
        assertThat(log.lines().getLast()).startsWith("INFO the picture of leg A cannot be coded: over after ");
    }

    @Test
    void whoeverSawOnePartyAndIsToSeeSeveralIsNotLeftWithoutAPicture() {
        PictureParty a = hearing.room("A");
        PictureParty b = hearing.room("B");
        PictureParty c = hearing.room("C");
        hearing.admit(a, b, c);
        hearing.bridge.show(a.id(), I420Picture::black);
        film(b, 10);
        a.transport.forget();
        hearing.layout = Layout.GRID;
        hearing.let(a, b, c);

        film(b, 60);
        assertThat(a.received(0)).isNotEmpty();
        assertThat(log.lines()).isNotEmpty().allMatch("ERROR a composed picture cannot be coded"::equals);
        assertThat(log.lines()).as("one for each composition").hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void aRoomThatComesLaterSeesAStill() {
        PictureParty phone = hearing.browser("A", 0);
        PictureParty old = hearing.room("B", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 0));
        hearing.admit(phone);
        film(phone, 3);
        hearing.admit(phone, old);
        hearing.bridge.show(old.id(), I420Picture::black);

        film(phone, 70);
        assertThat(seen(old)).isNotEmpty().allMatch(picture -> picture.lumaAt(0, 0) == STILL);
    }

    @Test
    void aFaultAtOnePictureIsNoneAtTheNext() {
        broken.set(false);
        faulty.set(true);
        PictureParty phone = hearing.browser("A", 0);
        PictureParty old = hearing.room("B", H264Format.ofLevel(PictureParty.PAYLOAD_TYPE, 66, 0xE0, 13, 0));
        hearing.admit(phone, old);

        film(phone, 20);

        assertThat(faulty).isFalse();
        assertThat(seen(old)).isNotEmpty();
    }

    private void film(PictureParty from, int pictures) {
        for (int i = 0; i < pictures; i++) {
            camera.film(hearing, from, 1);
            hearing.drawn();
        }
    }

    private static List<I420Picture> seen(PictureParty party) {
        return Camera.decode(party.received(0), new H264Depacketizer(), PictureDecoder.h264());
    }
}
