package org.courtbridge.gateway.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.courtbridge.operations.tests.Rounds;

/**
 * Rounds in the database, where db-scheduler has one node run each. What a node had that has died is run by another when its
 * heartbeats have been missing for a while.
 */
public final class StoredRounds implements Rounds {

    private static final String TASK = "test-call";

    /** For tests that are cut off when the gateway ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** As few as db-scheduler takes. */
    private static final int MISSED_HEARTBEATS = 4;

    private final Database database;
    private final Settings settings;
    private final InstantSource clock;
    private Optional<Scheduler> scheduler = Optional.empty();
    private boolean closed;

    /**
     * @param poll how often the database is asked for what other nodes want
     * @param heartbeat four of them missed, a node is dead
     * @param retry after which that is run again which has failed
     */
    public record Settings(Duration poll, Duration heartbeat, Duration retry) {

        public static final Settings USUAL =
                new Settings(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(60));
    }

    public StoredRounds(Database database, Settings settings, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized void begin(Work work, int atOnce) {
        Scheduler started = Scheduler.create(database.source(), List.of(new TestTask(work)))
                .clock(this::now)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .jdbcCustomization(customization())
                .threads(atOnce)
                .executorService(new Workers(atOnce, "test-calls", () -> {}))
                .dueExecutor(new Workers(1, "test-calls-due", this::check))
                .housekeeperExecutor(new Housekeeper())
                .pollUsingFetch(0.5, 2)
                .pollingInterval(settings.poll)
                .heartbeatInterval(settings.heartbeat)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(PATIENCE)
                .failureLogging(LogLevel.WARN, false)
                .build();
        started.start();
        scheduler = Optional.of(started);
    }

    /** By what it finds out itself it warns of each database that it does not know. Our columns have time zones. */
    private JdbcCustomization customization() {
        return database.isPostgres()
                ? new PostgreSqlJdbcCustomization(false, false)
                : new DefaultJdbcCustomization(false);
    }

    @Override
    public synchronized void want(String place) {
        Scheduler to = scheduler
                .filter(_ -> !closed)
                .orElseThrow(() -> new IllegalStateException("rounds: not begun, or over"));
        if (to.scheduleIfNotExists(new TaskInstance<>(TASK, place), now())) {
            to.triggerCheckForDueExecutions();
        }
    }

    /** Looks now for what is due. */
    synchronized void check() {
        scheduler.ifPresent(Scheduler::triggerCheckForDueExecutions);
    }

    /** The database has no more of it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        Optional<Scheduler> ending;
        synchronized (this) {
            ending = closed ? Optional.empty() : scheduler;
            closed = true;
        }
        ending.ifPresent(Scheduler::stop);
    }

    /**
     * Threads that nobody interrupts: one that is just writing to the embedded database would take it down with it, for all others
     * (its file is a channel that an interrupt closes).
     */
    private static final class Workers extends ThreadPoolExecutor {

        private final Runnable wake;

        /** @param wake ends the wait in which an interrupt would find a thread */
        Workers(int threads, String name, Runnable wake) {
            super(
                    threads,
                    threads,
                    0,
                    TimeUnit.MILLISECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofVirtual().name(name + "-", 0).factory());
            this.wake = wake;
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown();
            wake.run();
            return List.of();
        }
    }

    /** The same, for what db-scheduler does now and then. */
    private static final class Housekeeper extends ScheduledThreadPoolExecutor {

        private static final int THREADS = 2;

        Housekeeper() {
            super(THREADS, Thread.ofVirtual().name("test-calls-housekeeper-", 0).factory());
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown();
            return List.of();
        }
    }

    private final class TestTask extends OneTimeTask<Void> {

        private final Work work;

        TestTask(Work work) {
            super(
                    TASK,
                    Void.class,
                    new FailureHandler.OnFailureRetryLater<>(settings.retry),
                    // db-scheduler's own goes by the system's clock.
                    (complete, operations) -> operations.reschedule(complete, now()));
            this.work = work;
        }

        @Override
        public void executeOnce(TaskInstance<Void> instance, ExecutionContext context) {
            try {
                work.test(instance.getId());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
