package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A phone flashes and beeps at once, and another sees and hears it through the gateway; and at the same time over a connection
 * with nothing between, which tells what the browsers themselves make of it.
 */
@Tag("measures")
class LipSyncIT {

    private static final int SENDER = 3;
    private static final int RECEIVER = 4;

    private static final double MOST_MILLIS = 60;
    private static final Duration SETTLING = Duration.ofSeconds(3);
    private static final Duration WATCHED = Duration.ofSeconds(8);
    private static final int FEWEST = 5;

    @Test
    void aFlashIsSeenWithItsBeep() throws Exception {
        try (Court court = Court.open("LipSyncIT")) {
            court.start();
            try (BrowserPeer sender = phone(court, SENDER);
                    BrowserPeer receiver = phone(court, RECEIVER)) {
                String offer = sender.evaluate("lipSync.offer()").asText();
                String answer = receiver.page()
                        .evaluate("sdp => lipSync.answer(sdp)", offer)
                        .toString();
                sender.page().evaluate("sdp => lipSync.answered(sdp)", answer);
                Await.elapsed(SETTLING);
                List.of("gateway", "direct").forEach(way -> skews(receiver, way));

                Proof.holds(() -> {
                    Await.elapsed(WATCHED);
                    List<Double> through = skews(receiver, "gateway");
                    List<Double> direct = skews(receiver, "direct");
                    double more = median(through) - median(direct);
                    System.out.printf(
                            "flash after beep, ms: through the gateway %.0f of %d, directly %.0f of %d%n",
                            median(through), through.size(), median(direct), direct.size());
                    return Math.abs(more) <= MOST_MILLIS && Math.min(through.size(), direct.size()) >= FEWEST
                            ? List.of()
                            : List.of("through the gateway %s, directly %s".formatted(through, direct));
                });
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** One in the hearing whose camera flashes, and whose microphone beeps at once. */
    static BrowserPeer phone(Court court, int party) throws Exception {
        String link = court.invite(party);
        BrowserPeer phone = court.phone(party, link);
        try {
            phone.anew(MeasuredPage.resource("lip-sync.js"));
            phone.page().navigate(link);
            court.knock(phone);
            court.admit(party);
            phone.page().waitForSelector("body[data-state=in-hearing][data-connection=connected]");
            return phone;
        } catch (IOException | RuntimeException e) {
            phone.close();
            throw e;
        }
    }

    private static List<Double> skews(BrowserPeer phone, String way) {
        List<Double> skews = new ArrayList<>();
        for (JsonNode skew : phone.evaluate("lipSync.takeSkews('" + way + "')")) {
            skews.add(skew.asDouble());
        }
        return skews;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
