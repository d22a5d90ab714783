package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a phone received of a party's picture over a time, looked at several times a second; and what it showed and heard.
 * Times are milliseconds on the browser's clock.
 */
final class LineLog {

    /** A picture that changes less often stands still. */
    static final double MOVES_MILLIS = 1_000;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final BrowserPeer phone;
    private final int party;
    private final double begin;
    private final List<Look> looks = new ArrayList<>();
    private final List<Sighting.Shown> shown = new ArrayList<>();
    private double end;
    private long octets;

    /**
     * One look.
     *
     * @param bitsPerSecond of all pictures since the look before
     * @param width of the party's picture, in pixels
     */
    record Look(double at, long bitsPerSecond, int width) {}

    private LineLog(BrowserPeer phone, int party) {
        this.phone = phone;
        this.party = party;
        phone.forget();
        phone.forgetSound();
        this.begin = phone.now();
        this.end = begin;
        this.octets = received();
    }

    static LineLog begin(BrowserPeer phone, int party) {
        return new LineLog(phone, party);
    }

    /** Looks on for a while. */
    void watch(Duration duration) {
        double until = phone.now() + duration.toMillis();
        while (end < until) {
            Await.elapsed(BETWEEN_LOOKS);
            look();
        }
        phone.shown().stream().filter(one -> one.picture().party() == party).forEach(shown::add);
        phone.forget();
    }

    private void look() {
        double now = phone.now();
        long sum = received();
        looks.add(new Look(now, Math.round(8_000 * (sum - octets) / (now - end)), phone.widthOf(party)));
        octets = sum;
        end = now;
    }

    private long received() {
        long sum = 0;
        for (JsonNode one : phone.statistics()) {
            if (one.path("type").asText().equals("inbound-rtp")
                    && one.path("kind").asText().equals("video")) {
                sum += one.path("bytesReceived").asLong();
            }
        }
        return sum;
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

    /** From when on the picture never stood still until a time, which is that time if it stood still then. */
    double movesSince(double from, double to) {
        double since = from;
        double last = from;
        for (Sighting.Shown one : shown) {
            if (one.at() >= from && one.at() <= to) {
                since = one.at() - last > MOVES_MILLIS ? one.at() : since;
                last = one.at();
            }
        }
        return to - last > MOVES_MILLIS ? to : since;
    }

    /** The longest time that the picture did not change. */
    double longestFreeze() {
        return Sighting.of(party, shown, begin, end).longestFreeze();
    }

    /** How much longer than its own pauses the party's tone was silent at most. */
    double longestSoundGap() {
        short[] sound = phone.soundInTheLast((int) Math.ceil((end - begin) / 1e3));
        return Math.max(0, Tones.longestSilence(party, sound, BrowserPeer.SAMPLE_RATE) - Tones.pauseMillis(party));
    }
}
