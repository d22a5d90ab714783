package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RtpRewriterTest {

    private static final long MILLISECOND = 1_000_000;

    private final RtpRewriter rewriter = new RtpRewriter(90_000, 65_534, 1000);

    @Test
    void goesOnAcrossSwitches() {
        assertThat(send(100, 50_000, 0)).isEqualTo("65534 1000");
        assertThat(send(101, 50_000, 0)).isEqualTo("65535 1000");
        assertThat(send(102, 53_000, 33)).isEqualTo("0 4000");

        rewriter.switchSource();
        assertThat(send(9, 4_000_000_000L, 133)).isEqualTo("1 13000");
        assertThat(send(10, 4_000_003_000L, 166)).isEqualTo("2 16000");

        rewriter.switchSource();
        assertThat(send(103, 56_000, 166)).as("timestamps always go on").isEqualTo("3 16001");
    }

    @Test
    void keepsGapsAndFillsThemLate() {
        send(65_534, 0, 0);
        assertThat(send(1, 3000, 33)).isEqualTo("1 4000");
        assertThat(send(65_535, 0, 40)).isEqualTo("65535 1000");
        assertThat(send(2, 6000, 66)).isEqualTo("2 7000");
    }

    @Test
    void refusesWhatIsFromBeforeTheSwitch() {
        send(100, 0, 0);
        assertThat(send(99, 0, 1)).isEqualTo("refused");
    }

    @Test
    void closesTheGapsOfWhatIsLeftOut() {
        send(10, 0, 0);
        rewriter.leaveOut(11);
        assertThat(send(13, 0, 0)).isEqualTo("0 1000");
        assertThat(send(12, 0, 0)).as("after what was left out").isEqualTo("65535 1000");
        assertThat(send(11, 0, 0)).as("left out before").isEqualTo("refused");
        assertThat(send(10, 0, 0)).as("repeated from before").isEqualTo("65534 1000");
    }

    @Test
    void numbersLateOnesRightlyAfterAnInsertion() {
        send(10, 0, 0);
        send(12, 3000, 0);
        assertThat(rewriter.insert()).isTrue();
        assertThat(rewriter.sequenceNumber()).isEqualTo(1);
        assertThat(send(11, 0, 0)).isEqualTo("65535 1000");
        assertThat(send(13, 3000, 0)).isEqualTo("2 4000");
        assertThat(rewriter.newest()).isTrue();
    }

    @Test
    void surviveThousandsOfShifts() {
        for (int i = 0; i < 200_000; i += 2) {
            assertThat(send(i & 0xFFFF, i, 0)).isEqualTo((65_534 + i / 2 & 0xFFFF) + " " + (1000 + i));
            rewriter.leaveOut(i + 1 & 0xFFFF);
        }
    }

    private String send(int sequence, long timestamp, long millis) {
        return rewriter.accept(sequence, timestamp, millis * MILLISECOND)
                ? rewriter.sequenceNumber() + " " + rewriter.timestamp()
                : "refused";
    }
}
