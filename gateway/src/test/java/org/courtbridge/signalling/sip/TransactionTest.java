package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that a repeated request is recognized, and answered again (RFC 3261, sections 17.2.2 and 17.2.3). */
class TransactionTest {

    private static final String URI = "sip:127.0.0.1";

    private static Rig rig;

    @BeforeAll
    static void open() throws IOException {
        rig = new Rig();
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    /** Before the stack knows that its first answer has left. */
    @Test
    void isAnsweredAgainHoweverSoonItIsRepeated() throws IOException {
        try (RawPeer device = new RawPeer(rig.endpoint.port())) {
            for (int i = 1; i <= 200; i++) {
                String register = device.request("REGISTER", URI, "soon", i, "", "", "");
                device.send(register);
                String first = device.receiveFinal();
                device.send(register);
                assertThat(device.answerTo("CSeq: " + i + " REGISTER", 1_000))
                        .as("the answer to a repetition")
                        .hasValue(first);
            }
        }
    }

    /** As devices use it whose random numbers begin alike when the power is back. */
    @Test
    void sameBranchOfTwoDevicesIsTwoTransactions() throws IOException {
        try (RawPeer device = new RawPeer(rig.endpoint.port());
                RawPeer other = new RawPeer(rig.endpoint.port())) {
            for (RawPeer each : new RawPeer[] {device, other}) {
                each.send(branch(each.request("OPTIONS", URI, "same" + each.port(), 1, "", "", "")));
                assertThat(each.answerTo("CSeq: 1 OPTIONS", 60_000)).isPresent();
            }
        }
    }

    @Test
    void sameBranchOfTwoMethodsIsTwoTransactions() throws IOException {
        try (RawPeer device = new RawPeer(rig.endpoint.port())) {
            for (String method : new String[] {"OPTIONS", "REGISTER", "MESSAGE"}) {
                device.send(branch(device.request(method, URI, "methods", 1, "", "", "")));
                assertThat(device.answerTo("CSeq: 1 " + method, 60_000)).isPresent();
            }
        }
    }

    private static String branch(String request) {
        return request.replaceFirst("branch=[^;]*", "branch=z9hG4bK1");
    }
}
