package org.courtbridge.gateway;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.courtbridge.console.tests.TestServices;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.StoredFaults;
import org.courtbridge.gateway.store.StoredJobs;
import org.courtbridge.gateway.store.StoredOutboxes;
import org.courtbridge.gateway.store.StoredTestBook;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.health.DiskSpace;
import org.courtbridge.operations.alerts.AlertChannel;
import org.courtbridge.operations.alerts.AlertTexts;
import org.courtbridge.operations.alerts.Alerts;
import org.courtbridge.operations.alerts.MailChannel;
import org.courtbridge.operations.alerts.PasswordWarnings;
import org.courtbridge.operations.alerts.SpaceWarnings;
import org.courtbridge.operations.alerts.TroubleAlerts;
import org.courtbridge.operations.alerts.WebHookChannel;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.operations.delivery.Outboxes;
import org.courtbridge.operations.delivery.WebHook;
import org.courtbridge.operations.tests.PlannedHearings;
import org.courtbridge.operations.tests.RoomTestDesk;
import org.courtbridge.operations.tests.RoomsInCall;
import org.courtbridge.operations.tests.TellingBook;
import org.courtbridge.operations.tests.TestRetention;
import org.courtbridge.operations.tests.TestRunner;
import org.courtbridge.operations.tests.TestSchedule;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.PendingRotations;
import org.courtbridge.provisioning.testcall.PictureSubject;
import org.courtbridge.provisioning.testcall.ProbeCaller;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.TestJudge;
import org.courtbridge.provisioning.testcall.TestPlan;
import org.courtbridge.signalling.rooms.RoomCaller;

/** The gateway's test calls: keeps what comes of them, has people told, and has rooms tested by plan and on demand. */
final class TestCalls implements AutoCloseable {

    /** Rooms of a day. */
    private static final int WAITING = 2_000;

    /** For a room to pick up, and for the call to end. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** For a room whose test ends because a hearing needs it. */
    private static final Duration LET_GO = Duration.ofSeconds(3);

    private static final Duration PLAN_STEP = Duration.ofSeconds(5);

    /** After a start, for rooms to register again. */
    private static final Duration PLAN_CALM = Duration.ofMinutes(3);

    /** After which tests that are too old are looked for again. */
    private static final Duration RETENTION_STEP = Duration.ofDays(1);

    private final Closing closing = new Closing();

    /** Closes the parts that call rooms. */
    private final Closing calling = new Closing();

    private final TestCallConfig config;
    private final PlannedHearings hearings;
    private final Database database;
    private final InstantSource clock;
    private final TestJudge judge;
    private final StoredFaults faults;
    private final StoredOutboxes outboxes;
    private final Alerts alerts;
    private final TestBook book;
    private final StoredJobs jobs;
    private final List<SpaceWarnings.Channel> spaceChannels = new ArrayList<>();
    private volatile Optional<TestRunner> tester = Optional.empty();

    /**
     * @param rotations devices that have not proved their new password, of which people are warned as of faults
     * @param mail sends letters; empty without a mail server
     * @param site where people find the console, known once the web server has started
     */
    TestCalls(
            TestCallConfig config,
            PlannedHearings hearings,
            PendingRotations rotations,
            Database database,
            Optional<MailSender> mail,
            Supplier<String> site,
            InstantSource clock) {
        this.config = config;
        this.hearings = hearings;
        this.database = database;
        this.clock = clock;
        judge = new TestJudge(config.limits(), config.clients());
        faults = new StoredFaults(database);
        StoredTestBook stored = new StoredTestBook(database);
        List<AlertChannel> channels = new ArrayList<>();
        List<PasswordWarnings.Channel> warned = new ArrayList<>();
        List<TroubleAlerts.Channel> troubled = new ArrayList<>();
        outboxes = new StoredOutboxes(database, StoredOutboxes.Settings.USUAL, clock);
        mail.ifPresent(sender -> {
            MailChannel letters = new MailChannel(
                    config.alerts().recipients(),
                    new AlertTexts(new AlertTexts.Parts(stored, this::title, site, hearings.zone())),
                    sender::send,
                    outboxes);
            channels.add(letters);
            warned.add(letters);
            spaceChannels.add(letters);
            troubled.add(letters);
        });
        config.alerts().hook().ifPresent(hook -> {
            WebHookChannel posts = new WebHookChannel(closing.add(new WebHook(hook, trust(), outboxes, clock)), site);
            channels.add(posts);
            warned.add(posts);
            spaceChannels.add(posts);
            troubled.add(posts);
        });
        closing.add(outboxes);
        closing.add(new TroubleAlerts(hearings.conferences(), troubled));
        alerts = closing.add(new Alerts(
                new Alerts.Parts(faults, config.alerts().policy(), stored, hearings::withPhones, channels), clock));
        book = new TellingBook(stored, alerts::ended);
        jobs = calling.add(new StoredJobs(database, StoredJobs.Settings.USUAL, clock));
        jobs.every(RETENTION_STEP, "test-retention", new TestRetention(config.keep(), stored::forget, clock));
        jobs.every(PasswordWarnings.STEP, "password-warnings", new PasswordWarnings(rotations, warned, clock));
    }

    /** Those who hear of faults hear of little space on the disk, too. */
    SpaceWarnings spaceWarnings(DiskSpace space) {
        return new SpaceWarnings(space, spaceChannels, clock);
    }

    private Optional<String> title(String hearing) {
        return hearings.conferences().byId(hearing).map(HearingState::title);
    }

    /** In those whom every program of this machine trusts. */
    static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("TLS belongs to every JDK", e);
        }
    }

    /** In which messages of others wait, too: to be opened before {@link #begin}. */
    Outboxes outboxes() {
        return outboxes;
    }

    /** By which whatever is tried is judged. */
    TestJudge judge() {
        return judge;
    }

    /** Whatever comes into it is told to those who are to know. */
    TestBook book() {
        return book;
    }

    /** Has rooms tested from now on. */
    TestServices begin(ProbeCaller caller, ProbeCaller watcher, RoomCaller rooms, RoomsInCall inCall) {
        outboxes.begin();
        TestRunner runner = calling.add(new TestRunner(
                new TestRunner.Parts(
                        caller,
                        watcher,
                        report -> judge.judge(report, PictureSubject.ROOM),
                        book,
                        inCall,
                        inCall::isInHearing,
                        device -> rooms.hangUp(device, EndReason.REPLACED)),
                new TestRunner.Settings(
                        config.plan().atOnce(),
                        WAITING,
                        config.length(),
                        PATIENCE,
                        LET_GO,
                        config.length().dividedBy(config.plan().atOnce())),
                clock));
        tester = Optional.of(runner);
        if (config.enabled()) {
            calling.add(new TestSchedule(
                            new TestSchedule.Parts(
                                    hearings, inCall, new TestPlan(config.planAhead()), book, jobs, runner),
                            new TestSchedule.Settings(config.plan().atOnce(), PLAN_STEP, PLAN_CALM),
                            clock))
                    .start();
        } else {
            jobs.begin();
        }
        return new TestServices(book, new RoomTestDesk(runner, inCall, inCall::isInHearing), faults, config.limits());
    }

    /** Has a room's test end, if there is one, as a hearing needs the room; completes when the room is free. */
    CompletionStage<?> makeWay(Device device) {
        return tester.<CompletionStage<?>>map(runner -> runner.makeWay(device))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Tells of faults that last, and of hearings that come near, once people can be told where to look. */
    void start() {
        alerts.start();
    }

    /** Nobody is called any more, and what goes on is not kept: before the endpoints end, which would fail every room. */
    void stop() {
        calling.close();
    }

    @Override
    public void close() {
        stop();
        closing.close();
    }
}
