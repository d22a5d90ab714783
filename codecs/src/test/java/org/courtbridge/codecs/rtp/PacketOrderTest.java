package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacketOrderTest {

    private static final int CAPACITY = 8;
    private static final long PATIENCE = 100;

    private final List<Integer> given = new ArrayList<>();
    private final PacketOrder order = new PacketOrder(CAPACITY, PATIENCE, packet -> given.add(packet.sequenceNumber()));

    @Test
    void givesAtOnceWhatComesInOrder() {
        push(0, 65_534, 65_535, 0, 1);
        assertThat(given).containsExactly(65_534, 65_535, 0, 1);
    }

    @Test
    void waitsForWhatIsMissing() {
        push(0, 65_534, 0, 2);
        assertThat(given).containsExactly(65_534);
        push(50, 65_535);
        assertThat(given).containsExactly(65_534, 65_535, 0);
        push(60, 1);
        assertThat(given).containsExactly(65_534, 65_535, 0, 1, 2);
    }

    @Test
    void givesEachOnce() {
        push(0, 10, 10, 12, 12, 11, 11, 12);
        assertThat(given).containsExactly(10, 11, 12);
    }

    @Test
    void goesOnWithoutWhatDoesNotCome() {
        push(0, 10, 12);
        push(PATIENCE, 13);
        assertThat(given).containsExactly(10);
        push(PATIENCE + 1, 14);
        assertThat(given).containsExactly(10, 12, 13, 14);
        push(PATIENCE + 2, 11);
        assertThat(given).containsExactly(10, 12, 13, 14);
    }

    @Test
    void waitsForASecondMissingOneFromWhenTheFirstHasCome() {
        push(0, 10, 12, 14);
        push(90, 11);
        push(150, 15);
        assertThat(given).containsExactly(10, 11, 12);
        push(191, 16);
        assertThat(given).containsExactly(10, 11, 12, 14, 15, 16);
    }

    @Test
    void goesOnWhenThereIsNoRoomToWait() {
        push(0, 10);
        push(0, IntStream.rangeClosed(12, 19).toArray());
        assertThat(given).containsExactly(10, 12, 13, 14, 15, 16, 17, 18, 19);
        push(0, 1_000, 1_001);
        assertThat(given).endsWith(1_000, 1_001);
    }

    @Test
    void beginsAnew() {
        push(0, 10, 12);
        order.restart();
        push(0, 5, 6);
        assertThat(given).containsExactly(10, 5, 6);
    }

    @Test
    void givesAscendingNumbersWhateverComes() {
        Random random = new Random(20_261_125);
        int base = 65_000;
        for (int i = 0; i < 20_000; i++) {
            base += random.nextInt(3);
            push(i * 10L, base + random.nextInt(12) & 0xFFFF);
        }
        assertThat(given).hasSizeGreaterThan(5_000);
        for (int i = 1; i < given.size(); i++) {
            assertThat((short) (given.get(i) - given.get(i - 1))).isPositive();
        }
    }

    private void push(long now, int... numbers) {
        for (int number : numbers) {
            byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 4];
            bytes[0] = (byte) 0x80;
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
            packet.sequenceNumber(number);
            order.push(packet, now);
        }
    }
}
