package org.courtbridge.gateway.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingEntriesTest {

    private static final int AT_ONCE = 10;

    private final WaitingEntries waiting = new WaitingEntries(2);

    @Test
    void givesTheOldestFromMemoryAndThoseBehindThemFromTheJournal() throws InterruptedException {
        waiting.begin(7);
        add(8, 11);
        assertThat(waiting.inMemory()).isEqualTo(2);
        assertThat(waiting.behind()).isEqualTo(4);
        assertThat(waiting.take(AT_ONCE)).isEqualTo(inMemory(8, 9));
        assertThat(waiting.take(AT_ONCE)).isEqualTo(new WaitingEntries.Next.InJournal(10, 2));
        waiting.readBack(2);
        waiting.stored(4);
        assertThat(waiting.behind()).isZero();
        assertThat(waiting.stored()).isEqualTo(11);

        add(12, 12); // in memory again, as the journal has nothing more
        assertThat(waiting.take(AT_ONCE)).isEqualTo(inMemory(12, 12));
    }

    @Test
    void keepsTheOrderWhileSomeAreInTheJournalAlone() throws InterruptedException {
        waiting.begin(0);
        add(1, 3);
        assertThat(waiting.take(AT_ONCE)).isEqualTo(inMemory(1, 2));
        add(4, 4);
        assertThat(waiting.inMemory()).isZero();
        assertThat(waiting.take(AT_ONCE)).isEqualTo(new WaitingEntries.Next.InJournal(3, 2));
        waiting.readBack(1);
        add(5, 5);
        assertThat(waiting.inMemory()).isZero();
        assertThat(waiting.take(AT_ONCE)).isEqualTo(new WaitingEntries.Next.InJournal(4, 2));
    }

    @Test
    void readsAllFromTheJournalWhenItStartsOver() throws InterruptedException {
        waiting.begin(0);
        add(1, 2);
        assertThat(waiting.take(AT_ONCE)).isEqualTo(inMemory(1, 2));
        waiting.stored(2);
        add(3, 3);
        waiting.startOver(0);
        assertThat(waiting.behind()).isEqualTo(3);
        assertThat(waiting.take(AT_ONCE)).isEqualTo(new WaitingEntries.Next.InJournal(1, 3));
    }

    @Test
    void waitsForNothingOnceItIsClosed() throws InterruptedException {
        waiting.begin(0);
        add(1, 1);
        waiting.close();
        waiting.pause(Duration.ofDays(1));
        assertThat(waiting.isClosing()).isTrue();
        assertThat(waiting.take(AT_ONCE)).isEqualTo(inMemory(1, 1));
        assertThat(waiting.take(AT_ONCE)).isEqualTo(new WaitingEntries.Next.InMemory(List.of()));
    }

    private void add(int first, int last) {
        for (int record = first; record <= last; record++) {
            waiting.add(record, entry(record));
        }
    }

    private static WaitingEntries.Next inMemory(int first, int last) {
        return new WaitingEntries.Next.InMemory(IntStream.rangeClosed(first, last)
                .mapToObj(WaitingEntriesTest::entry)
                .toList());
    }

    private static EventJson.Entry entry(int record) {
        return new EventJson.Entry("hearing " + record, List.of());
    }
}
