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

/** Contract of the store of jobs, for each database. The clock stands still but where a test sets it. */
@Timeout(300)
abstract class JobsContract {

    private static final Instant NOON = Instant.parse("2026-11-27T07:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Often enough for tests: db-scheduler's housekeeping goes by the system's clock. */
    private static final StoredJobs.Settings SETTINGS =
            new StoredJobs.Settings(Duration.ofSeconds(10), Duration.ofMillis(50), MINUTE);

    @TempDir
    Path folder;

    private Database database;
    private volatile Instant now = NOON;
    private final List<StoredJobs> opened = new ArrayList<>();

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
        opened.forEach(StoredJobs::close);
        database.close();
    }

    private StoredJobs node(String name) {
        return node(name, _ -> {});
    }

    private StoredJobs node(String name, Rounds.Work work) {
        StoredJobs rounds = new StoredJobs(database, SETTINGS, () -> now);
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
        StoredJobs rounds = node("a");
        rounds.want("зал-3");
        assertThat(tested()).isEqualTo("a:зал-3");
        awaitNothingStored();
        rounds.want("зал-3");
        assertThat(tested()).isEqualTo("a:зал-3");
    }

    @Test
    void testsAPlaceOnceAtATimeWhicheverNodeWantsIt() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        StoredJobs a = node("a", _ -> over.await());
        StoredJobs b = node("b", _ -> over.await());
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
        StoredJobs a = node("a");
        StoredJobs b = node("b");
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
        StoredJobs before = node("a", _ -> never.await());
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
        StoredJobs rounds = node("a");
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
    private String testedWhenFreed(StoredJobs rounds) throws InterruptedException {
        String test = null;
        while (test == null) {
            rounds.check();
            test = tests.poll(50, TimeUnit.MILLISECONDS);
        }
        return test;
    }

    /** A node that has work of each day, which may fail. */
    private StoredJobs daily(String name, Runnable work) {
        StoredJobs jobs = new StoredJobs(database, SETTINGS, () -> now);
        opened.add(jobs);
        jobs.every(Duration.ofDays(1), "tidying", () -> {
            tests.add(name + ":tidying");
            work.run();
        });
        jobs.begin();
        return jobs;
    }

    private void nothingIsDoneNow(StoredJobs... nodes) throws InterruptedException {
        for (StoredJobs node : nodes) {
            node.check();
        }
        assertThat(tests.poll(500, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void doesWorkOfEachDayOnceInAClusterHoweverOftenNodesAreStarted() throws InterruptedException {
        StoredJobs a = daily("a", () -> {});
        assertThat(tested()).isEqualTo("a:tidying");
        nothingIsDoneNow(a, daily("b", () -> {}));
        a.close();
        now = NOON.plus(Duration.ofHours(23));
        StoredJobs c = daily("c", () -> {});
        nothingIsDoneNow(c);
        now = NOON.plus(Duration.ofHours(25));
        c.check();
        assertThat(tested()).endsWith(":tidying");
        nothingIsDoneNow(c);
    }

    @Test
    void doesWorkOfEachDaySoonAgainWhenItFailed() throws InterruptedException {
        StoredJobs a = daily("a", () -> {
            throw new IllegalStateException("no database");
        });
        assertThat(tested()).isEqualTo("a:tidying");
        a.close();
        now = NOON.plus(MINUTE);
        daily("b", () -> {});
        assertThat(tested()).isEqualTo("b:tidying");
    }

    @Test
    void aNodeThatTestsNothingLeavesTestsToOthers() throws InterruptedException {
        StoredJobs idle = daily("idle", () -> {});
        assertThat(tested()).isEqualTo("idle:tidying");
        node("a").want("d1");
        idle.check();
        assertThat(tested()).isEqualTo("a:d1");
    }

    @Test
    void testsAgainWhatFailed() throws InterruptedException {
        StoredJobs rounds = node("a", _ -> {
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
