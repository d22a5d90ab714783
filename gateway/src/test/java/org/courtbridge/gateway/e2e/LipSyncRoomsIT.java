package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.courtbridge.gateway.Figure;
import org.courtbridge.hearings.Layout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A room flashes and beeps at once, and another notes when the one is on its screen and the other in its loudspeaker: first in a
 * call from one to the other with nothing between, which tells what the rooms themselves make of it; then through the gateway,
 * the picture forwarded as it comes, and composed beside another's. A phone does the same.
 */
@Tag("soak")
@Tag("lipsync")
@Tag("measures")
class LipSyncRoomsIT {

    private static final int SENDER = 1;
    private static final int RECEIVER = 2;
    private static final int OTHER = 3;

    private static final int PHONE = 4;

    /** Of a room that says nothing, and whose picture stands still. */
    private static final String STILL = "audio_source aubridge,silence\nvideo_source fakevideo,nil\n";

    private static final double MOST_MILLIS = 60;
    private static final Duration SETTLING = Duration.ofSeconds(4);
    private static final Duration WATCHED = Duration.ofSeconds(8);
    private static final int FEWEST = 5;

    @Test
    void aFlashIsSeenWithItsBeep() throws Exception {
        try (Court court = Court.open("LipSyncRoomsIT")) {
            court.start();
            try (BaresipPeer sender = court.room(SENDER, LipSyncModule.sender(court.folder()));
                    BaresipPeer receiver = court.room(RECEIVER, LipSyncModule.receiver(court.folder()))) {
                sender.dial("sip:room%d@%s:%d".formatted(RECEIVER, Scratch.ADDRESS, BaresipPeer.sipPort(RECEIVER)));
                sender.awaitEvent("CALL_ESTABLISHED");
                holds("directly", receiver);
                sender.hangUp();
                receiver.awaitEvent("CALL_CLOSED");

                court.call(receiver);
                court.call(sender);
                holds("forwarded", receiver);

                try (BaresipPeer other = court.room(OTHER, STILL)) {
                    court.call(other);
                    court.choose(RECEIVER, Layout.GRID);
                    court.awaitLegs(3);
                    holds("composed", receiver);
                }
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    @Test
    void aPhonesFlashIsSeenWithItsBeepInARoom() throws Exception {
        try (Court court = Court.open("LipSyncRoomsIT-phone")) {
            court.start();
            try (BaresipPeer receiver = court.room(RECEIVER, LipSyncModule.receiver(court.folder()))) {
                court.call(receiver);
                try (BrowserPeer _ = LipSyncIT.phone(court, PHONE)) {
                    holds("of a phone, forwarded", receiver);
                    try (BaresipPeer other = court.room(OTHER, STILL)) {
                        court.call(other);
                        court.choose(RECEIVER, Layout.GRID);
                        court.awaitLegs(3);
                        holds("of a phone, composed", receiver);
                    }
                }
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static void holds(String way, BaresipPeer receiver) throws Exception {
        Await.elapsed(SETTLING);
        Proof.holds(() -> {
            int since = LipSyncModule.notes(receiver);
            Await.elapsed(WATCHED);
            List<Double> skews = LipSyncModule.skews(receiver, since);
            List<String> complaints = new ArrayList<>();
            System.out.printf(
                    Locale.ROOT, "flash after beep, ms, %s: %.0f of %d %s%n", way, median(skews), skews.size(), skews);
            if (skews.size() >= FEWEST) {
                Figure.print(way.replaceAll("[^a-z]+", "-") + ".skew", median(skews), "ms");
            }
            if (skews.size() < FEWEST || Math.abs(median(skews)) > MOST_MILLIS) {
                complaints.add("%s: %s".formatted(way, skews));
            }
            return complaints;
        });
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
