package org.courtbridge.gateway.store;

import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.operations.tests.Rounds;

/**
 * Work that is in the database, where db-scheduler has one node of a cluster do each piece: test calls, and what is done once in a
 * while. What a node had that has died is done by another when its heartbeats have been missing for a while.
 */
public final class StoredJobs implements Rounds {

    private static final String TEST = "test-call";

    private final Database database;
    private final Settings settings;
    private final InstantSource clock;
    private final List<RecurringTask<Void>> recurring = new ArrayList<>();
    private Optional<JobScheduler> scheduler = Optional.empty();

    /**
     * @param poll how often the database is asked for what other nodes want
     * @param heartbeat four of them missed, a node is dead
     * @param retry after which that is run again which has failed
     */
    public record Settings(Duration poll, Duration heartbeat, Duration retry) {

        public static final Settings USUAL =
                new Settings(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(60));
    }

    public StoredJobs(Database database, Settings settings, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Has work done when nodes first begin, and so long after each time, however often nodes are started meanwhile. Before {@link #begin}.
     *
     * @param name for ever: when it was done last is known by it
     */
    public synchronized void every(Duration pause, String name, Runnable work) {
        recurring.add(Tasks.recurring(name, FixedDelay.of(pause))
                .onFailure(new FailureHandler.OnFailureRetryLater<>(settings.retry))
                .onDeadExecution(this::again)
                .execute((_, _) -> work.run()));
    }

    @Override
    public void begin(Work work, int atOnce) {
        begin(List.of(new TestTask(work)), atOnce);
    }

    /** This node tests no places, but takes its part of all else. */
    public void begin() {
        begin(List.of(), 1);
    }

    private synchronized void begin(List<Task<?>> tasks, int atOnce) {
        JobScheduler.Settings how =
                new JobScheduler.Settings("scheduled_tasks", atOnce, settings.poll, settings.heartbeat, LogLevel.WARN);
        scheduler = Optional.of(new JobScheduler(database, how, clock, tasks, recurring));
    }

    private synchronized JobScheduler begun() {
        return scheduler.orElseThrow(() -> new IllegalStateException("jobs: not begun"));
    }

    @Override
    public void want(String place) {
        begun().want(new TaskInstance<>(TEST, place));
    }

    /** Looks now for what is due. */
    void check() {
        begun().check();
    }

    /** Reschedules the execution of a node that has died. db-scheduler's own handler goes by the system's clock. */
    private void again(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        operations.reschedule(complete, begun().now());
    }

    @Override
    public void close() {
        Optional<JobScheduler> ending;
        synchronized (this) {
            ending = scheduler;
        }
        ending.ifPresent(JobScheduler::close);
    }

    private final class TestTask extends OneTimeTask<Void> {

        private final Work work;

        TestTask(Work work) {
            super(TEST, Void.class, new FailureHandler.OnFailureRetryLater<>(settings.retry), StoredJobs.this::again);
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
