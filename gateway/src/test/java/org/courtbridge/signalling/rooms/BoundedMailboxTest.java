package org.courtbridge.signalling.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.courtbridge.hearings.EndReason;
import org.junit.jupiter.api.Test;

class BoundedMailboxTest {

    private final BoundedMailbox<String> mailbox = new BoundedMailbox<>(EndReason::name);

    @Test
    void keepsTheOrder() {
        mailbox.put("first");
        mailbox.put("second");
        assertThat(mailbox.poll(Duration.ZERO)).contains("first");
        assertThat(mailbox.poll()).contains("second");
        assertThat(mailbox.poll(Duration.ofSeconds(-1))).isEmpty();
    }

    @Test
    void endsTheCallThatIsFlooded() {
        IntStream.range(0, 1_000).forEach(i -> mailbox.put("noise"));
        mailbox.put("one too many");
        assertThat(mailbox.poll()).contains("ERROR");
        assertThat(mailbox.poll()).isEmpty();
    }

    @Test
    void endsTheCallOfAThreadThatIsToStop() {
        Thread.currentThread().interrupt();
        assertThat(mailbox.poll(Duration.ofMinutes(1))).contains("SHUTDOWN");
        assertThat(Thread.interrupted()).isTrue();
    }
}
