package org.courtbridge.operations.alerts;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.courtbridge.console.FakeConferences;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredTestBook;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.ReportTrouble;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.hearings.TroubleKind;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.WebHook;
import org.courtbridge.provisioning.testcall.Alert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TroubleAlertsTest {

    private static final PartyId WITNESS = PartyId.participant("w");
    private static final PartyId ROOM = PartyId.device("r");
    private static final Instant BEGINS = Instant.parse("2026-12-03T04:30:00Z");

    private static final TroubleAlerts.Reported OF_WITNESS = new TroubleAlerts.Reported(
            "h1", "901", Optional.of(BEGINS), Optional.empty(), TroubleKind.NO_CONNECTION, 7);
    private static final TroubleAlerts.Reported OF_ROOM =
            new TroubleAlerts.Reported("h1", "901", Optional.empty(), Optional.of("№ 3 зал"), TroubleKind.NO_SOUND, 8);

    private final FakeConferences conferences = new FakeConferences();
    private final List<TroubleAlerts.Reported> told = new CopyOnWriteArrayList<>();

    private String hearing() {
        String id = conferences
                .create("x", "901", "Іс № 7")
                .toCompletableFuture()
                .join()
                .id();
        conferences.submit(id, new HearingCommand.Schedule("x", Optional.of(BEGINS)));
        conferences.submit(id, new HearingCommand.Invite("x", WITNESS, "Ұлан Ли", Admission.LOBBY));
        conferences.submit(id, new HearingCommand.Invite("x", ROOM, "№ 3 зал", Admission.DIRECT));
        return id;
    }

    private void report(String hearing, PartyId party, TroubleKind kind, String text) {
        conferences
                .submit(hearing, new ReportTrouble(party.value(), party, kind, text))
                .toCompletableFuture()
                .join();
    }

    @Test
    void eachProblemIsToldOnceInEveryChannelThatWorks() throws Exception {
        String hearing = hearing();
        TroubleAlerts.Channel broken = _ -> {
            throw new IllegalStateException("broken on purpose");
        };
        try (TroubleAlerts alerts = new TroubleAlerts(conferences, List.of(broken, told::add))) {
            report(hearing, WITNESS, TroubleKind.NO_CONNECTION, "құпия");
            report(hearing, WITNESS, TroubleKind.NO_CONNECTION, "құпия");
            report(hearing, ROOM, TroubleKind.NO_SOUND, "");
            Await.until("both are told", Duration.ofSeconds(60), () -> told.size() >= 2);
            assertThat(alerts).isNotNull();
        }
        assertThat(told)
                .extracting(TroubleAlerts.Reported::room)
                .as("a person has no name here")
                .containsExactly(Optional.empty(), Optional.of("№ 3 зал"));
        assertThat(told)
                .extracting(TroubleAlerts.Reported::kind)
                .containsExactly(TroubleKind.NO_CONNECTION, TroubleKind.NO_SOUND);
        assertThat(told).allSatisfy(one -> {
            assertThat(one.number()).isEqualTo("901");
            assertThat(one.begins()).contains(BEGINS);
        });
        assertThat(told.toString()).doesNotContain("Ұлан", "құпия");
    }

    @Test
    void lettersGoToEveryRoleAndSayWhereToLook(@TempDir Path folder) {
        List<String> outgoing = new ArrayList<>();
        try (Database database = EmptyDatabase.in(folder)) {
            AlertTexts texts = new AlertTexts(new AlertTexts.Parts(
                    new StoredTestBook(database),
                    _ -> Optional.of("Іс № 7"),
                    () -> "https://c.example",
                    ZoneId.of("Asia/Almaty")));
            for (Language language : Language.values()) {
                for (TroubleKind kind : TroubleKind.values()) {
                    assertThat(texts.troubleText(
                                    new TroubleAlerts.Reported(
                                            "h1", "901", Optional.empty(), Optional.empty(), kind, 7),
                                    Alert.Role.CLERK,
                                    language))
                            .contains("901", "https://c.example/hearings/h1")
                            .doesNotContain("{");
                }
                assertThat(texts.troubleSubject(OF_WITNESS, language)).contains("901");
                assertThat(texts.troubleText(OF_ROOM, Alert.Role.TECHNICIAN, language))
                        .contains("№ 3 зал");
            }
            MailChannel mail = new MailChannel(
                    Map.of(
                            Alert.Role.CLERK,
                            List.of(new MailChannel.Recipient("clerk@court.example", Language.KAZAKH)),
                            Alert.Role.TECHNICIAN,
                            List.of(new MailChannel.Recipient("tech@court.example", Language.RUSSIAN))),
                    texts,
                    letter -> {},
                    (_, _) -> (id, message) -> outgoing.add(id + " " + message));
            mail.report(OF_WITNESS);
        }
        assertThat(outgoing).hasSize(2).allSatisfy(letter -> assertThat(letter).startsWith("trouble/h1/7/"));
        assertThat(outgoing)
                .anySatisfy(letter -> assertThat(letter)
                        .contains("clerk@court.example", "Шұғыл: Мәселе туралы хабарлама: 901 отырысы"))
                .anySatisfy(letter -> assertThat(letter)
                        .contains(
                                "tech@court.example",
                                "Срочно: Сообщение о проблеме: заседание 901",
                                "Участник сообщил о проблеме: нет связи.",
                                "Заседание 901, начало 03.12.2026 09:30"));
    }

    @Test
    void aWebHookGetsJson() throws Exception {
        try (WebHook hook = new WebHook(
                WebHook.Settings.usual(URI.create("https://hook.invalid/"), new byte[32]),
                SSLContext.getDefault(),
                (_, _) -> (_, _) -> true,
                InstantSource.system())) {
            WebHookChannel channel = new WebHookChannel(hook, () -> "https://court.example");
            ObjectMapper mapper = new ObjectMapper();
            assertThat(mapper.readTree(
                            channel.json(OF_WITNESS, Alert.Role.CLERK).toString()))
                    .isEqualTo(mapper.readTree("""
                                    {"occasion":"TROUBLE_REPORTED","severity":"URGENT","to":"CLERK","kind":"NO_CONNECTION","trouble":7,
                                     "link":"https://court.example/hearings/h1",
                                     "hearing":{"id":"h1","number":"901","begins":"2026-12-03T04:30:00Z"}}"""));
            assertThat(channel.json(OF_ROOM, Alert.Role.TECHNICIAN).path("room").asText())
                    .isEqualTo("№ 3 зал");
        }
    }

    @Test
    void aWebHookIsToldOnceForEachRole() throws Exception {
        List<String> posted = new ArrayList<>();
        try (WebHook hook = new WebHook(
                WebHook.Settings.usual(URI.create("https://hook.invalid/"), new byte[32]),
                SSLContext.getDefault(),
                (_, _) -> (id, _) -> posted.add(id),
                InstantSource.system())) {
            new WebHookChannel(hook, () -> "https://court.example").report(OF_WITNESS);
        }
        assertThat(posted).containsExactly("trouble/h1/7/CLERK", "trouble/h1/7/SPECIALIST", "trouble/h1/7/TECHNICIAN");
    }
}
