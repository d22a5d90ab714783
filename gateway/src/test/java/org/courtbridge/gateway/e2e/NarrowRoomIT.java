package org.courtbridge.gateway.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.courtbridge.gateway.Figure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A room's line falls from 2 Mbit/s to 300 kbit/s and comes back: its sound goes on, its picture becomes small and large
 * again. It is a baresip, which tells nothing of its line but a receiver report every five seconds, and that its picture is
 * damaged; what it answers at once tells the rest.
 */
@Tag("soak")
@Tag("networks")
@Tag("measures")
class NarrowRoomIT {

    private static final int SEEN = 1;
    private static final int ROOM = 2;

    private static final long WIDE = 2_000_000;
    private static final long NARROW = 300_000;

    private static final Duration STEADY = Duration.ofSeconds(7);
    private static final Duration NARROW_TIME = Duration.ofSeconds(12);
    private static final Duration WIDE_TIME = Duration.ofSeconds(13);

    private static final double TO_FALL_MILLIS = 4_000;
    private static final double TO_COME_BACK_MILLIS = 4_000;
    private static final double LONGEST_FREEZE_MILLIS = 1_800;

    @Test
    void aRoomFollowsItsLine() throws Exception {
        try (Court court = Court.open("NarrowRoomIT");
                PhoneLine line = PhoneLine.open(court.folder(), ROOM)) {
            court.start();
            line.carries(WIDE);
            try (BaresipPeer seen = court.grainyRoom(SEEN);
                    BaresipPeer room = BaresipPeer.start(
                            court.folder(), court.account(ROOM), line.settings(), "", line.placeWithAside())) {
                room.awaitRegistered();
                court.call(seen);
                court.call(room);
                Await.until("a picture", Court.PATIENCE, () -> room.framesShown() > 0);
                Await.elapsed(STEADY);
                try (RoomViewer viewer = RoomViewer.start(room, SEEN)) {
                    Proof.holds(() -> fallAndComeBack(line, viewer));
                }
            }
            court.gateway().close();
            TraceJudge.judge(court.gateway().traces());
        }
    }

    private static List<String> fallAndComeBack(PhoneLine line, LineViewer viewer) throws Exception {
        LineLog log = LineLog.begin(viewer);
        line.carries(NARROW);
        log.watch(NARROW_TIME);
        double back = log.end();
        int narrowWidth = log.width();
        line.carries(WIDE);
        log.watch(WIDE_TIME);

        double fall = log.narrowerSince(Film.WIDTH, log.begin()) - log.begin();
        double backMillis = log.wideSince(Film.WIDTH, back) - back;
        String seen = String.format(
                Locale.ROOT,
                "room.fall.adapted.millis=%.0f%nroom.back.adapted.millis=%.0f%nroom.sound.gap.millis=%.0f%n"
                        + "room.longest.freeze.millis=%.0f%nroom.narrow.width=%d%n%s%n",
                fall,
                backMillis,
                log.longestSoundGap(),
                log.longestFreeze(),
                narrowWidth,
                log.looks());
        System.out.print(seen);
        Figure.print("narrow-room.down", fall, "ms");
        Figure.print("narrow-room.up", backMillis, "ms");
        Figure.print("narrow-room.freeze", log.longestFreeze(), "ms");
        boolean good = fall < TO_FALL_MILLIS
                && backMillis < TO_COME_BACK_MILLIS
                && log.longestFreeze() < LONGEST_FREEZE_MILLIS
                && narrowWidth > 0
                && narrowWidth < Film.WIDTH;
        return good ? List.of() : List.of(seen);
    }
}
