package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.codecs.compose.Arrangement;
import org.courtbridge.codecs.video.PixelShape;
import org.courtbridge.hearings.Layout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two rooms and two phones in one hearing: each pair that should hear or see each other does. A phone sees all others at
 * once, a room whoever speaks.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FourPartyIT {

    private static final Duration WATCHED = Duration.ofSeconds(4);

    /** A room's screen is looked at so often. */
    private static final int LOOKS = 5;

    private static Court court;
    private static BaresipPeer first;
    private static BaresipPeer second;
    private static BrowserPeer third;
    private static BrowserPeer fourth;

    @BeforeAll
    static void allAreInAHearing() throws Exception {
        court = Court.open("FourPartyIT");
        court.start();
        first = court.room(1);
        second = court.room(2);
        third = court.phone(3);
        fourth = court.phone(4);
        court.call(first);
        court.call(second);
        court.knock(third);
        court.knock(fourth);
        court.admit(3);
        court.admit(4);
        for (int other : List.of(1, 2, 4)) {
            court.awaitSight(third, other);
        }
        for (int other : List.of(1, 2, 3)) {
            court.awaitSight(fourth, other);
        }
    }

    @AfterAll
    static void close() throws Exception {
        try (Court last = court;
                BaresipPeer one = first;
                BaresipPeer two = second;
                BrowserPeer three = third;
                BrowserPeer four = fourth) {
            // All of them, whatever happens to one.
        }
    }

    @Test
    @Order(1)
    void everybodyHearsAllOthersAndSeesThem() throws Exception {
        Proof.hears(3, Set.of(1, 2, 4), third::soundInTheLast, MeasuredPage.SAMPLE_RATE);
        Proof.hears(4, Set.of(1, 2, 3), fourth::soundInTheLast, MeasuredPage.SAMPLE_RATE);
        Proof.hears(1, Set.of(2, 3, 4), first::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
        Proof.hears(2, Set.of(1, 3, 4), second::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
        for (int other : List.of(1, 2, 4)) {
            Proof.sees(3, other, third);
        }
        for (int other : List.of(1, 2, 3)) {
            Proof.sees(4, other, fourth);
        }
        seesOthersOnly(first, 1);
        seesOthersOnly(second, 2);

        rehearsed(Await.value(
                "a rehearsal for which gateway and lines have room",
                Court.PATIENCE,
                () -> Optional.of(court.rehearse()).filter(FourPartyIT::hadRoom)));

        // The speaker does not see itself, but whom it saw before.
        onlySpeaker(3);
        Proof.seesAlone(1, 3, first::screen);
        Proof.seesAlone(2, 3, second::screen);
        onlySpeaker(1);
        Proof.seesAlone(1, 3, first::screen);
        Proof.seesAlone(2, 1, second::screen);
        onlySpeaker(2);
        Proof.seesAlone(1, 2, first::screen);
        Proof.seesAlone(2, 1, second::screen);
        onlySpeaker(4);
        Proof.seesAlone(1, 4, first::screen);
        Proof.seesAlone(2, 4, second::screen);
    }

    @Test
    @Order(2)
    @Tag("measures")
    void whatPhonesSeeIsSmooth() throws Exception {
        Sight.areSmooth(() -> {
            MeasuredPage.Watch one = third.watch();
            MeasuredPage.Watch other = fourth.watch();
            Await.elapsed(WATCHED);
            List<Sight> seen = new ArrayList<>(Sight.of(3, one.end(Set.of(1, 2, 4))));
            seen.addAll(Sight.of(4, other.end(Set.of(1, 2, 3))));
            return seen;
        });
    }

    @Test
    @Order(3)
    @Tag("measures")
    void whatARoomSeesOfASpeakerAndOfAllIsSmooth() throws Exception {
        onlySpeaker(4);
        Proof.seesAlone(1, 4, first::screen);
        Sight.isSmooth(1, 4, () -> first.watch(4, WATCHED));

        court.choose(1, Layout.GRID);
        List<Integer> others = List.of(2, 3, 4);
        ComposedSight all =
                new ComposedSight(1, new ComposedScreen(Arrangement.GRID, others.size(), PixelShape.SQUARE), others);
        all.await(first::image);
        all.isSmooth(first::image, WATCHED, Set.of());
    }

    /** On a machine that has other things to do, a picture may have been dropped for a while, which the rehearsal says. */
    private static boolean hadRoom(JsonNode rehearsal) {
        return rehearsal.path("answers").findValuesAsText("because").stream()
                .noneMatch(because -> because.equals("GATEWAY_BUSY") || because.equals("LINE_TOO_NARROW"));
    }

    /** Each of four hears and sees three others, and all of them say so. */
    private static void rehearsed(JsonNode rehearsal) {
        System.out.println("rehearsal: " + rehearsal.path("outcome").asText());
        rehearsal
                .path("answers")
                .forEach(answer -> System.out.println(answer.path("sentence").asText() + " ("
                        + answer.path("because").asText() + ")"));
        assertThat(rehearsal.path("answers"))
                .hasSize(24)
                .allSatisfy(answer -> assertThat(answer.path("outcome").asText())
                        .as(answer.toString())
                        .isEqualTo("PASS"));
    }

    /** While all speak, the picture changes; and it is always of somebody else. */
    private static void seesOthersOnly(BaresipPeer room, int self) {
        List<Integer> seen = new ArrayList<>();
        Await.until("looks at the screen of room " + self, Court.PATIENCE, () -> {
            room.screen().map(CodedPicture::party).ifPresent(seen::add);
            return seen.size() >= LOOKS;
        });
        assertThat(seen).as("who room %d sees", self).doesNotContain(self);
    }

    /** Of those who are heard, only one. */
    private static void onlySpeaker(int speaker) throws Exception {
        for (int party : List.of(1, 2, 3, 4)) {
            if (party == speaker) {
                court.unmute(party);
            } else {
                court.mute(party);
            }
        }
    }
}
