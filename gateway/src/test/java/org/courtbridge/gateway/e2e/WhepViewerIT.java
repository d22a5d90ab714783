package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.payload.H264Depacketizer;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.codecs.video.PictureDecoder;
import org.junit.jupiter.api.Test;

/**
 * A viewer that receives by WHEP, on a stack that has no decoder and asks for no keyframe: alone, in the lobby and with a room, and for
 * longer than the consent of one moment lasts (RFC 7675).
 */
class WhepViewerIT {

    private static final int ROOM = 1;
    private static final int PERSON = 4;

    /** Longer than consent lasts. */
    private static final Duration STAY = Duration.ofSeconds(36);

    @Test
    void seesStillsAndTheRoomFromTheFirstPacketOnAndStays() throws Exception {
        try (Court court = Court.open("WhepViewerIT")) {
            court.start();
            String token = Court.ticket(court.invite(PERSON));
            try (WeriftViewer viewer = WeriftViewer.start(court.folder(), PERSON, token, "H264");
                    BaresipPeer room = court.room(ROOM)) {
                awaitFrames(viewer, 10);
                assertThat(decoded(viewer.packets()))
                        .as("pictures in the lobby")
                        .hasSizeGreaterThan(8);

                court.call(room);
                court.awaitLegs(2);
                court.admit(PERSON);
                Await.until("sight of the room", Court.PATIENCE, () -> shows(viewer, ROOM));
                Await.elapsed(STAY);

                int frames = viewer.frames();
                awaitFrames(viewer, frames + 50);
                assertThat(viewer.state()).isEqualTo("connected");
                assertThat(shows(viewer, ROOM)).isTrue();
                assertThat(court.gateway().log()).doesNotContain("consent expired");
                assertThat(viewer.leave()).isEqualTo(200);
                court.awaitLegs(1);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static void awaitFrames(WeriftViewer viewer, int count) {
        Await.until(count + " pictures of werift", Court.PATIENCE, () -> viewer.frames() >= count);
    }

    /** Whether the last picture is a party's. */
    private static boolean shows(WeriftViewer viewer, int party) throws IOException {
        List<I420Picture> all = decoded(viewer.packets());
        I420Picture last = all.getLast();
        return CodedPicture.read(last.width(), last.height(), last::lumaAt)
                .filter(picture -> picture.party() == party)
                .isPresent();
    }

    /** All pictures; fails at one that needs another that never came. */
    private static List<I420Picture> decoded(List<RtpPacket> packets) {
        H264Depacketizer depacketizer = new H264Depacketizer();
        List<I420Picture> pictures = new ArrayList<>();
        int whole = 0;
        try (PictureDecoder decoder = PictureDecoder.h264()) {
            for (RtpPacket packet : packets) {
                Optional<byte[]> unit = depacketizer.push(packet);
                if (unit.isPresent()) {
                    whole++;
                    decoder.decode(unit.get()).ifPresent(pictures::add);
                }
            }
            assertThat(decoder.refused())
                    .as("pictures that cannot be decoded of %d", whole)
                    .isZero();
        }
        assertThat(pictures).as("decoded of %d", whole).hasSize(whole);
        return pictures;
    }
}
