package org.courtbridge.media.video.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingPacketsTest {

    private final WaitingPackets waiting = new WaitingPackets(3);

    @Test
    void goOutInTheOrderInWhichTheyCame() {
        int next = 65_530;
        int due = next;
        for (int i = 0; i < 10; i++) {
            waiting.add(next++ & 0xFFFF, 100);
            waiting.add(next++ & 0xFFFF, 200);
            assertThat(waiting.get(1)).isEqualTo(next - 1 & 0xFFFF);
            assertThat(waiting.removeFirst()).isEqualTo(due++ & 0xFFFF);
            assertThat(waiting.removeFirst()).isEqualTo(due++ & 0xFFFF);
            assertThat(waiting.isEmpty()).isTrue();
        }
    }

    @Test
    void goOutInTheirOrderWhileSomeAlwaysWait() {
        waiting.add(0, 100);
        for (int i = 1; i < 10; i++) {
            waiting.add(i, 100);
            assertThat(waiting.get(0)).isEqualTo(i - 1);
            assertThat(waiting.get(1)).isEqualTo(i);
            assertThat(waiting.removeFirst()).isEqualTo(i - 1);
            assertThat(waiting.count()).isEqualTo(1);
        }
    }

    @Test
    void countTheirOctets() {
        waiting.add(1, 100);
        waiting.add(2, 1_200);
        assertThat(waiting.octets()).isEqualTo(1_300);
        waiting.removeFirst();
        waiting.sent(100);
        assertThat(waiting.octets()).isEqualTo(1_200);
        assertThat(waiting.count()).isEqualTo(1);
    }

    @Test
    void areFullOnceThereIsNoRoomAndEmptyOnceTheyAreCleared() {
        waiting.add(1, 10);
        waiting.add(2, 10);
        assertThat(waiting.isFull()).isFalse();
        waiting.add(3, 10);
        assertThat(waiting.isFull()).isTrue();
        waiting.clear();
        assertThat(waiting.isEmpty()).isTrue();
        assertThat(waiting.octets()).isZero();
        waiting.add(9, 10);
        assertThat(waiting.removeFirst()).isEqualTo(9);
    }
}
