package org.courtbridge.gateway.store.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.operations.delivery.Posting.Reason;
import org.courtbridge.operations.publication.ListPosts.Attempt;
import org.courtbridge.operations.publication.ListPosts.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the log of posting the list for the public, for each database. */
abstract class ListPostsContract {

    private static final Instant NOW = Instant.parse("2026-11-27T05:00:00.123Z");

    @TempDir
    Path folder;

    private Database database;
    private StoredListPosts log;

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
        log = new StoredListPosts(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Attempt attempt(int second, Outcome outcome) {
        return new Attempt(
                NOW.plusSeconds(second),
                "list" + second,
                outcome,
                outcome == Outcome.TAKEN ? Reason.ANSWER : Reason.NO_CONNECTION,
                outcome == Outcome.TAKEN ? "204" : "");
    }

    @Test
    void hasNoAttemptAtFirst() {
        assertThat(log.last()).isEmpty();
        assertThat(log.counts()).isEmpty();
        assertThat(log.page(Optional.empty(), 0, 50)).isEmpty();
    }

    @Test
    void isReadByPagesAndByOutcomeTheNewestFirst() {
        for (int second = 0; second < 5; second++) {
            log.add(attempt(second, second % 2 == 0 ? Outcome.TAKEN : Outcome.REFUSED));
        }
        assertThat(log.counts()).containsOnly(Map.entry(Outcome.TAKEN, 3), Map.entry(Outcome.REFUSED, 2));
        assertThat(log.page(Optional.empty(), 1, 2)).extracting(Attempt::digest).containsExactly("list3", "list2");
        assertThat(log.page(Optional.of(Outcome.TAKEN), 1, 50))
                .extracting(Attempt::digest)
                .containsExactly("list2", "list0");
        assertThat(log.last()).contains(attempt(4, Outcome.TAKEN));
    }

    @Test
    void knowsSinceWhenTheListIsNotTaken() {
        assertThat(log.failingSince()).as("nothing was posted").isEmpty();
        log.add(attempt(0, Outcome.REFUSED));
        log.add(attempt(1, Outcome.FAILED));
        assertThat(log.failingSince()).as("none was ever taken").contains(NOW);
        log.add(attempt(2, Outcome.TAKEN));
        assertThat(log.failingSince()).isEmpty();
        log.add(attempt(3, Outcome.FAILED));
        log.add(attempt(4, Outcome.REFUSED));
        assertThat(log.failingSince()).contains(NOW.plusSeconds(3));
    }

    @Test
    void keepsTheLongestAddressThatIsNotAllowed() {
        String address = "fe80:1111:2222:3333:4444:5555:6666:7777%enxb827ebaabbcc";
        log.add(new Attempt(NOW, "0123456789abcdef", Outcome.REFUSED, Reason.NOT_ALLOWED, address));
        assertThat(log.last())
                .hasValueSatisfying(last -> assertThat(last.detail()).isEqualTo(address));
    }

    @Test
    void forgetsAttemptsAfterAQuarterOfAYear() {
        log.add(attempt(0, Outcome.FAILED));
        log.add(new Attempt(NOW.plus(Duration.ofDays(93)), "b", Outcome.TAKEN, Reason.ANSWER, "200"));
        assertThat(log.page(Optional.empty(), 0, 2)).extracting(Attempt::digest).containsExactly("b");
    }
}
