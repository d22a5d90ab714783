package org.courtbridge.gateway.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A record of a party's picture as it came by a line over a time, looked at several times a second; and of what was shown and
 * heard. Times are milliseconds on the viewer's clock.
 */
final class LineLog {

    /** A picture that changes less often stands still. */
    static final double MOVES_MILLIS = 1_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final LineViewer viewer;
    private final double begin;
    private final List<Look> looks = new ArrayList<>();
    private final List<Double> changes = new ArrayList<>();
    private double end;
    private long octets;

    /**
     * One look.
     *
     * @param bitsPerSecond since the look before
     * @param width of the party's picture, in pixels
     */
    record Look(double at, long bitsPerSecond, int width) {}

    private LineLog(LineViewer viewer) throws Exception {
        this.viewer = viewer;
        viewer.changes();
        viewer.forgetSound();
        this.begin = viewer.now();
        this.end = begin;
        this.octets = viewer.octets();
    }

    static LineLog begin(LineViewer viewer) throws Exception {
        return new LineLog(viewer);
    }

    /** Looks on for a while. */
    void watch(Duration duration) throws Exception {
        double until = viewer.now() + duration.toMillis();
        while (end < until) {
            Await.elapsed(BETWEEN_LOOKS);
            look();
        }
        changes.addAll(viewer.changes());
    }

    private void look() throws Exception {
        double now = viewer.now();
        long sum = viewer.octets();
        looks.add(new Look(now, Math.round(8_000 * (sum - octets) / (now - end)), viewer.width()));
        octets = sum;
        end = now;
    }

    double begin() {
        return begin;
    }

    /** Of the last look. */
    double end() {
        return end;
    }

    List<Look> looks() {
        return looks;
    }

    /** How wide the party's picture was in the last look. */
    int width() {
        return looks.isEmpty() ? 0 : looks.getLast().width();
    }

    /** From when on the picture was so wide until the end; the end if it is not. */
    double wideSince(int width, double from) {
        double since = end;
        for (Look look : looks.reversed()) {
            if (look.at() < from || look.width() < width) {
                break;
            }
            since = look.at();
        }
        return since;
    }

    /** When the picture first was less wide; the end if it never was. */
    double narrowerSince(int width, double from) {
        return looks.stream()
                .filter(look -> look.at() >= from && look.width() < width)
                .mapToDouble(Look::at)
                .findFirst()
                .orElse(end);
    }

    /** From when on the picture never stood still until a time, which is that time if it stood still then. */
    double movesSince(double from, double to) {
        double since = from;
        double last = from;
        for (double at : changes) {
            if (at >= from && at <= to) {
                since = at - last > MOVES_MILLIS ? at : since;
                last = at;
            }
        }
        return to - last > MOVES_MILLIS ? to : since;
    }

    /** The longest time that the picture did not change. */
    double longestFreeze() {
        double longest = 0;
        double since = begin;
        for (double at : changes) {
            if (at <= end) {
                longest = Math.max(longest, at - since);
                since = at;
            }
        }
        return Math.max(longest, end - since);
    }

    /** How much longer than its own pauses the party's tone was silent at most. */
    double longestSoundGap() throws Exception {
        return viewer.longestSoundGap(end - begin);
    }
}
