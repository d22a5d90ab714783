package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.courtbridge.gateway.Figure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures the time until somebody who comes late has the first picture: a phone from the clerk's click until it has shown
 * every other party, a room from the answer to its call until it has decoded one.
 *
 * <p>A room that sends keyframes only when it is asked, and a phone, are in the hearing already.
 */
@Tag("measures")
class FirstPictureIT {

    private static final int STAYING_ROOM = 1;
    private static final int COMING_ROOM = 2;
    private static final int STAYING_PHONE = 3;
    private static final int COMING_PHONE = 4;

    private static final int FEW = 4;
    private static final int MANY = Integer.getInteger("soak.joins", 40);

    /** The film and the tone of a room last three minutes. */
    private static final int REDIAL_EVERY = 15;

    private static final double LIMIT_MILLIS = 1_200;

    /** The waits of those who came, in milliseconds. */
    private static final class Waits {

        private final String whose;
        private final List<Double> millis = new ArrayList<>();

        Waits(String whose) {
            this.whose = whose;
        }

        /** @param share 0.95 for the wait that 95 in 100 did not exceed */
        double quantile(double share) {
            List<Double> sorted = millis.stream().sorted().toList();
            return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "joins.%1$s=%2$d%njoins.%1$s.p50.millis=%3$.0f%njoins.%1$s.p95.millis=%4$.0f%n"
                            + "joins.%1$s.max.millis=%5$.0f%n",
                    whose,
                    millis.size(),
                    quantile(0.5),
                    quantile(0.95),
                    quantile(1));
            Figure.print(whose + ".p50", quantile(0.5), "ms");
            Figure.print(whose + ".p95", quantile(0.95), "ms");
        }

        @Override
        public String toString() {
            return whose + " waited " + millis.stream().map(Math::round).toList() + " ms";
        }
    }

    private final Waits rooms = new Waits("room");
    private final Waits phones = new Waits("phone");

    /** Half of them, as the machine that this runs on may hold up a single one. */
    @Test
    void aPictureIsThereAtOnce() throws Exception {
        Proof.holds(() -> {
            rooms.millis.clear();
            phones.millis.clear();
            join(FEW);
            return Stream.of(rooms, phones)
                    .filter(waits -> waits.quantile(0.5) >= LIMIT_MILLIS)
                    .map(Waits::toString)
                    .toList();
        });
    }

    @Test
    @Tag("soak")
    @Tag("joins")
    void nineteenInTwentyHaveAPictureInTime() throws Exception {
        join(MANY);
        rooms.print();
        phones.print();
        assertThat(rooms.quantile(0.95)).as("%s", rooms).isLessThan(LIMIT_MILLIS);
        assertThat(phones.quantile(0.95)).as("%s", phones).isLessThan(LIMIT_MILLIS);
    }

    private void join(int times) throws Exception {
        try (Court court = Court.open("FirstPictureIT")) {
            court.start();
            try (BaresipPeer room = court.room(STAYING_ROOM);
                    BrowserPeer phone = court.phone(STAYING_PHONE);
                    BaresipPeer comingRoom = court.room(COMING_ROOM);
                    BrowserPeer comingPhone = court.phone(COMING_PHONE)) {
                court.call(room);
                court.knock(phone);
                court.admit(STAYING_PHONE);
                court.awaitSight(phone, STAYING_ROOM);
                for (int i = 0; i < times; i++) {
                    if (i > 0 && i % REDIAL_EVERY == 0) {
                        room.hangUp();
                        court.awaitLegs(1);
                        court.call(room);
                        phone.forget();
                        court.awaitSight(phone, STAYING_ROOM);
                    }
                    comes(court, comingRoom);
                    comes(court, comingPhone);
                }
            }
        }
    }

    private void comes(Court court, BaresipPeer room) throws Exception {
        court.call(room);
        long answered = System.nanoTime();
        Await.soon("the first frame at the room", Court.PATIENCE, () -> room.framesShown() > 0);
        rooms.millis.add((System.nanoTime() - answered) / 1e6);
        Await.until(
                "somebody else on the room's screen",
                Court.PATIENCE,
                () -> room.screen()
                        .filter(picture -> picture.party() != COMING_ROOM)
                        .isPresent());
        room.hangUp();
        court.awaitLegs(2);
    }

    private void comes(Court court, BrowserPeer phone) throws Exception {
        court.knock(phone);
        phone.forget();
        double admitted = phone.now();
        court.admit(COMING_PHONE);
        double last = admitted;
        for (int party : List.of(STAYING_ROOM, STAYING_PHONE)) {
            last = Math.max(last, court.awaitSight(phone, party));
        }
        phones.millis.add(last - admitted);
        court.remove(COMING_PHONE);
        phone.page().waitForSelector("body[data-state=ended]");
        phone.page().getByTestId("rejoin").click();
        court.awaitLegs(2);
    }
}
