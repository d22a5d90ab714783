package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A room that knows no VP8 and a Firefox that knows no H.264: each one's picture is coded anew for the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirefoxIT {

    private static final int ROOM = 1;
    private static final int PHONE = 2;
    private static final Duration WATCHED = Duration.ofSeconds(4);

    private static Court court;
    private static BaresipPeer room;
    private static FirefoxPeer phone;

    @BeforeAll
    static void bothAreInAHearing() throws Exception {
        court = Court.open("FirefoxIT");
        court.start();
        room = court.room(ROOM);
        phone = FirefoxPeer.start(court.folder(), PHONE, court.invite(PHONE));
        court.call(room);
        phone.join(Court.CODE_WORD);
        phone.awaitBody("state", "lobby");
        court.admit(PHONE);
        phone.awaitBody("state", "in-hearing");
    }

    @AfterAll
    static void close() throws Exception {
        try (Court opened = court) {
            try (BaresipPeer first = room;
                    FirefoxPeer second = phone) {
                second.leave();
                opened.awaitLegs(1);
                first.hangUp();
                opened.awaitLegs(0);
            }
            assertThat(opened.gateway().log()).doesNotContain(" ERROR ");
            opened.gateway().close();
            TraceJudge.judge(opened.gateway().traces());
        }
    }

    @Test
    @Order(1)
    void aRoomAndAFirefoxWithoutACommonCodecHearAndSeeEachOther() throws Exception {
        Proof.sees(PHONE, ROOM, phone);
        Proof.sees(ROOM, PHONE, room);
        Proof.hears(PHONE, Set.of(ROOM), phone::soundInTheLast, MeasuredPage.SAMPLE_RATE);
        Proof.hears(ROOM, Set.of(PHONE), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
        assertThat(court.pictureCodecs(ROOM)).containsOnly("H264");
        assertThat(court.pictureCodecs(PHONE)).containsOnly("VP8");
    }

    @Test
    @Order(2)
    @Tag("measures")
    void whatIsCodedAnewIsSmooth() throws Exception {
        Proof.sees(PHONE, ROOM, phone);
        Sight.isSmooth(PHONE, ROOM, () -> phone.watch(ROOM, WATCHED));
        Sight.isSmooth(ROOM, PHONE, () -> room.watch(PHONE, WATCHED));
    }
}
