package org.courtbridge.signalling.h323.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedPlaceTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.9, 203.0.113.7, true",
        "10.0.0.9, 203.0.113.7, true",
        "127.0.0.1, 203.0.113.7, false",
        "::1, 203.0.113.7, false",
        "::ffff:127.0.0.1, 203.0.113.7, false",
        "169.254.169.254, 203.0.113.7, false",
        "0.0.0.0, 203.0.113.7, false",
        "224.0.0.1, 203.0.113.7, false",
        "127.0.0.2, 127.0.0.1, true",
        "169.254.7.7, 169.254.7.7, true"
    })
    void isNotOnThisMachineForWhoeverIsElsewhere(String place, String peer, boolean allowed) {
        assertThat(NamedPlace.isAllowed(
                        new InetSocketAddress(InetAddress.ofLiteral(place), 1_720), InetAddress.ofLiteral(peer)))
                .isEqualTo(allowed);
    }
}
