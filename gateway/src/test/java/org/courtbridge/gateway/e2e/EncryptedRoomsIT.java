package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rooms encrypt in their different ways, hear and see each other, and tshark reads what the gateway decrypted. */
class EncryptedRoomsIT {

    /**
     * One room of each kind calls, the other is called.
     *
     * @param policy of both
     */
    @ParameterizedTest
    @CsvSource({
        // SDES in the plain profile, and DTLS.
        "srtp, AES_256_CM_HMAC_SHA1_80|AES_CM_128_HMAC_SHA1_80, dtls_srtp, AEAD_AES_128_GCM, preferred",
        // SDES as it should be, and with feedback; whoever is called must offer by itself, as it takes no RTP/SAVP.
        "srtp-mand, AES_256_CM_HMAC_SHA1_80|AES_CM_128_HMAC_SHA1_80, srtp-mandf,"
                + " AES_256_CM_HMAC_SHA1_80|AES_CM_128_HMAC_SHA1_80, required",
    })
    void hearAndSeeEachOther(String first, String firstSuites, String second, String secondSuites, String policy)
            throws Exception {
        try (Court court = Court.open("EncryptedRoomsIT-" + first)) {
            court.start();
            try (BaresipPeer caller = room(court, 1, first, policy);
                    BaresipPeer called = room(court, 2, second, policy)) {
                court.call(caller);
                court.dial(2);
                called.awaitEvent("CALL_ESTABLISHED");
                court.awaitLegs(2);

                Proof.sees(1, 2, caller);
                Proof.sees(2, 1, called);
                Proof.hears(1, Set.of(2), caller::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                Proof.hears(2, Set.of(1), called::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                assertThat(caller.command("audio_debug", "")).contains("secure=yes");
                assertThat(called.command("audio_debug", "")).contains("secure=yes");
                assertEncrypted(court.state().path("legs").path(0), firstSuites);
                assertEncrypted(court.state().path("legs").path(1), secondSuites);
            }
            court.gateway().close();
            TraceJudge.judgeDecrypted(court.gateway().traces());
        }
    }

    /** Under keys that H.245 says (H.235.6). */
    @ParameterizedTest
    @CsvSource({"preferred, AES_256_CBC", "required, AES_256_CBC"})
    void aRoomOfH323HearsAndIsHeard(String policy, String algorithm) throws Exception {
        try (Court court = Court.open("EncryptedRoomsIT-H323-" + policy)) {
            court.start();
            try (BaresipPeer caller = room(court, 1, "srtp", "preferred");
                    DemoRoomPeer called = court.roomOfH323(2)) {
                court.encryption(2, policy);
                court.call(caller);
                Await.until("the room has registered", Court.PATIENCE, () -> isIn(called, "registered"));
                court.dial(2);
                court.awaitLegs(2);
                Await.until(
                        "the room hears and sees",
                        Court.PATIENCE,
                        () -> called.report()
                                .filter(report -> report.path("soundLevel").asDouble() > -40
                                        && report.path("width").asInt() > 0
                                        && report.path("pictures").asInt() > 0)
                                .isPresent());
                Proof.hears(1, Set.of(2), caller::receivedInTheLast, BaresipPeer.SAMPLE_RATE);
                Await.until(
                        "four streams",
                        Court.PATIENCE,
                        () -> court.state().path("legs").path(1).path("streams").size() == 4);
                assertEncrypted(court.state().path("legs").path(1), algorithm);
            }
            court.gateway().close();
            assertThat(TraceJudge.fields(
                            court.gateway().traces(), "h245 && _ws.expert.severity >= \"Warning\"", "frame.number"))
                    .isEmpty();
            assertThat(TraceJudge.fields(court.gateway().traces(), "h245.encryptionSync_element", "frame.number"))
                    .isNotEmpty();
        }
    }

    private static boolean isIn(DemoRoomPeer room, String state) throws Exception {
        return room.report()
                .filter(report -> report.path("state").asText().equals(state))
                .isPresent();
    }

    private static BaresipPeer room(Court court, int party, String encryption, String policy) throws Exception {
        BaresipPeer.Account account = court.account(party);
        court.encryption(party, policy);
        String module = encryption.startsWith("dtls") ? "dtls_srtp" : "srtp";
        BaresipPeer room =
                BaresipPeer.start(court.folder(), account, "module " + module + ".so\n", ";mediaenc=" + encryption);
        room.awaitRegistered();
        return room;
    }

    private static void assertEncrypted(JsonNode leg, String suites) {
        assertThat(leg.path("encrypted").asBoolean()).as("%s", leg).isTrue();
        assertThat(leg.path("streams")).hasSize(4);
        leg.path("streams")
                .forEach(
                        stream -> assertThat(stream.path("protection").asText()).matches(suites));
    }
}
