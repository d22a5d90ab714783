package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A room whose stack is Twinkle's, which has neither pictures nor, in Debian's build, encryption. */
class TwinkleIT {

    private static final int ROOM = 1;

    private static Court court;
    private static BaresipPeer room;

    @BeforeAll
    static void open() throws Exception {
        court = Court.open("TwinkleIT");
        court.start();
        room = court.room(ROOM);
        court.call(room);
    }

    @AfterAll
    static void close() throws Exception {
        room.close();
        court.close();
        assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        TraceJudge.judge(court.gateway().traces());
    }

    /**
     * It presses keys and holds in either of its ways.
     *
     * @param encryption of its device
     */
    @ParameterizedTest
    @CsvSource({"2, rfc2833, rfc3264, off", "3, info, rfc2543, preferred"})
    void callsHoldsAndPressesAKey(int party, String keys, String hold, String encryption) throws Exception {
        try (TwinklePeer twinkle = twinkle(party, encryption, "dtmf_transport=" + keys, "hold_variant=" + hold)) {
            twinkle.command("call " + Court.NUMBER);
            court.awaitLegs(2);
            hear(party, twinkle);

            twinkle.command("hold");
            Await.until("silence on hold", Court.PATIENCE, () -> !isHeardNow(party));
            twinkle.command("retrieve");
            Await.until("sound after hold", Court.PATIENCE, () -> isHeardNow(party));
            assertThat(asking()).isZero();
            twinkle.command("dtmf 1");
            Await.until("a raised hand", Court.PATIENCE, () -> asking() == 1);
            twinkle.command("bye");
            court.awaitLegs(1);
        }
    }

    /** By a Twinkle that has had no call before: one that had just hung up rang and then did nothing more, not even answer OPTIONS. */
    @ParameterizedTest
    @CsvSource({"4, off", "5, preferred"})
    void isCalledAndHungUpOn(int party, String encryption) throws Exception {
        try (TwinklePeer twinkle = twinkle(party, encryption)) {
            court.dial(party);
            court.awaitLegs(2);
            hear(party, twinkle);
            court.remove(party);
            court.awaitLegs(1);
            twinkle.awaitWord("far end ended call");
        }
    }

    private static TwinklePeer twinkle(int party, String encryption, String... settings) throws Exception {
        String password = court.addDevice(party);
        court.encryption(party, encryption);
        return TwinklePeer.start(court.folder(), party, password, settings);
    }

    private static int asking() throws Exception {
        return court.state().path("floor").path("asking").size();
    }

    private static boolean isHeardNow(int party) throws Exception {
        return Tones.hears(party, room.receivedInTheLast(1), BaresipPeer.SAMPLE_RATE);
    }

    private static void hear(int party, TwinklePeer twinkle) {
        Proof.hears(party, Set.of(ROOM), twinkle::heardInTheLast, TwinklePeer.SAMPLE_RATE);
        Proof.hears(ROOM, Set.of(party), room::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
    }
}
