package org.courtbridge.gateway.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A phone's line falls from 2 Mbit/s to 300 kbit/s and comes back: its sound goes on, its picture becomes small and large
 * again, and nobody else's changes.
 */
@Tag("measures")
class NarrowLineIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;
    private static final int WITNESS = 4;

    private static final long WIDE = 2_000_000;
    private static final long NARROW = 300_000;

    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final Duration NARROW_TIME = Duration.ofSeconds(10);
    private static final Duration WIDE_TIME = Duration.ofSeconds(5);

    private static final double TO_ADAPT_MILLIS = 3_000;

    /** What fills the line's queue ({@link PhoneLine#QUEUE}) at the moment of the fall is 320 ms under way, whatever is sent after it. */
    private static final double LONGEST_SOUND_GAP_MILLIS = 400;

    @Test
    void aPhoneFollowsItsLineAndNobodyElseDoes() throws Exception {
        try (Court court = Court.open("NarrowLineIT");
                PhoneLine line = PhoneLine.open(court.folder(), PHONE)) {
            court.start();
            try (BaresipPeer room = court.grainyRoom(ROOM);
                    BrowserPeer phone = court.phone(PHONE, line);
                    BrowserPeer witness = court.phone(WITNESS)) {
                court.call(room);
                court.knock(phone);
                court.knock(witness);
                witness.page().getByTestId("camera").click();
                court.admit(PHONE);
                court.admit(WITNESS);
                court.awaitSight(phone, ROOM);
                court.awaitSight(witness, ROOM);
                line.carries(WIDE);
                Await.elapsed(STEADY);
                Await.until("the large picture", Court.PATIENCE, () -> phone.widthOf(ROOM) == Film.WIDTH);

                Proof.holds(() -> fallAndComeBack(line, phone, witness));
            }
        }
    }

    private static List<String> fallAndComeBack(PhoneLine line, BrowserPeer phone, BrowserPeer witness)
            throws Exception {
        BrowserPeer.Watch witnessWatch = witness.watch();
        LineLog log = LineLog.begin(new PhoneViewer(phone, ROOM));
        line.carries(NARROW);
        log.watch(NARROW_TIME);
        double back = log.end();
        int narrowWidth = log.width();
        line.carries(WIDE);
        log.watch(WIDE_TIME);
        Sighting witnessSaw =
                Objects.requireNonNull(witnessWatch.end(Set.of(ROOM)).get(ROOM));

        double fallMillis = log.movesSince(log.begin(), back) - log.begin();
        double backMillis = log.wideSince(Film.WIDTH, back) - back;
        double gap = log.longestSoundGap();
        String seen = String.format(
                Locale.ROOT,
                "line.fall.adapted.millis=%.0f%nline.back.adapted.millis=%.0f%nline.sound.gap.millis=%.0f%n"
                        + "line.longest.freeze.millis=%.0f%nline.narrow.width=%d%nline.witness=%s%n%s%n",
                fallMillis,
                backMillis,
                gap,
                log.longestFreeze(),
                narrowWidth,
                witnessSaw,
                log.looks());
        System.out.print(seen);
        boolean good = fallMillis < TO_ADAPT_MILLIS
                && backMillis < TO_ADAPT_MILLIS
                && gap < LONGEST_SOUND_GAP_MILLIS
                && narrowWidth > 0
                && narrowWidth < Film.WIDTH;
        List<String> complaints = new ArrayList<>(good ? List.of() : List.of(seen));
        complaints.addAll(new Sight(WITNESS, ROOM, witnessSaw).complaints());
        return complaints;
    }
}
