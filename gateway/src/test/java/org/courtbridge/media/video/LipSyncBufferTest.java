package org.courtbridge.media.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

class LipSyncBufferTest {

    private static final long MILLISECOND = 1_000_000;

    /** So that it passes zero. */
    private static final long BEGIN = -50 * MILLISECOND;

    private final List<String> given = new ArrayList<>();
    private final LipSyncBuffer held = new LipSyncBuffer();
    private final byte[] bytes = new byte[20];
    private final RtpPacket rtp = new RtpPacket();
    private final PicturePacket packet = new PicturePacket();
    private long millis;

    private long now() {
        return BEGIN + millis * MILLISECOND;
    }

    private void pass(int number, long belongsMillis) {
        bytes[0] = (byte) 0x80;
        rtp.wrap(bytes, 0, bytes.length);
        rtp.sequenceNumber(number);
        packet.lend(rtp, 0, true, true, BEGIN + belongsMillis * MILLISECOND);
        held.put(packet, now());
        take();
    }

    private void take() {
        for (PicturePacket due = held.next(now()); due != null; due = held.next(now())) {
            given.add(due.rtp().sequenceNumber() + "@" + millis);
        }
    }

    private void until(long end) {
        while (millis < end) {
            millis++;
            if (held.untilDue(now()) <= 0) {
                take();
            }
        }
    }

    @Test
    void eachPacketGoesWhenItBelongsAndOneThatIsLateAtOnce() {
        pass(1, 0);
        pass(2, 40);
        pass(3, 40);
        pass(4, 70);
        until(100);
        assertThat(given).containsExactly("1@0", "2@40", "3@40", "4@70");
    }

    /** As one does that was lost and is sent again. */
    @Test
    void whatBelongsEarlierOvertakes() {
        pass(2, 80);
        pass(3, 80);
        until(10);
        pass(1, 50);
        until(100);
        assertThat(given).containsExactly("1@50", "2@80", "3@80");
    }

    /** The clock of its pictures and that of its sound come nearer to each other while the packets of a picture come. */
    @Test
    void packetsKeepTheirOrderWhileTheClockMoves() {
        pass(0xFFFE, 80);
        pass(0xFFFF, 79);
        pass(0, 78);
        until(10);
        pass(1, 10);
        until(100);
        assertThat(given).containsExactly("65534@80", "65535@80", "0@80", "1@80");
    }

    @Test
    void nothingIsHeldLongerThanTheLimit() {
        pass(1, 900);
        until(1_000);
        assertThat(given).containsExactly("1@200");
    }

    @Test
    void whatHasNoRoomMakesTheFirstGoEarly() {
        for (int i = 0; i <= LipSyncBuffer.CAPACITY; i++) {
            pass(i, 100);
        }
        assertThat(given).containsExactly("0@0");
        until(100);
        assertThat(given).hasSize(LipSyncBuffer.CAPACITY + 1).doesNotHaveDuplicates();
    }

    @Test
    void allGoesAtOnceBeforeAnotherStream() {
        pass(1, 100);
        pass(2, 140);
        until(10);
        held.release();
        take();
        until(200);
        assertThat(given).containsExactly("1@10", "2@10");
    }
}
