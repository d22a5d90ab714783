package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.operations.tests.Rounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What rounds must do in whichever database. The clock stands still but where a test sets it. */
@Timeout(300)
abstract class RoundsContract {

    private static final Instant NOON = Instant.parse("2026-11-27T07:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Often enough for tests: db-scheduler's housekeeping goes by the system's clock. */
    private static final StoredRounds.Settings SETTINGS =
            new StoredRounds.Settings(Duration.ofSeconds(10), Duration.ofMillis(50), MINUTE);

    @TempDir
    Path folder;

    private Database database;
    private volatile Instant now = NOON;
    private final List<StoredRounds> opened = new ArrayList<>();

    /** "node:place", as each is tested. */
    private final BlockingQueue<String> tests = new LinkedBlockingQueue<>();

    /** @param folder empty, of this test alone */
    abstract Database open(Path folder);

    @BeforeEach
    void open() {
        database = open(folder);
    }

    @AfterEach
    void close() {
        opened.forEach(StoredRounds::close);
        database.close();
    }

    private StoredRounds node(String name) {
        return node(name, _ -> {});
    }

    private StoredRounds node(String name, Rounds.Work work) {
        StoredRounds rounds = new StoredRounds(database, SETTINGS, () -> now);
        opened.add(rounds);
        rounds.begin(
                place -> {
                    tests.add(name + ":" + place);
                    work.test(place);
                },
                4);
        return rounds;
    }

    private String tested() throws InterruptedException {
        return String.valueOf(tests.poll(60, TimeUnit.SECONDS));
    }

    private void awaitNothingStored() {
        Await.until("nothing is stored", Duration.ofSeconds(60), () -> stored() == 0);
    }

    private long stored() {
        return database.jdbi()
                .withHandle(handle -> handle.select("select count(*) from scheduled_tasks")
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void testsWhatIsWantedAndForgetsIt() throws InterruptedException {
        StoredRounds rounds = node("a");
        rounds.want("зал-3");
        assertThat(tested()).isEqualTo("a:зал-3");
        awaitNothingStored();
        rounds.want("зал-3");
        assertThat(tested()).isEqualTo("a:зал-3");
    }

    @Test
    void testsAPlaceOnceAtATimeWhicheverNodeWantsIt() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        StoredRounds a = node("a", _ -> over.await());
        StoredRounds b = node("b", _ -> over.await());
        for (int i = 0; i < 4; i++) {
            a.want("d" + i);
            b.want("d" + i);
        }
        List<String> places = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            places.add(tested().substring(2));
        }
        a.want("d0");
        b.want("d1");
        a.check();
        b.check();
        assertThat(places).containsExactlyInAnyOrder("d0", "d1", "d2", "d3");
        over.countDown();
        awaitNothingStored();
        assertThat(tests).isEmpty();
    }

    @Test
    void sharesAmongTwoNodesSoThatNothingIsDoneTwice() throws InterruptedException {
        StoredRounds a = node("a");
        StoredRounds b = node("b");
        for (int i = 0; i < 50; i++) {
            (i % 2 == 0 ? a : b).want("d" + i);
            a.check();
            b.check();
        }
        List<String> places = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            places.add(tested().substring(2));
        }
        assertThat(places).doesNotHaveDuplicates().hasSize(50).contains("d0", "d49");
        awaitNothingStored();
        assertThat(tests).isEmpty();
    }

    @Test
    void testsAfterARestartWhatWasCutOff() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        StoredRounds before = node("a", _ -> never.await());
        before.want("d1");
        assertThat(tested()).isEqualTo("a:d1");
        before.close();
        assertThat(stored()).isEqualTo(1);
        now = NOON.plus(MINUTE);
        assertThat(testedWhenFreed(node("b"))).isEqualTo("b:d1");
        awaitNothingStored();
    }

    @Test
    void testsWhatADeadNodeHad() throws InterruptedException {
        StoredRounds rounds = node("a");
        database.execute(
                "insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by,"
                        + " last_heartbeat, version) values ('test-call', 'd1', ?, true, 'gone', ?, 2)",
                NOON,
                NOON);
        rounds.check();
        assertThat(tests.poll(500, TimeUnit.MILLISECONDS)).isNull();
        now = NOON.plus(MINUTE);
        assertThat(testedWhenFreed(rounds)).isEqualTo("a:d1");
    }

    /** The housekeeping frees it by the system's clock. */
    private String testedWhenFreed(StoredRounds rounds) throws InterruptedException {
        String test = null;
        while (test == null) {
            rounds.check();
            test = tests.poll(50, TimeUnit.MILLISECONDS);
        }
        return test;
    }

    @Test
    void testsAgainWhatFailed() throws InterruptedException {
        StoredRounds rounds = node("a", _ -> {
            throw new IllegalStateException("no database");
        });
        rounds.want("d1");
        assertThat(tested()).isEqualTo("a:d1");
        rounds.close();
        now = NOON.plus(MINUTE);
        node("b");
        assertThat(tested()).isEqualTo("b:d1");
    }
}
