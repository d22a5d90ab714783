package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.courtbridge.gateway.Figure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures the time from the opening of the link until somebody hears and sees the room that is in the hearing: a browser that
 * has never been there, a code word that is given as soon as the page takes it, and a seat that has been admitted.
 */
@Tag("measures")
class JoinSpeedIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;

    private static final int FEW = 5;
    private static final int MANY = Integer.getInteger("bench.joins", 30);

    /** The film and the tone of a room last three minutes. */
    private static final int REDIAL_EVERY = 30;

    /** Before the measurement: a gateway and a browser at work have done this before. */
    private static final int WARM_UP = 3;

    private static final double MEDIAN_MILLIS = 600;
    private static final double NINETEEN_IN_TWENTY_MILLIS = 1_200;

    /**
     * What the picture takes at most, in times that the page alone took to be there: on machines whose page takes 0.2 to 1 s the
     * picture takes 2.1 to 2.6 of them. Whoever waits for a keyframe that nobody asked for, or for a timer, takes more.
     */
    private static final double PAGES = 4;

    /** In the order in which they come to pass, mostly. */
    private static final List<String> STEPS = List.of(
            "ready", "asked", "devices", "ticket", "welcome", "answer", "admitted", "way", "keys", "sound", "picture");

    /** Milliseconds since the link was opened, by step, of each who came. */
    private final Map<String, List<Double>> times = new HashMap<>();

    /**
     * Half of them, as the machine that this runs on may hold up a single one; and one that is slow to show the page may be as slow
     * with all the rest.
     */
    @Test
    void whoOpensTheLinkHearsAndSeesSoon() throws Exception {
        Proof.holds(() -> {
            join(FEW);
            System.out.print(report());
            double limit = Math.max(NINETEEN_IN_TWENTY_MILLIS, PAGES * quantile("ready", 0.5));
            boolean good = quantile("sound", 0.5) <= limit && quantile("picture", 0.5) <= limit;
            return good ? List.of() : List.of(report());
        });
    }

    @Test
    @Tag("soak")
    @Tag("join")
    void nineteenInTwentyHearAndSeeInTime() throws Exception {
        join(MANY);
        System.out.print(report());
        for (String step : STEPS) {
            Figure.print(step + ".p50", quantile(step, 0.5), "ms");
            Figure.print(step + ".p95", quantile(step, 0.95), "ms");
        }
        for (String what : List.of("sound", "picture")) {
            assertThat(quantile(what, 0.5)).as(what).isLessThanOrEqualTo(MEDIAN_MILLIS);
            assertThat(quantile(what, 0.95)).as(what).isLessThanOrEqualTo(NINETEEN_IN_TWENTY_MILLIS);
        }
    }

    private void join(int count) throws Exception {
        times.clear();
        try (Court court = Court.open("JoinSpeedIT")) {
            court.start();
            String link = court.invite(PHONE);
            court.admit(PHONE);
            try (BaresipPeer room = court.room(ROOM);
                    BrowserPeer phone = BrowserPeer.start(court.folder(), PHONE, "kk-KZ")) {
                court.call(room);
                for (int n = 0; n < WARM_UP + count; n++) {
                    if (n > 0 && n % REDIAL_EVERY == 0) {
                        room.hangUp();
                        court.awaitLegs(0);
                        court.call(room);
                    }
                    JsonNode steps = comes(court, phone, link);
                    for (String step : n < WARM_UP ? List.<String>of() : STEPS) {
                        times.computeIfAbsent(step, name -> new ArrayList<>())
                                .add(steps.path(step).asDouble());
                    }
                }
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** @return when what came to pass */
    private static JsonNode comes(Court court, BrowserPeer phone, String link) throws Exception {
        phone.anew(MeasuredPage.resource("join-watch.js") + "joinWatch('%s');".formatted(Court.CODE_WORD));
        phone.page().navigate(link);
        double begin = phone.evaluate("performance.timeOrigin").asDouble();
        double picture = court.awaitSight(phone, ROOM) - begin;
        Await.until(
                "sound",
                Court.PATIENCE,
                () -> phone.evaluate("joinTimes.sound ?? 0").asDouble() > 0);
        phone.evaluate("joinTimes.picture = " + picture);
        JsonNode steps = phone.evaluate("joinTimes");
        phone.page().getByTestId("leave").click();
        court.awaitLegs(1);
        return steps;
    }

    /** @param share 0.95 for the time that 95 in 100 did not exceed */
    private double quantile(String step, double share) {
        List<Double> sorted =
                times.getOrDefault(step, List.of()).stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    private String report() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "join.runs=%d%njoin.load=%.1f%n",
                times.getOrDefault("sound", List.of()).size(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        for (String step : STEPS) {
            text.append(String.format(
                    Locale.ROOT,
                    "join.%s.p50.millis=%.0f%njoin.%1$s.p95.millis=%3$.0f%n",
                    step,
                    quantile(step, 0.5),
                    quantile(step, 0.95)));
        }
        return text.toString();
    }
}
