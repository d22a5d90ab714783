package org.courtbridge.gateway.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.gateway.sip.OverloadGuard.Verdict.ADMIT;
import static org.courtbridge.gateway.sip.OverloadGuard.Verdict.BUSY;
import static org.courtbridge.gateway.sip.OverloadGuard.Verdict.IGNORE;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OverloadGuardTest {

    private final AtomicLong now = new AtomicLong(1);
    private final OverloadGuard guard = new OverloadGuard(10, 3, Duration.ofMillis(100), now::get);

    private OverloadGuard.Verdict ask(String source) throws UnknownHostException {
        return guard.judge(InetAddress.getByName(source), Duration.ZERO);
    }

    private int asking(int times, OverloadGuard.Verdict counted, String source) throws UnknownHostException {
        int count = 0;
        for (int i = 0; i < times; i++) {
            count += ask(source) == counted ? 1 : 0;
        }
        return count;
    }

    @Test
    void oneSourceHasItsShareAndOthersTheirs() throws Exception {
        assertThat(asking(20, ADMIT, "192.0.2.1")).isEqualTo(20);
        assertThat(asking(20, BUSY, "192.0.2.1")).isEqualTo(20);
        assertThat(asking(20, IGNORE, "192.0.2.1")).isEqualTo(20);
        assertThat(ask("192.0.2.2")).isEqualTo(ADMIT);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(asking(30, ADMIT, "192.0.2.1")).isEqualTo(10);
    }

    @Test
    void hostWithManyAddressesIsOneSource() throws Exception {
        assertThat(asking(20, ADMIT, "2001:db8::1")).isEqualTo(20);
        assertThat(ask("2001:db8::2")).isEqualTo(BUSY);
        assertThat(ask("2001:db8:0:1::2")).isEqualTo(ADMIT);
    }

    @Test
    void nothingNewWhileOthersWait() throws Exception {
        InetAddress source = InetAddress.getByName("192.0.2.1");
        assertThat(guard.judge(source, Duration.ofMillis(99))).isEqualTo(ADMIT);
        assertThat(guard.judge(source, Duration.ofMillis(101))).isEqualTo(BUSY);
        for (int ignored : Collections.nCopies(3, 0)) {
            guard.began();
        }
        assertThat(ask("192.0.2.1")).isEqualTo(BUSY);
        guard.finished();
        assertThat(ask("192.0.2.1")).isEqualTo(ADMIT);
    }
}
