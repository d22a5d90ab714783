package org.courtbridge.signalling.sip.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.signalling.sdp.Origin;
import org.junit.jupiter.api.Test;

class SessionOriginTest {

    /** RFC 3264, section 8. */
    @Test
    void theSameSessionHasAHigherVersionEachTime() {
        SessionOrigin origin = new SessionOrigin(AdvertisedAddresses.always(InetAddress.ofLiteral("192.0.2.7")));
        Origin first = origin.next();
        Origin second = origin.next();
        assertThat(second.sessionId()).isEqualTo(first.sessionId());
        assertThat(Long.parseLong(second.version())).isEqualTo(Long.parseLong(first.version()) + 1);
        assertThat(second.address()).isEqualTo(first.address());
        assertThat(first.address().address()).isEqualTo("192.0.2.7");
    }
}
