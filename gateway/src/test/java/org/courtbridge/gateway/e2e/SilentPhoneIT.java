package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
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
 * A phone that sends, and wants to be sent, hardly anything while it is silent (RFC 7587, section 6.1: usedtx): silence is
 * neither loss nor the end of the call, and who speaks after it is heard.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SilentPhoneIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;

    private static final Duration SILENCE = Duration.ofSeconds(6);

    /** Of 50 a second there are one every 400 ms, with one that announces the silence after it. */
    private static final long FEW_PACKETS = 60;

    private static final long FEWEST_PACKETS = 5;

    private static final long MOST_MADE_UP_MILLIS = 60;

    /** Has a page say usedtx in its offer, and hear it in our answer. */
    private static final String DISCONTINUOUS =
            "const wanted = (sdp) => sdp.replaceAll('useinbandfec=1', 'useinbandfec=1;usedtx=1');"
                    + "const send = WebSocket.prototype.send;"
                    + "WebSocket.prototype.send = function (said) { return send.call(this, wanted(said)); };"
                    + "const take = RTCPeerConnection.prototype.setRemoteDescription;"
                    + "RTCPeerConnection.prototype.setRemoteDescription = function (answer) {"
                    + "return take.call(this, { type: answer.type, sdp: wanted(answer.sdp) }); };";

    private static Court court;
    private static BaresipPeer room;
    private static BrowserPeer phone;

    @BeforeAll
    static void bothAreInAHearing() throws Exception {
        court = Court.open("SilentPhoneIT");
        court.start();
        room = court.room(ROOM);
        phone = court.phone(PHONE);
        phone.page().addInitScript(DISCONTINUOUS);
        phone.page().reload();
        court.call(room);
        court.knock(phone);
        court.admit(PHONE);
        court.awaitSight(phone, ROOM);
    }

    @AfterAll
    static void close() throws Exception {
        try (Court last = court) {
            try (BaresipPeer first = room;
                    BrowserPeer second = phone) {
                // Both, before it is asked who is left.
            }
            last.awaitLegs(0);
            assertThat(last.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    @Test
    @Order(1)
    void whoSpeaksAfterASilenceIsHeard() throws Exception {
        String leg = court.leg(PHONE);
        hearEachOther();
        silence(true);
        Await.elapsed(SILENCE);
        silence(false);
        hearEachOther();
        assertThat(court.leg(PHONE)).isEqualTo(leg);
    }

    @Test
    @Order(2)
    @Tag("measures")
    void silenceOfDiscontinuousTransmissionIsNoLoss() throws Exception {
        hearEachOther();
        silence(true);
        Await.elapsed(Duration.ofSeconds(2));
        Proof.holds(SilentPhoneIT::complaints);
        silence(false);
    }

    private static void hearEachOther() {
        Proof.hears(PHONE, Set.of(ROOM), phone::soundInTheLast, MeasuredPage.SAMPLE_RATE);
        Proof.hears(ROOM, Set.of(PHONE), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
    }

    /** Of both. */
    private static void silence(boolean silent) throws Exception {
        phone.page().getByTestId("mute").click();
        if (silent) {
            court.mute(ROOM);
        } else {
            court.unmute(ROOM);
        }
    }

    private static List<String> complaints() throws Exception {
        JsonNode before = court.sound(PHONE, "received");
        JsonNode sentBefore = court.sound(PHONE, "sent");
        JsonNode heardBefore = phone.stream("inbound-rtp", "audio");
        Await.elapsed(SILENCE);
        JsonNode after = court.sound(PHONE, "received");
        JsonNode sentAfter = court.sound(PHONE, "sent");
        JsonNode heardAfter = phone.stream("inbound-rtp", "audio");

        long received = grown(before, after, "packets");
        long sent = grown(sentBefore, sentAfter, "packets");
        long lost = grown(before, after, "lost");
        long concealed = grown(before, after, "concealed");
        long lostThere = grown(heardBefore, heardAfter, "packetsLost");
        boolean good = received >= FEWEST_PACKETS
                && received <= FEW_PACKETS
                && sent >= FEWEST_PACKETS
                && sent <= FEW_PACKETS
                && lost == 0
                && concealed < MOST_MADE_UP_MILLIS
                && lostThere == 0;
        return good
                ? List.of()
                : List.of("%d packets received, %d sent, %d lost, %d ms made up by us, %d lost there"
                        .formatted(received, sent, lost, concealed, lostThere));
    }

    private static long grown(JsonNode before, JsonNode after, String field) {
        assertThat(after.has(field)).as(field).isTrue();
        return after.path(field).asLong() - before.path(field).asLong();
    }
}
