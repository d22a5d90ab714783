package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A phone sends its camera in two sizes: who has a narrow line sees the small one, everybody else the large one. */
@Tag("measures")
class SimulcastIT {

    private static final int ROOM = 1;
    private static final int CAMERA = 2;
    private static final int VIEWER = 3;

    private static final int GRAIN = 8;
    private static final long WIDE = 4_000_000;
    private static final long NARROW = 300_000;
    private static final Duration TO_ADAPT = Duration.ofSeconds(20);
    private static final int SECONDS = 4;

    @Test
    void whoHasANarrowLineSeesTheSmallPictureOfAPhone() throws Exception {
        try (Court court = Court.open("SimulcastIT");
                PhoneLine line = PhoneLine.open(court.folder(), VIEWER)) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BrowserPeer camera = court.grainyPhone(CAMERA, GRAIN);
                    BrowserPeer viewer = court.phone(VIEWER, line)) {
                court.call(room);
                for (BrowserPeer phone : List.of(camera, viewer)) {
                    court.knock(phone);
                }
                viewer.page().getByTestId("camera").click();
                court.admit(CAMERA);
                court.admit(VIEWER);
                // The room sees whoever speaks.
                court.mute(VIEWER);
                court.awaitSight(viewer, CAMERA);
                Proof.holds(() -> {
                    List<String> complaints = new ArrayList<>();
                    Set<Integer> both = Set.of(Film.WIDTH, Film.WIDTH / 2);
                    complaints.addAll(Await.orComplaint(
                            "two sizes", TO_ADAPT, () -> sizes(camera).equals(both)));
                    complaints.addAll(
                            Await.orComplaint("the large one", TO_ADAPT, () -> viewer.widthOf(CAMERA) == Film.WIDTH));
                    line.carries(NARROW);
                    complaints.addAll(Await.orComplaint(
                            "the small one", TO_ADAPT, () -> viewer.widthOf(CAMERA) == Film.WIDTH / 2));
                    Sighting sighting = room.watch(CAMERA, Duration.ofSeconds(SECONDS));
                    complaints.addAll(new Sight(ROOM, CAMERA, sighting).complaints());
                    if (!sizes(camera).containsAll(both)) {
                        complaints.add("the camera sends " + sizes(camera));
                    }
                    line.carries(WIDE);
                    return complaints;
                });
            }
        }
    }

    /** How wide the pictures are that a phone sends now. */
    private static Set<Integer> sizes(BrowserPeer phone) {
        Set<Integer> sizes = new TreeSet<>();
        for (JsonNode one : phone.statistics()) {
            if (one.path("type").asText().equals("outbound-rtp")
                    && one.path("framesPerSecond").asInt() > 0
                    && one.has("rid")) {
                sizes.add(one.path("frameWidth").asInt());
            }
        }
        return sizes;
    }
}
