package org.courtbridge.gateway.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures how a room on the bad lines of {@link NetworksIT} hears and sees another one: it gives receiver reports alone. */
@Tag("soak")
@Tag("networks")
@Tag("measures")
class RoomNetworksIT {

    private static final int SEEN = 1;
    private static final int ROOM = 2;

    private static final Duration STEADY = Duration.ofSeconds(7);

    /** baresip reports every five seconds. */
    private static final Duration WIDE_AGAIN = Duration.ofSeconds(12);

    private static final Path FOLDER = LineTrial.FOLDER.resolve("rooms");

    @Test
    void everyBadLineIsBorne() throws Exception {
        Files.createDirectories(FOLDER);
        try (Court court = Court.open("RoomNetworksIT");
                PhoneLine line = PhoneLine.openLate(court.folder(), ROOM);
                LossyLine lossy = LossyLine.of(court.folder(), line)) {
            court.start();
            line.carries(LineTrial.WIDE);
            try (BaresipPeer seen = court.grainyRoom(SEEN);
                    BaresipPeer room = BaresipPeer.start(
                            court.folder(), court.account(ROOM), line.settings(), "", line.placeWithAside())) {
                room.awaitRegistered();
                court.call(seen);
                court.call(room);
                Await.until("a picture", Court.PATIENCE, () -> room.framesShown() > 0);
                Await.elapsed(STEADY);
                try (RoomViewer viewer = RoomViewer.start(room, SEEN)) {
                    LineTrial trial = new LineTrial(viewer, line, lossy, FOLDER, "room", WIDE_AGAIN);
                    trial.calmIsHeardWithoutGaps();
                    for (int kilobits : List.of(1_000, 500, 300, 150)) {
                        trial.step(kilobits);
                    }
                    // A film and a tone of three minutes.
                    court.callAgain(seen);
                    court.callAgain(room);
                    Await.elapsed(STEADY);
                    for (int perCent : List.of(1, 3, 5, 10)) {
                        trial.loss(perCent);
                    }
                    trial.bursts();
                    trial.late();
                    trial.write();
                }
            }
        }
    }
}
