package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.courtbridge.hearings.LegId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of thumbnails for somebody who looks after the calls of a hearing. */
class ThumbnailsTest {

    private static final int WALL = 150;

    private final PictureHearing hearing = new PictureHearing(4);
    private final PictureParty room = hearing.room("A");
    private final PictureParty other = hearing.room("B");
    private final Camera camera = Camera.before(WALL);

    @AfterEach
    void close() {
        hearing.close();
        camera.close();
    }

    private void film(int pictures) {
        for (int i = 0; i < pictures; i++) {
            camera.film(hearing, room, 1);
            hearing.coded();
            hearing.drawn();
        }
    }

    @Test
    void aPartysPictureIsTakenWhileSomebodyLooks() throws Exception {
        hearing.admit(room, other);
        film(3);
        int asked = Camera.requests(room);
        film(3);
        assertThat(Camera.requests(room))
                .as("nothing is asked of it for nobody")
                .isEqualTo(asked);
        assertThat(hearing.bridge.thumbnail(room.id())).as("the first time").isEmpty();
        film(3);
        BufferedImage seen = ImageIO.read(
                new ByteArrayInputStream(hearing.bridge.thumbnail(room.id()).orElseThrow()));
        // Of full range, what is 16 to 235 in the picture.
        assertThat(seen.getRGB(10, 90) & 0xFF).isBetween(145, 167);
        assertThat(hearing.bridge.thumbnail(other.id()))
                .as("it has sent nothing")
                .isEmpty();
        assertThat(hearing.bridge.thumbnail(new LegId("nobody"))).isEmpty();

        hearing.later(TimeUnit.NANOSECONDS.toMillis(Thumbnails.PATIENCE) + 2_000);
        assertThat(hearing.bridge.thumbnail(room.id()))
                .as("nobody has looked since, so it was forgotten")
                .isEmpty();
    }

    @Test
    void whoIsCutOffIsSeenByNobodyAtOnce() {
        hearing.admit(room, other);
        hearing.bridge.thumbnail(room.id());
        film(3);
        assertThat(hearing.bridge.thumbnail(room.id())).isPresent();
        hearing.let(other);
        assertThat(hearing.bridge.thumbnail(room.id())).isEmpty();
        film(3);
        assertThat(hearing.bridge.thumbnail(room.id())).isEmpty();
        hearing.let(room, other);
        hearing.bridge.thumbnail(room.id());
        film(40);
        assertThat(hearing.bridge.thumbnail(room.id())).isPresent();
    }

    @Test
    void nothingIsKeptOfWhoWasCutOff() {
        hearing.admit(room, other);
        hearing.bridge.thumbnail(room.id());
        film(3);
        assertThat(hearing.bridge.thumbnail(room.id())).isPresent();
        hearing.let(other);
        hearing.let(room, other);
        assertThat(hearing.bridge.thumbnail(room.id()))
                .as("a picture of before, though nobody asked meanwhile")
                .isEmpty();
    }
}
