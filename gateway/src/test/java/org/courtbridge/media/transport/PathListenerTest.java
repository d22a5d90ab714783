package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class PathListenerTest {

    private final PathListener path = new PathListener();

    @Test
    void tellsALossOnceToWhoeverListensFirst() {
        path.lost("no media");
        path.lost("closed");
        Losses first = new Losses();
        path.set(first);
        Losses second = new Losses();
        path.set(second);
        path.lost("closed");
        assertThat(first.reasons).containsExactly("no media");
        assertThat(second.reasons).isEmpty();
    }

    @Test
    void tellsALossAtOnceToTheOneWhoListens() {
        Losses first = new Losses();
        path.set(first);
        Losses second = new Losses();
        path.set(second);
        path.lost("no media");
        path.lost("closed");
        assertThat(first.reasons).isEmpty();
        assertThat(second.reasons).containsExactly("no media");
    }

    @Test
    void tellsNobodyAnythingOnceItIsSilenced() {
        Losses before = new Losses();
        path.set(before);
        path.silence();
        path.lost("no media");
        Losses after = new Losses();
        path.set(after);
        path.get().lost("closed");
        assertThat(path.isSilenced()).isTrue();
        assertThat(before.reasons).isEmpty();
        assertThat(after.reasons).isEmpty();
    }

    private static final class Losses implements RtpListener {

        private final List<String> reasons = new ArrayList<>();

        @Override
        public void rtp(RtpPacket packet, long arrival) {}

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void lost(String reason) {
            reasons.add(reason);
        }
    }
}
