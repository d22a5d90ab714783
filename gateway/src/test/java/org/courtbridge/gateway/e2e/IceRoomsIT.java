package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rooms that speak ICE, which is libre's, with and without encryption, hear and see each other, whoever calls. */
class IceRoomsIT {

    private static final int FULL = 1;
    private static final int OTHER = 2;

    /** More than consent lasts (RFC 7675, section 5.1). */
    private static final Duration LONGER_THAN_CONSENT = Duration.ofSeconds(36);

    /** @param encryption as baresip names it; {@code none} for none */
    @ParameterizedTest
    @CsvSource({"dtls_srtp, yes", "dtls_srtp, no", "srtp-mand, no", "none, no"})
    void hearAndSeeEachOther(String encryption, String mux) throws Exception {
        try (Court court = Court.open("IceRoomsIT-" + encryption + "-" + mux)) {
            court.start();
            try (BaresipPeer full = room(court, encryption, mux);
                    BaresipPeer other = court.room(OTHER)) {
                court.call(full);
                court.call(other);
                court.awaitLegs(2);
                hearAndSee(full, other);
                assertThat(full.log()).contains("a=ice-lite");
                assertThat(full.command("audio_debug", ""))
                        .contains(encryption.equals("none") ? "secure=no" : "secure=yes");

                // It has shown that it speaks ICE, and is offered it.
                full.hangUp();
                court.awaitLegs(1);
                int before = full.log().length();
                court.dial(FULL);
                full.awaitEvent("CALL_ESTABLISHED");
                court.awaitLegs(2);
                hearAndSee(full, other);
                assertThat(full.log().substring(before)).contains("a=ice-lite", "a=candidate:1 2 UDP");
            }
            court.awaitLegs(0);
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
            court.gateway().close();
            if (encryption.equals("none")) {
                TraceJudge.judge(court.gateway().traces());
            } else {
                TraceJudge.judgeDecrypted(court.gateway().traces());
            }
        }
    }

    /** Its checks end when a pair is chosen, and it answers ours. */
    @Test
    void goOnAfterConsentWouldHaveRunOut() throws Exception {
        try (Court court = Court.open("IceRoomsIT-consent")) {
            court.start();
            try (BaresipPeer full = room(court, "dtls_srtp", "yes");
                    BaresipPeer other = court.room(OTHER)) {
                court.call(full);
                court.call(other);
                court.awaitLegs(2);
                hearAndSee(full, other);
                Await.elapsed(LONGER_THAN_CONSENT);
                hearAndSee(full, other);
            }
        }
    }

    private static BaresipPeer room(Court court, String encryption, String mux) throws Exception {
        String module = encryption.startsWith("dtls") ? "dtls_srtp" : "srtp";
        BaresipPeer room = BaresipPeer.start(
                court.folder(),
                court.account(FULL),
                "module stun.so\nmodule ice.so\nmodule %s.so\nrtcp_mux %s\n".formatted(module, mux),
                ";medianat=ice" + (encryption.equals("none") ? "" : ";mediaenc=" + encryption));
        room.awaitRegistered();
        return room;
    }

    private static void hearAndSee(BaresipPeer full, BaresipPeer other) throws Exception {
        Proof.sees(FULL, OTHER, full);
        Proof.sees(OTHER, FULL, other);
        Proof.hears(FULL, Set.of(OTHER), full::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
        Proof.hears(OTHER, Set.of(FULL), other::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
    }
}
