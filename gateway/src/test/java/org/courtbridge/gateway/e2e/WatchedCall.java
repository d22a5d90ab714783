package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.courtbridge.gateway.measuring.Look;
import org.courtbridge.gateway.measuring.Measurement;

/**
 * A room codec and a phone in one hearing while something happens: whether each goes on hearing and seeing the other; and,
 * where that is measured, whether it does so without a gap.
 */
final class WatchedCall implements AutoCloseable {

    static final int ROOM = 1;
    static final int PHONE = 3;

    /** Enough pictures and swells of a tone to count. */
    private static final Duration SHORTEST = Duration.ofSeconds(3);

    /** A gap in a tone shows as a pause that is longer than those between its swells. */
    private static final double LONGEST_GAP_MILLIS = 100;

    /** Of the machine, with which there may well be such a gap. */
    private static final Duration STANDSTILL = Duration.ofMillis(50);

    private static final double SMALLEST_SHARE_OF_SOUND = 0.9;
    private static final double LARGEST_SHARE_MADE_UP = 0.05;

    private final Court court;
    private final BaresipPeer room;
    private final BrowserPeer phone;

    private WatchedCall(Court court, BaresipPeer room, BrowserPeer phone) {
        this.court = court;
        this.room = room;
        this.phone = phone;
    }

    /** Whatever happens meanwhile; it may be made to happen again. */
    interface Happening {
        void happen() throws Exception;
    }

    /** Lets both into a hearing that has begun, and waits until each sees the other. */
    static WatchedCall in(Court court, BaresipPeer room) throws Exception {
        return in(court, room, court.phone(PHONE));
    }

    /** The same with a phone that has opened its link. */
    static WatchedCall in(Court court, BaresipPeer room, BrowserPeer phone) throws Exception {
        try {
            court.call(room);
            court.knock(phone);
            court.admit(PHONE);
            WatchedCall call = new WatchedCall(court, room, phone);
            call.awaitPictures();
            return call;
        } catch (Exception | AssertionError e) {
            phone.close();
            throw e;
        }
    }

    /** The room hangs up and calls again. */
    void again() throws Exception {
        phone.forget();
        court.callAgain(room);
        awaitPictures();
    }

    private void awaitPictures() throws Exception {
        court.awaitSight(phone, ROOM);
        Await.until(
                "sight of the phone in the room",
                Court.PATIENCE,
                () -> room.screen().filter(seen -> seen.party() == PHONE).isPresent());
    }

    BaresipPeer room() {
        return room;
    }

    BrowserPeer phone() {
        return phone;
    }

    /** Both are in the same calls after it, hear and see each other, and the phone's page says so. */
    void goesOnDuring(Happening happening) throws Exception {
        mediaGoOnDuring(happening);
        phone.page().waitForSelector("body[data-state=in-hearing][data-connection=connected]");
    }

    /** The same whatever the phone's page says. */
    void mediaGoOnDuring(Happening happening) throws Exception {
        String legs = legs();
        happening.happen();
        phone.forget();
        phone.forgetSound();
        Proof.sees(PHONE, ROOM, phone);
        Proof.sees(ROOM, PHONE, room);
        Proof.hears(PHONE, Set.of(ROOM), phone::soundInTheLast, MeasuredPage.SAMPLE_RATE);
        Proof.hears(ROOM, Set.of(PHONE), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
        assertThat(legs()).as("the calls").isEqualTo(legs);
    }

    /** Neither of the two notices it by any gap. */
    void isNotNoticed(Happening happening) throws Exception {
        String legs = legs();
        Measurement.holds(STANDSTILL, () -> watched(happening));
        assertThat(legs()).as("the calls").isEqualTo(legs);
    }

    /** Measures once whether either of the two notices it. */
    Look lookDuring(Happening happening) throws Exception {
        String legs = legs();
        Look look = Measurement.once(STANDSTILL, () -> watched(happening));
        assertThat(legs()).as("the calls").isEqualTo(legs);
        return look;
    }

    /** The two calls, whoever else has come meanwhile. */
    private String legs() throws Exception {
        List<String> legs = new ArrayList<>();
        for (int party : List.of(ROOM, PHONE)) {
            legs.add(court.leg(party));
        }
        return legs.toString();
    }

    private List<String> watched(Happening happening) throws Exception {
        int heardBefore = room.received().length;
        RoomScreen.Watch roomWatch = room.watch();
        PhoneSound phoneSound = new PhoneSound();
        MeasuredPage.Watch phoneWatch = phone.watch();
        long begin = System.nanoTime();
        happening.happen();
        Await.elapsed(SHORTEST.minusNanos(System.nanoTime() - begin));
        Map<Integer, Sighting> phoneSaw = phoneWatch.end(Set.of(ROOM));
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<String> complaints = new ArrayList<>(phoneSound.complaints(seconds));
        complaints.addAll(new Sight(PHONE, ROOM, Objects.requireNonNull(phoneSaw.get(ROOM))).complaints());

        RoomScreen.Watched roomSaw = roomWatch.end();
        double roomSeconds = roomSaw.millis() / 1e3;
        short[] received = room.received();

        complaints.addAll(new Sight(ROOM, PHONE, roomSaw.of(PHONE)).complaints());
        complaints.addAll(hears(
                ROOM,
                PHONE,
                Arrays.copyOfRange(received, heardBefore, received.length),
                BaresipPeer.SAMPLE_RATE,
                roomSeconds));
        System.out.printf("in %.1f s the room saw %s, the phone %s%n", seconds, roomSaw.of(PHONE), phoneSaw.get(ROOM));
        return complaints;
    }

    /** The other's tone goes on from the begin to the end. */
    private static List<String> hears(int self, int other, short[] sound, int sampleRate, double seconds) {
        double silence = Tones.longestSilence(other, sound, sampleRate);
        boolean good = Tones.hears(other, sound, sampleRate)
                && !Tones.hears(self, sound, sampleRate)
                && silence < Tones.pauseMillis(other) + LONGEST_GAP_MILLIS
                && sound.length > SMALLEST_SHARE_OF_SOUND * seconds * sampleRate;
        return good
                ? List.of()
                : List.of("%d hears %d in %.1f s: silent for %.0f ms, %s"
                        .formatted(self, other, seconds, silence, Tones.describe(sound, sampleRate)));
    }

    /** The sound that the phone hears from now on. A browser fills gaps with what went before, and says how much of it. */
    private final class PhoneSound {

        private final double playedBefore = figure("totalSamplesReceived");
        private final double madeUpBefore = figure("concealedSamples");

        private PhoneSound() {
            phone.forgetSound();
        }

        private double figure(String name) {
            return phone.stream("inbound-rtp", "audio").path(name).asDouble();
        }

        List<String> complaints(double seconds) {
            short[] sound = phone.soundInTheLast((int) Math.ceil(seconds));
            double madeUp = (figure("concealedSamples") - madeUpBefore)
                    / Math.max(1, figure("totalSamplesReceived") - playedBefore);
            List<String> complaints = new ArrayList<>(hears(PHONE, ROOM, sound, MeasuredPage.SAMPLE_RATE, seconds));
            if (madeUp > LARGEST_SHARE_MADE_UP) {
                complaints.add("%.0f %% of what the phone plays is made up".formatted(100 * madeUp));
            }
            return complaints;
        }
    }

    @Override
    public void close() throws IOException {
        try (BaresipPeer first = room;
                BrowserPeer second = phone) {
            // Both, whatever happens to one of them.
        }
    }
}
