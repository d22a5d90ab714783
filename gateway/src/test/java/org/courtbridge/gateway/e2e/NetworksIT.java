package org.courtbridge.gateway.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures how a phone on a bad line hears and sees a room: lines that lose packets, that are late and uneven, that fall silent
 * for a moment, that become narrow and wide again. Writes the figures and plots of {@code docs/networks.md}.
 */
@Tag("soak")
@Tag("networks")
@Tag("measures")
class NetworksIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;

    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final Duration WIDE_AGAIN = Duration.ofSeconds(6);

    private static final Path FOLDER = LineTrial.FOLDER;

    @Test
    void everyBadLineIsBorne() throws Exception {
        Files.createDirectories(FOLDER);
        try (Court court = Court.open("NetworksIT");
                PhoneLine line = PhoneLine.openLate(court.folder(), PHONE);
                LossyLine lossy = LossyLine.of(court.folder(), line)) {
            court.start();
            try (BaresipPeer room = court.grainyRoom(ROOM);
                    BrowserPeer phone = court.phone(PHONE, line)) {
                court.call(room);
                court.knock(phone);
                court.admit(PHONE);
                court.awaitSight(phone, ROOM);
                line.carries(LineTrial.WIDE);
                Await.elapsed(STEADY);

                LineTrial trial = new LineTrial(new PhoneViewer(phone, ROOM), line, lossy, FOLDER, "phone", WIDE_AGAIN);
                trial.calmIsHeardWithoutGaps();
                for (int perCent : List.of(1, 3, 5, 10)) {
                    trial.loss(perCent);
                }
                trial.bursts();
                trial.late();
                for (int kilobits : List.of(1_000, 500, 300, 150)) {
                    trial.step(kilobits);
                }
                trial.write();
            }
        }
    }
}
