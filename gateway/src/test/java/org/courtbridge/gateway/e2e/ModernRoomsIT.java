package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.video.PixelShape;
import org.junit.jupiter.api.Test;

/**
 * A room that sends H.265 and one that sends VP9: each is seen by a phone, and by the other, though neither takes what the
 * other sends; they see the phone in VP8.
 */
class ModernRoomsIT {

    private static final int H265 = 1;
    private static final int VP9 = 2;
    private static final int PHONE = 3;

    @Test
    void areSeenByAPhoneAndByEachOther() throws Exception {
        try (Court court = Court.open("ModernRoomsIT")) {
            court.start();
            try (BaresipPeer first = room(court, H265, "avcodec_h265enc libx265\nmodule vp8.so\n", "H265,VP8");
                    BaresipPeer second = room(court, VP9, "module vp8.so\nmodule vp9.so\n", "VP9,VP8");
                    BrowserPeer phone = court.phone(PHONE)) {
                court.call(first);
                court.knock(phone);
                court.admit(PHONE);
                court.mute(PHONE);
                court.awaitSight(phone, H265);
                Proof.sees(PHONE, H265, phone);
                sees(first, PHONE);
                assertThat(court.pictureCodecs(H265)).containsExactly("H265", "VP8");

                court.call(second);
                court.mute(H265);
                court.awaitSight(phone, VP9);
                Proof.sees(PHONE, VP9, phone);
                sees(first, VP9);
                assertThat(court.pictureCodecs(VP9)).containsExactly("VP8", "VP9");
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces(), "h265", "vp8");
        }
    }

    /** At CIF, as a room that says nothing of what it takes of VP8 is sent it, with what that leaves free above and below. */
    private static void sees(BaresipPeer first, int other) {
        ComposedScreen screen = new ComposedScreen(Arrangement.WHOLE, 1, PixelShape.SQUARE);
        ComposedSight sight = new ComposedSight(H265, screen, List.of(other));
        sight.await(first::image);
        sight.holds(first::image);
    }

    private static BaresipPeer room(Court court, int party, String settings, String codecs) throws Exception {
        BaresipPeer room = BaresipPeer.start(court.folder(), court.account(party), settings, ";video_codecs=" + codecs);
        room.awaitRegistered();
        return room;
    }
}
