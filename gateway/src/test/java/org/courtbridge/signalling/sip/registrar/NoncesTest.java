package org.courtbridge.signalling.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.courtbridge.signalling.sip.registrar.Nonces.Worth;
import org.junit.jupiter.api.Test;

class NoncesTest {

    /** As many as are remembered once they have been used. */
    private static final int REMEMBERED = 10_000;

    private static final Origin HERE = new Origin(InetAddress.ofLiteral("192.0.2.1"), "UDP", 5_060);

    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final Nonces nonces = new Nonces(() -> now);

    @Test
    void areGoodForFiveMinutes() {
        String nonce = nonces.next(HERE);
        assertThat(nonces.check(nonce, HERE)).isEqualTo(Worth.GOOD);
        now = now.plus(Duration.ofMinutes(5)).minusMillis(1);
        assertThat(nonces.check(nonce, HERE)).isEqualTo(Worth.GOOD);
        now = now.plusMillis(1);
        assertThat(nonces.check(nonce, HERE)).isEqualTo(Worth.STALE);
    }

    @Test
    void anyBitThatIsAnotherIsForgery() {
        byte[] bytes = Base64.getUrlDecoder().decode(nonces.next(HERE));
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(nonces.check(Base64.getUrlEncoder().withoutPadding().encodeToString(changed), HERE))
                    .as("bit %d", bit)
                    .isEqualTo(Worth.FORGED);
        }
        for (String none : List.of("", "?", "AAAA", nonces.next(HERE) + "AAAA")) {
            assertThat(nonces.check(none, HERE)).as(none).isEqualTo(Worth.FORGED);
        }
        assertThat(new Nonces(() -> now).check(nonces.next(HERE), HERE))
                .as("of before a restart")
                .isEqualTo(Worth.FORGED);
    }

    @Test
    void areGoodWhereTheyWereSentAlone() {
        String nonce = nonces.next(HERE);
        Origin beside = new Origin(HERE.address(), "UDP", 5_061);
        assertThat(nonces.check(nonce, beside)).isEqualTo(Worth.OF_OTHER_PORT);
        Origin elsewhere = new Origin(InetAddress.ofLiteral("192.0.2.2"), "UDP", 5_060);
        assertThat(nonces.check(nonce, elsewhere)).isEqualTo(Worth.STALE);
        assertThat(nonces.check(nonce, new Origin(HERE.address(), "TCP", 5_060)))
                .isEqualTo(Worth.STALE);
        assertThat(nonces.check(nonce, HERE)).isEqualTo(Worth.GOOD);
    }

    /** All of them have the same port. */
    @Test
    void behindAProxyNobodyIsKnownByHisPort() {
        Origin proxied = new Origin(HERE.address(), "UDP", 0);
        assertThat(nonces.check(nonces.next(proxied), proxied)).isEqualTo(Worth.OF_OTHER_PORT);
    }

    /** A device may register once a day, with the nonce of the day before. */
    @Test
    void areKnownAsOursForADayAndWithFormerKeysNoMore() {
        String nonce = nonces.next(HERE);
        now = now.plus(Duration.ofDays(1));
        assertThat(nonces.check(nonce, HERE)).isEqualTo(Worth.STALE);
        assertThat(nonces.check(nonces.next(HERE), HERE)).isEqualTo(Worth.GOOD);
        now = now.plus(Duration.ofDays(1));
        assertThat(nonces.check(nonce, HERE)).as("its key is gone").isEqualTo(Worth.FORGED);
    }

    @Test
    void countsOnlyRise() {
        String nonce = nonces.next(HERE);
        assertThat(nonces.use(nonce, 1)).isTrue();
        assertThat(nonces.use(nonce, 1)).isFalse();
        assertThat(nonces.use(nonce, 3)).isTrue();
        assertThat(nonces.use(nonce, 2)).isFalse();
        assertThat(nonces.use(nonces.next(HERE), 1)).as("another").isTrue();
    }

    /** Nobody may fill the memory, and then repeat what was overheard before. */
    @Test
    void whatIsForgottenIsGoodForNothing() {
        List<String> used = new ArrayList<>();
        for (int i = 0; i <= REMEMBERED; i++) {
            String nonce = nonces.next(HERE);
            assertThat(nonces.use(nonce, 1)).isTrue();
            used.add(nonce);
            now = now.plusMillis(1);
        }
        assertThat(nonces.check(used.get(0), HERE)).as("forgotten").isEqualTo(Worth.STALE);
        assertThat(nonces.check(used.get(1), HERE)).as("remembered").isEqualTo(Worth.GOOD);
        assertThat(nonces.use(used.get(1), 1)).isFalse();
    }

    /** Else devices would be challenged again and again for as long as the clock was set back by, or could be overheard for so long. */
    @Test
    void liveAsLongWhenTheClockIsSetBack() {
        AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2030-01-01T12:00:00Z"));
        Nonces ours = new Nonces(time::get);
        Origin here = new Origin(InetAddress.ofLiteral("192.0.2.1"), "UDP", 5_060);
        String nonce = ours.next(here);
        time.updateAndGet(now -> now.minusSeconds(86_400));
        assertThat(ours.check(nonce, here)).isEqualTo(Nonces.Worth.GOOD);
        String later = ours.next(here);
        time.updateAndGet(now -> now.plusSeconds(299));
        assertThat(ours.check(later, here)).isEqualTo(Nonces.Worth.GOOD);
        time.updateAndGet(now -> now.plusSeconds(2));
        assertThat(ours.check(nonce, here)).isEqualTo(Nonces.Worth.STALE);
    }
}
