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

/** The product's main job: a room codec and a phone in one hearing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoPartyIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;
    private static final Duration WATCHED = Duration.ofSeconds(4);

    private static Court court;
    private static BaresipPeer room;
    private static BrowserPeer phone;

    @BeforeAll
    static void bothAreInAHearing() throws Exception {
        court = Court.open("TwoPartyIT");
        court.start();
        room = court.room(ROOM);
        phone = court.phone(PHONE);
        court.call(room);
        court.knock(phone);
        assertThat(phone.shown())
                .as("in the lobby")
                .noneMatch(one -> one.picture().party() == ROOM);
        court.admit(PHONE);
    }

    @AfterAll
    static void close() throws Exception {
        try (Court opened = court) {
            try (BaresipPeer first = room;
                    BrowserPeer second = phone) {
                // Both, before the gateway.
            }
            opened.gateway().close();
            TraceJudge.judge(opened.gateway().traces());
        }
    }

    @Test
    @Order(1)
    @Tag("fast")
    void aRoomAndAPhoneHearAndSeeEachOther() {
        Proof.sees(PHONE, ROOM, phone);
        Proof.sees(ROOM, PHONE, room);
        Proof.hears(PHONE, Set.of(ROOM), phone::soundInTheLast, MeasuredPage.SAMPLE_RATE);
        Proof.hears(ROOM, Set.of(PHONE), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
        assertThat(phone.console()).doesNotContain("page error");
    }

    @Test
    @Order(2)
    @Tag("measures")
    void whatTheySeeIsSmooth() throws Exception {
        Proof.sees(PHONE, ROOM, phone);
        Sight.isSmooth(PHONE, ROOM, () -> phone.watch(ROOM, WATCHED));
        Sight.isSmooth(ROOM, PHONE, () -> room.watch(PHONE, WATCHED));
    }
}
