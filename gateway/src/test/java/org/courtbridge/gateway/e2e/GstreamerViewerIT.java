package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Viewers on GStreamer's webrtcbin, by WHEP, one for H.264 and one for VP8: alone, in the lobby and with a room. */
class GstreamerViewerIT {

    private static final int ROOM = 1;
    private static final int OF_H264 = 4;
    private static final int OF_VP8 = 5;

    @Test
    void decodeFromTheFirstPictureOnAndHearTheRoom() throws Exception {
        try (Court court = Court.open("GstreamerViewerIT")) {
            court.start();
            String first = court.invite(OF_H264);
            String second = court.invite(OF_VP8);
            try (GstreamerViewer h264 = GstreamerViewer.start(court.folder(), OF_H264, first, "H264");
                    GstreamerViewer vp8 = GstreamerViewer.start(court.folder(), OF_VP8, second, "VP8");
                    BaresipPeer room = court.room(ROOM)) {
                for (GstreamerViewer viewer : List.of(h264, vp8)) {
                    Await.until(
                            "pictures in the lobby",
                            Court.PATIENCE,
                            () -> viewer.pictures().decoded() >= 5);
                }

                court.call(room);
                court.awaitLegs(3);
                court.admit(OF_H264);
                court.admit(OF_VP8);
                sees(OF_H264, h264);
                sees(OF_VP8, vp8);
                h264.leave();
                vp8.leave();
                court.awaitLegs(1);
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static void sees(int self, GstreamerViewer viewer) throws Exception {
        Proof.sees(self, ROOM, viewer.pictures());
        Proof.hears(self, Set.of(ROOM), viewer::heardInTheLast, GstreamerViewer.SAMPLE_RATE);
        assertThat(viewer.state()).isEqualTo("connected");
        assertThat(viewer.undecoded()).as("pictures that were not decoded").isZero();
    }
}
