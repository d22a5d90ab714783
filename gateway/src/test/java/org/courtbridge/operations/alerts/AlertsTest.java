package org.courtbridge.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredFaults;
import org.courtbridge.gateway.store.StoredOutboxes;
import org.courtbridge.gateway.store.StoredTestBook;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.MailException;
import org.courtbridge.operations.delivery.MailSender;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.Outbox;
import org.courtbridge.operations.delivery.WebHook;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Alert.Occasion;
import org.courtbridge.provisioning.testcall.Alert.Role;
import org.courtbridge.provisioning.testcall.AlertPolicy;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.Doubt;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.FaultChange;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.PlannedHearing;
import org.courtbridge.provisioning.testcall.Tested;
import org.courtbridge.provisioning.testcall.Tested.Place;
import org.courtbridge.provisioning.testcall.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the end of a test to those who hear of it. */
class AlertsTest {

    private static final Limits LIMITS = Limits.standard();
    private static final Place ROOM = new Place.Room("d1", "Зал № 3");
    private static final Instant MORNING = Instant.parse("2026-11-27T03:00:00Z");
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final PlannedHearing HEARING =
            new PlannedHearing("h1", MORNING.plus(Duration.ofHours(3)), List.of(new PlannedHearing.Seat(ROOM, ALMATY)));

    @TempDir
    private Path folder;

    private Database database;
    private StoredFaults faults;
    private StoredTestBook book;
    private AlertTexts texts;
    private final List<Alert> told = new ArrayList<>();
    private Instant now = MORNING;
    private int hearingsRead;

    @BeforeEach
    void open() {
        database = EmptyDatabase.in(folder);
        faults = new StoredFaults(database);
        book = new StoredTestBook(database);
        texts = new AlertTexts(new AlertTexts.Parts(
                book, _ -> Optional.of("Іс № 7520 (4501)"), () -> "https://court.example", ALMATY));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Alerts node() {
        return node(told::add);
    }

    private Alerts node(AlertChannel... channels) {
        return new Alerts(
                new Alerts.Parts(
                        faults,
                        AlertPolicy.STANDARD,
                        book,
                        () -> {
                            hearingsRead++;
                            return List.of(HEARING);
                        },
                        List.of(channels)),
                () -> now);
    }

    private Tested test(String id, double level) {
        return test(id, ROOM, level);
    }

    private Tested test(String id, Place place, double level) {
        Tested test = new Tested(
                id,
                place,
                Optional.of("h1"),
                Tested.SCHEDULE,
                1,
                now.minusSeconds(20),
                now,
                List.of(Verdict.of(Check.SPEECH_LEVEL, OptionalDouble.of(level), LIMITS, Doubt.NOT_MEASURED)));
        book.add(test);
        return test;
    }

    private List<String> said() {
        return told.stream().map(alert -> alert.occasion() + " " + alert.to()).toList();
    }

    @Test
    void aFaultIsToldOnceAgainWhenItMattersMoreAndWhenItIsOver() {
        try (Alerts alerts = node();
                Alerts other = node()) {
            alerts.judge(test("t1", -70));
            assertThat(said()).containsExactlyInAnyOrder("FOUND CLERK", "FOUND SPECIALIST", "FOUND TECHNICIAN");
            told.clear();

            alerts.look();
            other.look();
            now = MORNING.plusSeconds(600);
            alerts.judge(test("t2", -70));
            assertThat(said()).isEmpty();

            now = MORNING.plus(Duration.ofMinutes(61));
            other.look();
            alerts.look();
            assertThat(said()).containsExactlyInAnyOrder("NEAR CLERK", "NEAR SPECIALIST", "NEAR TECHNICIAN");
            told.clear();

            now = MORNING.plus(Duration.ofMinutes(90));
            alerts.judge(test("t3", LIMITS.of(Check.SPEECH_LEVEL).pass()));
            assertThat(said())
                    .containsExactlyInAnyOrder("RESTORED CLERK", "RESTORED SPECIALIST", "RESTORED TECHNICIAN");
            assertThat(faults.fault("t1").orElseThrow().timeToRestore()).contains(Duration.ofMinutes(90));
        }
    }

    /** The gateway that did it ended before it was judged. */
    @Test
    void aTestThatNobodyJudgedIsJudgedLaterAndOnce() {
        test("t1", -70);
        now = MORNING.plusSeconds(300);
        try (Alerts alerts = node();
                Alerts other = node()) {
            alerts.look();
            other.look();
            alerts.look();
            assertThat(said()).containsExactlyInAnyOrder("FOUND CLERK", "FOUND SPECIALIST", "FOUND TECHNICIAN");
            assertThat(faults.latest(9)).extracting(Fault::id).containsExactly("t1");
            told.clear();

            now = now.plusSeconds(30);
            test("t2", -70);
            now = now.plusSeconds(30);
            test("t3", LIMITS.of(Check.SPEECH_LEVEL).pass());
            alerts.look();
            other.look();
            assertThat(said())
                    .containsExactlyInAnyOrder("RESTORED CLERK", "RESTORED SPECIALIST", "RESTORED TECHNICIAN");
            now = now.plusSeconds(30);
            alerts.look();
            try (Alerts started = node()) {
                started.look();
            }
            assertThat(said()).hasSize(3);
            assertThat(faults.latest(9)).extracting(Fault::id).containsExactly("t1");
            assertThat(faults.open()).isEmpty();
        }
    }

    @Test
    void whoKnewOfAFaultHearsOfItsEndThoughItWasKeptAlone() {
        try (Alerts alerts = node()) {
            alerts.judge(test("t1", -70));
            told.clear();
            now = MORNING.plusSeconds(60);
            Tested passed = test("t2", LIMITS.of(Check.SPEECH_LEVEL).pass());
            FaultChange.of(faults.open(ROOM), passed).restored().forEach(faults::keep);
            now = MORNING.plusSeconds(60 + 3_500);
            alerts.look();
            assertThat(said())
                    .containsExactlyInAnyOrder("RESTORED CLERK", "RESTORED SPECIALIST", "RESTORED TECHNICIAN");
        }
    }

    @Test
    void aWayThatFailsKeepsNoOtherFromTheAlert() {
        AlertChannel broken = _ -> {
            throw new IllegalStateException("no way");
        };
        try (Alerts alerts = node(broken, told::add)) {
            alerts.judge(test("t1", -70));
        }
        assertThat(said()).containsExactlyInAnyOrder("FOUND CLERK", "FOUND SPECIALIST", "FOUND TECHNICIAN");
    }

    @Test
    void theHearingsAreReadOnceForAllFaults() {
        try (Alerts alerts = node()) {
            test("t1", ROOM, -70);
            test("t2", new Place.Room("d2", "Зал № 4"), -70);
            alerts.look();
            assertThat(said()).hasSize(4);
            assertThat(hearingsRead).isEqualTo(1);
        }
    }

    /** A thread that is interrupted while it writes closes the embedded database under all others. */
    @Test
    void whoeverIsBeingToldIsNotInterruptedByTheEnd() throws Exception {
        CountDownLatch telling = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AlertChannel slow = alert -> {
            telling.countDown();
            try {
                assertThat(never.await(200, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException e) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
            }
            told.add(alert);
        };
        try (Alerts alerts = node(slow)) {
            alerts.ended(test("t1", -70));
            assertThat(telling.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(interrupted).isFalse();
        assertThat(said()).hasSize(3);
        assertThat(faults.open()).hasSize(1);
    }

    @Test
    void lettersAreInTheLanguageOfTheirReaderAndAreTriedAgain() throws Exception {
        BlockingQueue<Mailer.Mail> sent = new LinkedBlockingQueue<>();
        AtomicInteger attempts = new AtomicInteger();
        Map<Role, List<MailChannel.Recipient>> recipients = Map.of(
                Role.CLERK, List.of(new MailChannel.Recipient("clerk@court.example", Language.KAZAKH)),
                Role.TECHNICIAN, List.of(new MailChannel.Recipient("tech@court.example", Language.RUSSIAN)));
        MailSender sending = one -> {
            if (attempts.getAndIncrement() == 0) {
                throw new MailException("450 later", new IllegalStateException());
            }
            sent.add(one);
        };
        try (Alerts alerts = node();
                StoredOutboxes outboxes = new StoredOutboxes(
                        database,
                        new StoredOutboxes.Settings(Duration.ofMillis(20), Duration.ofSeconds(15)),
                        InstantSource.system())) {
            MailChannel mail = new MailChannel(
                    recipients,
                    texts,
                    sending,
                    (usual, delivery) -> outboxes.open(
                            new Outbox.Settings(usual.name(), List.of(Duration.ofMillis(1)), 10), delivery));
            outboxes.begin();
            alerts.judge(test("t1", -70));
            told.forEach(mail::tell);

            for (int i = 0; i < 2; i++) {
                Mailer.Mail letter = sent.poll(60, TimeUnit.SECONDS);
                assertThat(letter).isNotNull();
                assertThat(letter.text())
                        .contains("Зал № 3", "Іс № 7520 (4501)", "27.11.2026 11:00", "https://court.example/faults/t1")
                        .contains("dBov");
                if (letter.to().startsWith("clerk")) {
                    assertThat(letter.subject()).endsWith("Ақау: Зал № 3");
                    assertThat(letter.text()).contains("хатшысына", "Қатысушыға: ");
                } else {
                    assertThat(letter.subject()).endsWith("Неполадка: Зал № 3");
                    assertThat(letter.text()).contains("Техническому специалисту: ", "(п. 36 Правил)");
                }
            }
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void everyOccasionHasWordsInEveryLanguage() {
        try (Alerts alerts = node()) {
            alerts.judge(test("t1", -70));
        }
        Alert found = told.getFirst();
        for (Language language : Language.values()) {
            for (Occasion occasion : Occasion.values()) {
                for (Role role : Role.values()) {
                    Alert alert = new Alert(
                            new Alert.Key("t1", role, occasion.name()),
                            found.fault(),
                            occasion,
                            Alert.Severity.URGENT,
                            found.hearing());
                    assertThat(texts.subject(alert, language))
                            .contains("Зал № 3")
                            .doesNotContain("{");
                    assertThat(texts.text(alert, language)).contains("Зал № 3").doesNotContain("{0}");
                }
            }
        }
    }

    @Test
    void aWebHookGetsJson() throws Exception {
        try (Alerts alerts = node();
                WebHook hook = new WebHook(
                        WebHook.Settings.usual(URI.create("https://hook.invalid/"), new byte[32]),
                        SSLContext.getDefault(),
                        (_, _) -> (_, _) -> true,
                        InstantSource.system())) {
            alerts.judge(test("t1", -70));
            JsonNode json = new ObjectMapper()
                    .readTree(new WebHookChannel(hook, () -> "https://court.example").json(told.getFirst()));
            assertThat(json.path("occasion").asText()).isEqualTo("FOUND");
            assertThat(json.path("place").path("kind").asText()).isEqualTo("ROOM");
            assertThat(json.path("checks").path(0).asText()).isEqualTo("SPEECH_LEVEL");
            assertThat(json.path("opened").asText()).isEqualTo(MORNING.toString());
            assertThat(json.path("hearing").path("begins").asText())
                    .isEqualTo(HEARING.begins().toString());
        }
    }
}
