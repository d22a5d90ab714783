package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.junit.jupiter.api.Test;

class ConsentTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final IceCredentials SOMEBODY = IceCredentials.random();

    @Test
    void whoChecksByItselfIsNotAsked() {
        Consent consent = new Consent(0);
        for (long now = 0; now < 60 * SECOND; now += 5 * SECOND / 2) {
            assertThat(consent.isDue(now)).isFalse();
            assertThat(consent.expired(now)).isFalse();
            consent.given(now);
        }
    }

    @Test
    void whoDoesNotIsAskedAfterFourToSixSecondsNotAllAtTheSameTime() {
        Set<Long> firsts = new HashSet<>();
        for (int n = 0; n < 100; n++) {
            Consent consent = new Consent(0);
            long now = 0;
            while (!consent.isDue(now)) {
                now += SECOND / 100;
            }
            assertThat(now).isBetween(4 * SECOND, 11 * SECOND / 2 + SECOND / 100);
            firsts.add(now);
            ReturnCheck check = check(now);
            consent.ask(check, now);
            assertThat(consent.asked()).isSameAs(check);
            assertThat(consent.isDue(now + 4 * SECOND - 1)).isFalse();
            assertThat(consent.isDue(now + 11 * SECOND / 2)).isTrue();
        }
        assertThat(firsts).hasSizeGreaterThan(20);
    }

    @Test
    void beingAskedIsNoConsent() {
        Consent consent = new Consent(0);
        consent.ask(check(25 * SECOND), 25 * SECOND);
        assertThat(consent.expired(30 * SECOND - 1)).isFalse();
        assertThat(consent.expired(30 * SECOND)).isTrue();
        consent.given(29 * SECOND);
        assertThat(consent.expired(59 * SECOND - 1)).isFalse();
    }

    private static ReturnCheck check(long now) {
        WriteBatch batch = new WriteBatch(new EmbeddedChannel());
        return new ReturnCheck(new IcePath.Udp(batch, new InetSocketAddress("192.0.2.1", 9)), SOMEBODY, SOMEBODY, now);
    }
}
