package org.courtbridge.signalling.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.EndReason;
import org.junit.jupiter.api.Test;

class BrowserMailboxTest {

    private final BrowserMailbox mailbox = new BrowserMailbox();
    private final Page page = new Page();

    private static final class Page implements SignallingChannel {

        private final List<String> closed = new ArrayList<>();

        @Override
        public void send(String json) {}

        @Override
        public void close(String reason) {
            closed.add(reason);
        }
    }

    @Test
    void givesWhatHappenedInItsOrder() throws InterruptedException {
        mailbox.said(page, "hello");
        mailbox.add(new BrowserMail.End(EndReason.LEFT));
        assertThat(mailbox.take(Optional.empty())).isEqualTo(new BrowserMail.Said(page, "hello"));
        assertThat(mailbox.take(Optional.empty())).isEqualTo(new BrowserMail.End(EndReason.LEFT));
        assertThat(mailbox.take(Optional.of(System.nanoTime()))).isNull();
    }

    @Test
    void aPageThatSaysTooMuchAtOnceLosesItsConnection() throws InterruptedException {
        for (int i = 0; i < BrowserMailbox.MAX_UNREAD; i++) {
            mailbox.said(page, "more");
        }
        assertThat(page.closed).isEmpty();
        mailbox.said(page, "too much");
        assertThat(page.closed).containsExactly("too many messages at once");
        mailbox.take(Optional.empty());
        mailbox.said(page, "again");
        assertThat(page.closed).hasSize(1);
    }

    @Test
    void aPageThatComesBackTooLateIsRefusedAndOneThatJustCameHasToTryAgain() {
        assertThat(mailbox.back(page)).isTrue();
        mailbox.close();
        assertThat(page.closed).containsExactly("the leg has ended");
        assertThat(mailbox.back(page)).isFalse();
        assertThat(page.closed).hasSize(1);
    }
}
