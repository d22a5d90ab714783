package org.courtbridge.gateway.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** db-scheduler on one of our tables: by our clock, and in threads that nobody interrupts. Data of tasks are strings. */
final class JobScheduler implements AutoCloseable {

    /** For work that is cut off when the gateway ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** As few as db-scheduler takes. */
    private static final int MISSED_HEARTBEATS = 4;

    private final InstantSource clock;
    private final Scheduler scheduler;
    private boolean closed;

    /**
     * @param threads as many tasks are done at a time
     * @param poll how often the database is asked for what other nodes want
     * @param heartbeat four of them missed, a node is dead
     * @param failures at which level of the log; who handles them may say more
     */
    record Settings(String table, int threads, Duration poll, Duration heartbeat, LogLevel failures) {}

    /** Begins. @param recurring are scheduled, too, unless they are already */
    JobScheduler(
            Database database,
            Settings settings,
            InstantSource clock,
            List<Task<?>> tasks,
            List<RecurringTask<Void>> recurring) {
        this.clock = clock;
        scheduler = Scheduler.create(database.source(), tasks)
                .startTasks(recurring)
                .tableName(settings.table)
                .serializer(new Strings())
                .clock(this::now)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .jdbcCustomization(customization(database))
                .threads(settings.threads)
                .executorService(new Workers(settings.threads, settings.table, () -> {}))
                .dueExecutor(new Workers(1, settings.table + "-due", this::check))
                .housekeeperExecutor(new Housekeeper(settings.table))
                .pollUsingFetch(0.5, 2)
                .pollingInterval(settings.poll)
                .heartbeatInterval(settings.heartbeat)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(PATIENCE)
                .failureLogging(settings.failures, false)
                .build();
        scheduler.start();
    }

    /** By what it finds out itself it warns of each database that it does not know. Our columns have time zones. */
    private static JdbcCustomization customization(Database database) {
        return database.isPostgres()
                ? new PostgreSqlJdbcCustomization(false, false)
                : new DefaultJdbcCustomization(false);
    }

    /** Has a task done now. Nothing if it waits, or is being done, already. @throws IllegalStateException after the end */
    synchronized void want(TaskInstance<?> task) {
        if (closed) {
            throw new IllegalStateException(task.getTaskName() + ": the gateway ends");
        }
        if (scheduler.scheduleIfNotExists(task, now())) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    /** Looks now for what is due. */
    void check() {
        scheduler.triggerCheckForDueExecutions();
    }

    /** The database has no more of it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        scheduler.stop();
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

        Housekeeper(String name) {
            super(THREADS, Thread.ofVirtual().name(name + "-housekeeper-", 0).factory());
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown();
            return List.of();
        }
    }

    /** Strings in UTF-8, rather than objects of Java. */
    private static final class Strings implements Serializer {

        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return data == null ? null : data.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
            return data == null ? null : type.cast(new String(data, StandardCharsets.UTF_8));
        }
    }
}
