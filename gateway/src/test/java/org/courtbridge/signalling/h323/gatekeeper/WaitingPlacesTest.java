package org.courtbridge.signalling.h323.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class WaitingPlacesTest {

    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress THIRD = InetAddress.ofLiteral("192.0.2.3");

    private final WaitingPlaces places = new WaitingPlaces(5, 3);

    private int takes(InetAddress source) {
        int count = 0;
        while (places.take(source)) {
            count++;
        }
        return count;
    }

    @Test
    void areSharedOut() {
        assertThat(takes(ONE)).isEqualTo(3);
        assertThat(takes(OTHER)).isEqualTo(2);
        assertThat(takes(THIRD)).isZero();
    }

    @Test
    void areFreeAgain() {
        takes(ONE);
        takes(OTHER);
        places.leave(ONE);
        assertThat(takes(THIRD)).isEqualTo(1);
        places.leave(OTHER);
        places.leave(OTHER);
        assertThat(takes(ONE)).isEqualTo(1);
        assertThat(takes(OTHER)).isEqualTo(1);
    }

    /** One host of version 6 has as many addresses as it likes. */
    @Test
    void areSharedOutByNetwork() {
        for (int i = 0; i < 3; i++) {
            assertThat(places.take(InetAddress.ofLiteral("2001:db8:0:1::" + i))).isTrue();
        }
        assertThat(places.take(InetAddress.ofLiteral("2001:db8:0:1::9"))).isFalse();
        assertThat(places.take(InetAddress.ofLiteral("2001:db8:0:2::9"))).isTrue();
        places.leave(InetAddress.ofLiteral("2001:db8:0:1::1"));
        assertThat(places.take(InetAddress.ofLiteral("2001:db8:0:1::9"))).isTrue();
    }
}
