package org.courtbridge.gateway.store;

import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.operations.delivery.Outbox;
import org.courtbridge.operations.delivery.Outboxes;

/** Messages on their way out, in the database: what a node had that has ended is delivered by another, or after its next start. */
public final class StoredOutboxes implements Outboxes, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger();

    /** So that one who is slow to take messages keeps none from others. */
    private static final int AT_ONCE = 4;

    private final Database database;
    private final Settings settings;
    private final InstantSource clock;
    private final List<Task<?>> tasks = new ArrayList<>();
    private Optional<JobScheduler> scheduler = Optional.empty();

    /**
     * @param poll how often it is looked for what is to be tried again
     * @param heartbeat four of them missed, a node is dead
     */
    public record Settings(Duration poll, Duration heartbeat) {

        public static final Settings USUAL = new Settings(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    public StoredOutboxes(Database database, Settings settings, InstantSource clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized Outbox open(Outbox.Settings of, Outbox.Delivery delivery) {
        tasks.add(new Message(of, delivery));
        return (id, message) -> add(of, id, message);
    }

    /** Delivers from now on. All outboxes are open. */
    public synchronized void begin() {
        if (tasks.isEmpty()) {
            return;
        }
        JobScheduler.Settings how = new JobScheduler.Settings(
                "outgoing_messages", AT_ONCE, settings.poll, settings.heartbeat, LogLevel.OFF);
        scheduler = Optional.of(new JobScheduler(database, how, clock, tasks, List.of()));
    }

    private synchronized JobScheduler begun() {
        return scheduler.orElseThrow(() -> new IllegalStateException("outboxes: not begun"));
    }

    private boolean add(Outbox.Settings to, String id, String message) {
        if (waiting(to.name()) >= to.most()) {
            LOG.warn("{} is not told {}: {} messages wait already", to.name(), id, to.most());
            return false;
        }
        begun().want(new TaskInstance<>(to.name(), id, message));
        return true;
    }

    private long waiting(String name) {
        return database.jdbi()
                .withHandle(handle -> handle.select("select count(*) from outgoing_messages where task_name = ?", name)
                        .mapTo(Long.class)
                        .one());
    }

    /** Looks now for what is to be tried again. */
    void check() {
        begun().check();
    }

    /** Stops delivering; messages that wait are kept. */
    @Override
    public void close() {
        Optional<JobScheduler> ending;
        synchronized (this) {
            ending = scheduler;
        }
        ending.ifPresent(JobScheduler::close);
    }

    private final class Message extends OneTimeTask<String> {

        private final Outbox.Settings outbox;
        private final Outbox.Delivery delivery;

        Message(Outbox.Settings outbox, Outbox.Delivery delivery) {
            super(
                    outbox.name(),
                    String.class,
                    (complete, operations) -> failed(outbox, complete, operations),
                    (complete, operations) -> operations.reschedule(complete, begun().now()));
            this.outbox = outbox;
            this.delivery = delivery;
        }

        @Override
        public void executeOnce(TaskInstance<String> instance, ExecutionContext context) {
            switch (delivery.deliver(instance.getId(), instance.getData())) {
                case Outbox.Result.Taken() -> {}
                case Outbox.Result.NotNow(String why) -> throw new NotTaken(why);
                case Outbox.Result.Never(String why) -> giveUp(outbox, instance.getId(), why);
            }
        }
    }

    private void failed(Outbox.Settings outbox, ExecutionComplete complete, ExecutionOperations<String> operations) {
        String id = complete.getExecution().getId();
        String why = complete.getCause().map(Throwable::getMessage).orElse("");
        if (complete.getCause().filter(NotTaken.class::isInstance).isEmpty()) {
            LOG.error(
                    "{} could not be told {}",
                    outbox.name(),
                    id,
                    complete.getCause().orElse(null));
        }
        int before = complete.getExecution().consecutiveFailures;
        if (before < outbox.pauses().size()) {
            LOG.info("{} does not take {} for now: {}", outbox.name(), id, why);
            operations.reschedule(complete, begun().now().plus(outbox.pauses().get(before)));
        } else {
            giveUp(outbox, id, why);
            operations.remove();
        }
    }

    private static void giveUp(Outbox.Settings outbox, String id, String why) {
        LOG.warn("{} did not take {}, and is not told again: {}", outbox.name(), id, why);
    }

    /** A message that is to be tried again, or given up. */
    private static final class NotTaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotTaken(String why) {
            super(why, null, false, false);
        }
    }
}
