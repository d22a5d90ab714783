package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A room whose stack is pjsip's, which rings and is rung reliably, keeps its calls by session timers, holds and updates.
 * Debian has no pjsua: whoever has built it from its source names it in {@code PJSUA}.
 */
@Tag("soak")
@Tag("pjsua")
class PjsuaIT {

    private static final int SECONDS = 3;

    /** @param encryption SDES: 0 not at all, 1 if the other side does, 2 always */
    @ParameterizedTest
    @CsvSource({"udp, 0", "tcp, 1", "udp, 2"})
    void callsHoldsUpdatesAndIsCalled(String transport, int encryption) throws Exception {
        try (Court court = Court.open("PjsuaIT-" + transport + encryption);
                BaresipPeer room = court.room(1);
                PjsuaPeer pjsua = PjsuaPeer.start(
                        System.getenv("PJSUA"),
                        court.folder(),
                        2,
                        court.addDevice(2),
                        Scratch.ADDRESS + ";transport=" + transport,
                        "--use-100rel",
                        "--use-timer=2",
                        "--timer-se=90",
                        "--use-srtp=" + encryption,
                        "--srtp-secure=0")) {
            court.start();
            if (encryption == 2) {
                court.encryption(2, "required");
            }
            court.call(room);
            pjsua.command("m", "sip:" + Court.NUMBER + "@" + Scratch.ADDRESS + ";transport=" + transport);
            court.awaitLegs(2);
            hear(pjsua, room);
            see(pjsua, room);

            pjsua.command("H");
            Await.until("silence on hold", Court.PATIENCE, () -> {
                Await.elapsed(Duration.ofSeconds(1));
                return !Tones.hears(2, room.receivedInTheLast(1), BaresipPeer.SAMPLE_RATE);
            });
            pjsua.command("v");
            hear(pjsua, room);
            pjsua.command("U");
            hear(pjsua, room);
            pjsua.command("h");
            court.awaitLegs(1);

            court.dial(2);
            court.awaitLegs(2);
            hear(pjsua, room);
            see(pjsua, room);
            court.remove(2);
            court.awaitLegs(1);
            assertThat(pjsua.log())
                    .contains("PRACK sip:", "UPDATE sip:", "Session-Expires: ")
                    .doesNotContain("SIP/2.0 400", "SIP/2.0 481", "SIP/2.0 500");
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    /** Its G.729 is bcg729's (ITU-T G.729, Annex A), ours another. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hearsAndIsHeardInG729Alone(boolean called) throws Exception {
        try (Court court = Court.open("PjsuaIT-G729-" + called);
                BaresipPeer room = court.room(1);
                PjsuaPeer pjsua = PjsuaPeer.start(
                        System.getenv("PJSUA"),
                        court.folder(),
                        2,
                        court.addDevice(2),
                        Scratch.ADDRESS,
                        "--dis-codec=*",
                        "--add-codec=G729")) {
            court.start();
            court.call(room);
            if (called) {
                court.dial(2);
            } else {
                pjsua.command("m", "sip:" + Court.NUMBER + "@" + Scratch.ADDRESS);
            }
            court.awaitLegs(2);
            hear(pjsua, room);
            assertThat(court.state().path("legs").findValuesAsText("codec")).contains("G729");
        }
    }

    /** It counts packets of what it shows; each picture is one at least. */
    private static void see(PjsuaPeer pjsua, BaresipPeer room) throws Exception {
        long before = pjsua.picturePackets();
        Proof.sees(1, 2, room);
        Await.until("packets of pictures", Court.PATIENCE, () -> pjsua.picturePackets() - before > 40);
    }

    private static void hear(PjsuaPeer pjsua, BaresipPeer room) throws Exception {
        Await.elapsed(Duration.ofSeconds(SECONDS));
        Proof.hears(2, Set.of(1), pjsua::heardInTheLast, PjsuaPeer.SAMPLE_RATE);
        Proof.hears(1, Set.of(2), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
    }
}
