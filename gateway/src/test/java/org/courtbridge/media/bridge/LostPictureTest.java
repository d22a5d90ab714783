package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of a room that sees another whose pictures stop. */
class LostPictureTest {

    private static final int STAND_IN = 16;
    private static final int WALL = 100;

    private final PictureHearing hearing = new PictureHearing();
    private final PictureParty room = hearing.room("A");
    private final PictureParty other = hearing.room("B");
    private final Camera camera = Camera.before(WALL);

    @AfterEach
    void close() {
        hearing.close();
        camera.close();
    }

    private void begin() {
        hearing.admit(room, other);
        hearing.bridge.show(room.id(), I420Picture::black);
        hearing.run();
        camera.film(hearing, other, 10);
        room.transport.forget();
    }

    @Test
    void somethingStandsInForPicturesThatStopAndGivesWayWhenTheyGoOn() {
        begin();
        silence(900);
        assertThat(room.transport.packets()).as("for a moment").isEmpty();
        silence(400);
        List<I420Picture> meanwhile = seen();
        assertThat(meanwhile).isNotEmpty().allMatch(picture -> picture.lumaAt(0, 0) == STAND_IN);

        room.transport.forget();
        int asked = Camera.requests(other);
        camera.filmOne(hearing, other, false);
        assertThat(Camera.requests(other)).as("a keyframe is asked for").isGreaterThan(asked);
        camera.film(hearing, other, 5);
        assertThat(seen().getLast().lumaAt(0, 0)).isBetween(WALL - 6, 235);
    }

    @Test
    void whoIsShownNoStillsIsSentNothingAndGoesOnWithoutAKeyframe() {
        hearing.admit(room, other);
        camera.film(hearing, other, 10);
        room.transport.forget();
        silence(2_000);

        assertThat(room.transport.packets()).isEmpty();
        int asked = Camera.requests(other);
        camera.filmOne(hearing, other, false);
        assertThat(room.received(0)).isNotEmpty();
        assertThat(Camera.requests(other)).isEqualTo(asked);
    }

    /** Or else it would go on to see the last picture of one who has left. */
    @Test
    void aStillIsShownWhereSomebodyElsesPicturesDoNotBegin() {
        begin();
        PictureParty dark = hearing.room("C");
        hearing.bridge.attach(dark, "Party C", dark.media());
        hearing.run();
        hearing.let(room, dark);
        silence(1_000);
        assertThat(room.transport.packets()).as("for a moment").isEmpty();
        silence(1_000);
        assertThat(seen()).isNotEmpty().allMatch(picture -> picture.lumaAt(0, 0) == STAND_IN);

        camera.film(hearing, dark, 5);
        assertThat(seen().getLast().lumaAt(0, 0)).isBetween(WALL - 6, 235);
    }

    /** As one on which nothing moves comes once a second. */
    @Test
    void aScreenIsGivenLonger() {
        begin();
        hearing.let(Optional.of(other), room, other);
        silence(1_400);
        assertThat(room.transport.packets()).as("for a moment").isEmpty();
        silence(400);
        assertThat(seen()).isNotEmpty().allMatch(picture -> picture.lumaAt(0, 0) == STAND_IN);
    }

    @Test
    void aCameraThatSendsSeldomIsGivenLongerUntilItSendsOftenAgain() {
        begin();
        for (int i = 0; i < 3; i++) {
            silence(700);
            camera.film(hearing, other, 1);
        }
        room.transport.forget();
        silence(1_400);
        assertThat(room.transport.packets()).as("for a moment").isEmpty();
        silence(400);
        assertThat(seen()).isNotEmpty().allMatch(picture -> picture.lumaAt(0, 0) == STAND_IN);

        camera.film(hearing, other, 30);
        room.transport.forget();
        silence(1_300);
        assertThat(seen()).isNotEmpty().allMatch(picture -> picture.lumaAt(0, 0) == STAND_IN);
    }

    private void silence(int millis) {
        for (int passed = 0; passed < millis; passed += 100) {
            hearing.later(100);
            hearing.drawn();
        }
    }

    private List<I420Picture> seen() {
        return Camera.decode(room.received(0), new H264Depacketizer(), PictureDecoder.h264());
    }
}
