package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A room codec registers over each transport, calls, is called, and hangs up or is hung up on. */
@Tag("fast")
class BaresipSipIT {

    private static Court court;

    @BeforeAll
    static void open() throws Exception {
        court = Court.open("BaresipSipIT");
        court.start();
    }

    @AfterAll
    static void close() throws Exception {
        court.close();
    }

    @Test
    void overUdp() throws Exception {
        callsAndIsCalled(1, court.account(1));
    }

    @Test
    void overTcp() throws Exception {
        callsAndIsCalled(2, court.account(2).over("tcp", GatewayProcess.SIP_PORT));
    }

    /** The room checks that the certificate is the one that it knows. */
    @Test
    void overTls() throws Exception {
        callsAndIsCalled(3, court.account(3).over("tls", GatewayProcess.SIP_TLS_PORT));
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        BaresipPeer.Account right = court.account(4);
        BaresipPeer.Account wrong = new BaresipPeer.Account(4, right.user(), "guess", right.server(), true);
        try (BaresipPeer room = BaresipPeer.start(court.folder(), wrong)) {
            room.awaitRefused();
        }
    }

    /** The room adds the transport of its account to what it dials. */
    private static void callsAndIsCalled(int party, BaresipPeer.Account account) throws Exception {
        String trust = "sip_cafile %s\nsip_verify_server yes\n"
                .formatted(court.gateway().certificate());
        try (BaresipPeer room = BaresipPeer.start(court.folder(), account, trust)) {
            room.awaitRegistered();

            court.call(room);
            court.awaitLegs(1);
            room.hangUp();
            court.awaitLegs(0);

            court.dial(party);
            room.awaitEvent("CALL_ESTABLISHED");
            court.awaitLegs(1);
            room.hangUp();
            court.awaitLegs(0);

            court.dial(party);
            room.awaitEvent("CALL_ESTABLISHED");
            court.remove(party);
            room.awaitEvent("CALL_CLOSED");
            court.awaitLegs(0);
            assertThat(room.log()).doesNotContain("SIP/2.0 481 ");
        }
    }
}
