package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A phone that sends, and wants to be sent, hardly anything while it is silent (RFC 7587, section 6.1: usedtx): silence is
 * neither loss nor the end of the call, and who speaks after it is heard.
 */
class SilentPhoneIT {

    private static final int ROOM = 1;
    private static final int PHONE = 3;

    private static final Duration SILENCE = Duration.ofSeconds(6);

    /** Of 50 a second there are one every 400 ms, with one that announces the silence after it. */
    private static final long FEW_PACKETS = 60;

    /** Has a page say usedtx in its offer, and hear it in our answer. */
    private static final String DISCONTINUOUS =
            "const wanted = (sdp) => sdp.replaceAll('useinbandfec=1', 'useinbandfec=1;usedtx=1');"
                    + "const send = WebSocket.prototype.send;"
                    + "WebSocket.prototype.send = function (said) { return send.call(this, wanted(said)); };"
                    + "const take = RTCPeerConnection.prototype.setRemoteDescription;"
                    + "RTCPeerConnection.prototype.setRemoteDescription = function (answer) {"
                    + "return take.call(this, { type: answer.type, sdp: wanted(answer.sdp) }); };";

    @Test
    void silenceOfDiscontinuousTransmissionIsNoLoss() throws Exception {
        try (Court court = Court.open("SilentPhoneIT")) {
            court.start();
            try (BaresipPeer room = court.room(ROOM);
                    BrowserPeer phone = court.phone(PHONE)) {
                phone.page().addInitScript(DISCONTINUOUS);
                phone.page().reload();
                court.call(room);
                court.knock(phone);
                court.admit(PHONE);
                court.awaitSight(phone, ROOM);
                Await.elapsed(Duration.ofSeconds(2));
                phone.page().getByTestId("mute").click();
                court.mute(ROOM);
                Await.elapsed(Duration.ofSeconds(2));

                JsonNode before = court.sound(PHONE, "received");
                JsonNode sentBefore = court.sound(PHONE, "sent");
                JsonNode heardBefore = phone.stream("inbound-rtp", "audio");
                Await.elapsed(SILENCE);
                JsonNode after = court.sound(PHONE, "received");
                JsonNode sentAfter = court.sound(PHONE, "sent");
                JsonNode heardAfter = phone.stream("inbound-rtp", "audio");

                assertThat(grown(before, after, "packets")).as("received").isBetween(5L, FEW_PACKETS);
                assertThat(grown(sentBefore, sentAfter, "packets")).as("sent").isBetween(5L, FEW_PACKETS);
                assertThat(grown(before, after, "lost")).isZero();
                assertThat(grown(before, after, "concealed"))
                        .as("made up by us")
                        .isLessThan(60);
                assertThat(grown(heardBefore, heardAfter, "packetsLost")).isZero();

                phone.page().getByTestId("mute").click();
                court.unmute(ROOM);
                Await.elapsed(Duration.ofSeconds(4));
                Proof.hears(PHONE, Set.of(ROOM), phone.soundInTheLast(3), MeasuredPage.SAMPLE_RATE);
                Proof.hears(ROOM, Set.of(PHONE), room.receivedInTheLast(3), BaresipPeer.SAMPLE_RATE);
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static long grown(JsonNode before, JsonNode after, String field) {
        assertThat(after.has(field)).as(field).isTrue();
        return after.path(field).asLong() - before.path(field).asLong();
    }
}
