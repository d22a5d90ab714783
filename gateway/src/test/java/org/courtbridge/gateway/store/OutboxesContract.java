package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.operations.delivery.Outbox;
import org.courtbridge.operations.delivery.Outbox.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Contract of the outboxes, for each database. The clock stands still but where a test sets it. */
@Timeout(300)
abstract class OutboxesContract {

    private static final Instant NOON = Instant.parse("2026-11-27T07:00:00Z");
    private static final Duration PAUSE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Database database;
    private volatile Instant now = NOON;
    private final Deque<StoredOutboxes> nodes = new ArrayDeque<>();

    /** "node:id:message", as each is attempted. */
    private final BlockingQueue<String> attempts = new LinkedBlockingQueue<>();

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
    }

    @AfterEach
    void close() {
        nodes.forEach(StoredOutboxes::close);
        database.close();
    }

    private interface Answer {
        Result to(String id) throws InterruptedException;
    }

    private Outbox node(String name, Answer answer) {
        StoredOutboxes outboxes = new StoredOutboxes(
                database, new StoredOutboxes.Settings(Duration.ofSeconds(10), Duration.ofMillis(50)), () -> now);
        nodes.push(outboxes);
        Outbox outbox = outboxes.open(new Outbox.Settings("mail", List.of(PAUSE, PAUSE), 3), (id, message) -> {
            attempts.add(name + ":" + id + ":" + message);
            try {
                return answer.to(id);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        outboxes.begin();
        return outbox;
    }

    private String attempt() throws InterruptedException {
        return String.valueOf(attempts.poll(60, TimeUnit.SECONDS));
    }

    private long waiting() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select count(*) from outgoing_messages")
                        .mapTo(Long.class)
                        .one());
    }

    private void awaitNothingWaits() {
        Await.until("nothing waits", Duration.ofSeconds(60), () -> waiting() == 0);
    }

    /** Until the one message has failed so often and waits for its next time: that is told by the clock of then. */
    private void awaitPutOff(int failures) {
        Await.until(
                "attempt " + failures + " has failed",
                Duration.ofSeconds(60),
                () -> database.jdbi()
                                .withHandle(handle -> handle.select(
                                                "select count(*) from outgoing_messages where not picked and consecutive_failures = ?",
                                                failures)
                                        .mapTo(Long.class)
                                        .one())
                        == 1);
    }

    /** As one that is being tried is still picked, a look is of no use until that is over. */
    private String attemptAtLast() throws InterruptedException {
        String attempt = null;
        while (attempt == null) {
            nodes.getFirst().check();
            attempt = attempts.poll(50, TimeUnit.MILLISECONDS);
        }
        return attempt;
    }

    @Test
    void deliversAndForgets() throws InterruptedException {
        Outbox outbox = node("a", _ -> new Result.Taken());
        assertThat(outbox.add("1", "Ақау: № 3 зал")).isTrue();
        assertThat(attempt()).isEqualTo("a:1:Ақау: № 3 зал");
        awaitNothingWaits();
    }

    @Test
    void triesAgainAfterEachPauseAndThenGivesUp() throws InterruptedException {
        Outbox outbox = node("a", _ -> new Result.NotNow("450"));
        outbox.add("1", "x");
        assertThat(attempt()).isEqualTo("a:1:x");
        for (int i = 1; i <= 2; i++) {
            awaitPutOff(i);
            nodes.getFirst().check();
            assertThat(attempts.poll(200, TimeUnit.MILLISECONDS))
                    .as("before its time")
                    .isNull();
            now = NOON.plus(PAUSE.multipliedBy(i));
            assertThat(attemptAtLast()).isEqualTo("a:1:x");
        }
        awaitNothingWaits();
    }

    @Test
    void doesNotTryAgainWhatIsRefused() throws InterruptedException {
        Outbox outbox = node("a", _ -> new Result.Never("410"));
        outbox.add("1", "x");
        assertThat(attempt()).isEqualTo("a:1:x");
        awaitNothingWaits();
    }

    @Test
    void triesAgainWhatFailed() throws InterruptedException {
        Outbox outbox = node("a", _ -> {
            throw new IllegalStateException("a mistake");
        });
        outbox.add("1", "x");
        assertThat(attempt()).isEqualTo("a:1:x");
        awaitPutOff(1);
        now = NOON.plus(PAUSE);
        assertThat(attemptAtLast()).isEqualTo("a:1:x");
    }

    @Test
    void deliversAfterARestartWhatWaited() throws InterruptedException {
        node("a", _ -> new Result.NotNow("450")).add("1", "x");
        assertThat(attempt()).isEqualTo("a:1:x");
        awaitPutOff(1);
        nodes.getFirst().close();
        now = NOON.plus(PAUSE);
        node("b", _ -> new Result.Taken());
        assertThat(attemptAtLast()).isEqualTo("b:1:x");
        awaitNothingWaits();
    }

    @Test
    void deliversWhatANodeHadThatDied() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        node("a", _ -> {
                    never.await();
                    return new Result.Taken();
                })
                .add("1", "x");
        assertThat(attempt()).isEqualTo("a:1:x");
        nodes.getFirst().close();
        node("b", _ -> new Result.Taken());
        now = NOON.plus(PAUSE);
        assertThat(attemptAtLast()).isEqualTo("b:1:x");
        awaitNothingWaits();
    }

    @Test
    void oneThatIsSlowHoldsUpNoOther() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Outbox outbox = node("a", id -> {
            if (id.equals("slow")) {
                over.await();
            }
            return new Result.Taken();
        });
        outbox.add("slow", "x");
        assertThat(attempt()).isEqualTo("a:slow:x");
        outbox.add("quick", "x");
        assertThat(attempt()).isEqualTo("a:quick:x");
        over.countDown();
        awaitNothingWaits();
    }

    @Test
    void holdsNoMoreThanItMayAndNothingTwice() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Outbox outbox = node("a", _ -> {
            over.await();
            return new Result.Taken();
        });
        assertThat(outbox.add("1", "x")).isTrue();
        assertThat(outbox.add("1", "y")).isTrue();
        assertThat(outbox.add("2", "x")).isTrue();
        assertThat(outbox.add("3", "x")).isTrue();
        assertThat(outbox.add("4", "x")).isFalse();
        over.countDown();
        awaitNothingWaits();
        assertThat(attempts).containsExactlyInAnyOrder("a:1:x", "a:2:x", "a:3:x");
    }
}
