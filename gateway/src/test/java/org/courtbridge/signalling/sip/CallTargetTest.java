package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.signalling.sip.registrar.RegisterSequence;
import org.courtbridge.signalling.sip.registrar.Registration;
import org.junit.jupiter.api.Test;

class CallTargetTest {

    private static final InetAddress PROXY = InetAddress.ofLiteral("192.0.2.7");
    private static final InetAddress NAT = InetAddress.ofLiteral("198.51.100.7");

    private static Registration registration(InetAddress origin, List<String> path) {
        return new Registration(
                new FakeDevices().add("Room", "room", "secret"),
                "sip:room@10.0.0.5:5060",
                "UDP",
                new InetSocketAddress(PROXY, 5060),
                origin,
                true,
                Instant.MAX,
                new RegisterSequence("call", 1),
                "",
                "",
                Optional.empty(),
                path);
    }

    @Test
    void aDeviceBehindAProxyIsWhereThatHasHeardIt() {
        CallTarget target = CallTarget.of(registration(NAT, List.of("<sip:192.0.2.7;lr>")));
        assertThat(target.uri()).isEqualTo("sip:room@10.0.0.5:5060");
        assertThat(target.route()).containsExactly("<sip:192.0.2.7;lr>");
        assertThat(target.origin()).contains(NAT);
    }

    @Test
    void whereAnyOtherIsItsAnswerShows() {
        assertThat(CallTarget.of(registration(PROXY, List.of())).origin()).isEmpty();
        assertThat(CallTarget.direct("sip:room@10.0.0.5").origin()).isEmpty();
    }
}
