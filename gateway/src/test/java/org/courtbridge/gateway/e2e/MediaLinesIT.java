package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An application adds pictures to its connection and stops others, whose places are used again (RFC 9429, section 5.2.2),
 * and says what nobody understands: it goes on seeing and hearing all else, and so does everybody.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MediaLinesIT {

    private static final int ROOM = 1;
    private static final int PHONE = 2;
    private static final int APPLICATION = 3;
    private static final int ROUNDS = 3;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** To each medium and to the session, what no standard knows. */
    private static final String STRANGE =
            "sdp => sdp.replace('t=0 0', 't=0 0\\r\\na=x-hall:зал').replaceAll('a=mid:', 'a=x-court:1\\r\\na=mid:')";

    private static Court court;
    private static BaresipPeer room;
    private static BrowserPeer phone;
    private static BrowserPeer application;

    @BeforeAll
    static void allAreInAHearing() throws Exception {
        court = Court.open("MediaLinesIT");
        court.start();
        String link = court.invite(APPLICATION);
        room = court.room(ROOM);
        phone = court.phone(PHONE);
        application = BrowserPeer.start(court.folder(), APPLICATION, "kk-KZ");
        court.call(room);
        court.knock(phone);
        court.admit(PHONE);
        application.page().navigate(link);
        application.evaluate(MeasuredPage.resource("application.js"));
        // One more than there are others: whoever loses a picture goes on there, and nobody else has to move.
        application.evaluate("courtApplication.join('" + Court.ticket(link) + "', 3)");
        court.admit(APPLICATION);
        for (int other : List.of(ROOM, PHONE)) {
            court.awaitSight(application, other);
        }
        court.awaitSight(phone, ROOM);
    }

    @AfterAll
    static void close() throws Exception {
        try (Court last = court;
                BaresipPeer first = room;
                BrowserPeer second = phone;
                BrowserPeer third = application) {
            assertThat(last.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    @Test
    @Order(1)
    void picturesComeAndGo() throws Exception {
        comeAndGo();
        assertThat(media(application)).hasSize(4).doesNotContain("stopped");
        Proof.sees(PHONE, ROOM, phone);

        refusesWithTheReason(application);
        Proof.sees(APPLICATION, ROOM, application);
        Proof.hears(APPLICATION, Set.of(ROOM, PHONE), application::soundInTheLast, MeasuredPage.SAMPLE_RATE);
    }

    @Test
    @Order(2)
    @Tag("measures")
    void picturesThatComeAndGoDisturbNobody() throws Exception {
        Proof.holds(MediaLinesIT::disturbances);
    }

    /** What is wrong with the sights of the room while the application's picture of the phone goes and comes back. */
    private static List<String> disturbances() throws Exception {
        MeasuredPage.Watch atPhone = phone.watch();
        MeasuredPage.Watch atApplication = application.watch();
        application.forgetSound();
        double began = application.now();
        comeAndGo();
        double seconds = (application.now() - began) / 1_000;
        List<Sight> sights = new ArrayList<>(Sight.of(APPLICATION, atApplication.end(Set.of(ROOM))));
        sights.addAll(Sight.of(PHONE, atPhone.end(Set.of(ROOM))));
        System.out.printf("in %.1f s and %d rounds: %s%n", seconds, ROUNDS, sights);
        List<String> complaints = new ArrayList<>(Proof.deafness(
                APPLICATION, Set.of(ROOM, PHONE), application.soundInTheLast((int) seconds), MeasuredPage.SAMPLE_RATE));
        sights.forEach(sight -> complaints.addAll(sight.complaints()));
        return complaints;
    }

    private static void comeAndGo() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Await.until(
                    "names of all pictures",
                    Court.PATIENCE,
                    () -> application.evaluate("courtApplication.settled(2)").asBoolean());
            List<String> before = media(application);
            application.evaluate("courtApplication.stop('Party " + PHONE + "')");
            application.evaluate("courtApplication.negotiate()");
            List<String> without = media(application);
            assertThat(without).hasSameSizeAs(before).containsOnlyOnce("stopped");
            assertThat(without.indexOf("stopped")).isPositive();

            double added = application.now();
            application.evaluate("void courtApplication.add()");
            application.evaluate("courtApplication.negotiate(" + STRANGE + ")");
            assertThat(media(application))
                    .hasSameSizeAs(before)
                    .doesNotContain("stopped", before.get(without.indexOf("stopped")));
            Await.until(
                    "sight in the new picture",
                    Court.PATIENCE,
                    () -> application.shown().stream()
                            .anyMatch(one -> one.picture().party() == PHONE && one.at() > added));
            Await.elapsed(BETWEEN);
        }
    }

    private static void refusesWithTheReason(BrowserPeer application) {
        assertThat(problem(application, "offer.replace(/a=fingerprint.*\\r\\n/g, '')"))
                .isEqualTo("no a=fingerprint of sha-256, sha-384, sha-512");
        assertThat(problem(application, "offer.slice(0, offer.lastIndexOf('m='))"))
                .isEqualTo("3 media (expected: >= 4, as before; RFC 3264, section 8)");
        assertThat(problem(application, "'v=0'")).isEqualTo("o= is missing (RFC 8866, section 5.2)");
        assertThat(problem(application, "offer.replaceAll('m=video 9', 'm=video 123456')"))
                .isEqualTo("m= port is not 0 to 65535");
    }

    private static String problem(BrowserPeer application, String offer) {
        return application
                .evaluate("(offer => courtApplication.ask(" + offer + "))(courtApplication.offer())")
                .path("problem")
                .asText();
    }

    private static List<String> media(BrowserPeer application) {
        JsonNode media = application.evaluate("courtApplication.media()");
        return List.of(JSON.convertValue(media, String[].class));
    }
}
