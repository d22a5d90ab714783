package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A phone that nobody sees but another one on a narrow line sends no more than that line carries, until it carries more. */
@Tag("measures")
class SparedCameraIT {

    private static final int CAMERA = 2;
    private static final int VIEWER = 3;

    private static final int GRAIN = 8;
    private static final long WIDE = 4_000_000;
    private static final long NARROW = 300_000;

    /** bit/s; a large picture takes more, and what fits the narrow line, with the smaller layers, less. */
    private static final double LARGE = 600_000;

    private static final Duration TO_ADAPT = Duration.ofSeconds(30);
    private static final Duration ONCE = Duration.ofSeconds(1);

    @Test
    void aPhoneSendsNoMoreThanTheWidestLineOfThoseWhoSeeItCarries() throws Exception {
        try (Court court = Court.open("SparedCameraIT");
                PhoneLine line = PhoneLine.open(court.folder(), VIEWER)) {
            court.start();
            try (BrowserPeer camera = court.grainyPhone(CAMERA, GRAIN);
                    BrowserPeer viewer = court.phone(VIEWER, line)) {
                for (BrowserPeer phone : List.of(camera, viewer)) {
                    court.knock(phone);
                }
                viewer.page().getByTestId("camera").click();
                court.admit(CAMERA);
                court.admit(VIEWER);
                court.awaitSight(viewer, CAMERA);
                Proof.holds(() -> {
                    line.carries(WIDE);
                    List<String> complaints = new ArrayList<>();
                    complaints.addAll(Await.orComplaint("the large picture", TO_ADAPT, () -> sends(camera) > LARGE));
                    line.carries(NARROW);
                    complaints.addAll(Await.orComplaint("less", TO_ADAPT, () -> sends(camera) < LARGE));
                    court.awaitSight(viewer, CAMERA);
                    line.carries(WIDE);
                    complaints.addAll(
                            Await.orComplaint("the large picture again", TO_ADAPT, () -> sends(camera) > LARGE));
                    return complaints;
                });
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** bit/s of pictures that a phone sends now. */
    private static double sends(BrowserPeer phone) {
        Sent before = Sent.by(phone);
        Await.elapsed(ONCE);
        return Sent.by(phone).bitsPerSecondSince(before);
    }

    private record Sent(long octets, double millis) {

        static Sent by(BrowserPeer phone) {
            long octets = 0;
            double millis = 0;
            for (JsonNode one : phone.statistics()) {
                if (one.path("type").asText().equals("outbound-rtp")
                        && one.path("kind").asText().equals("video")) {
                    octets += one.path("bytesSent").asLong();
                    millis = one.path("timestamp").asDouble();
                }
            }
            return new Sent(octets, millis);
        }

        double bitsPerSecondSince(Sent before) {
            return 8_000.0 * (octets - before.octets) / (millis - before.millis);
        }
    }
}
