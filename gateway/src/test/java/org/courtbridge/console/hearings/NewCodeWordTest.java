package org.courtbridge.console.hearings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.html.Page;
import org.courtbridge.console.http.ActorNames;
import org.courtbridge.console.http.Principal;
import org.courtbridge.court.access.CodeWordGuesses;
import org.courtbridge.court.access.Memberships;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.media.language.Language;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what a clerk sees of guesses at a participant's code word, and of the new word. */
class NewCodeWordTest {

    private static final Pattern SECRET = Pattern.compile("<output class=\"secret\">([^<]+)</output>");

    @TempDir
    private Path folder;

    private RunningConsole running;
    private String hearing;
    private JsonNode participant;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"901\",\"title\":\"Дело\"}"))
                .path("id")
                .asText();
        participant = RunningConsole.json(running.api(
                "POST", "/hearings/" + hearing + "/participants", "{\"name\":\"Ли\",\"codeWord\":\"сова\"}"));
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String code() {
        return participant.path("link").asText().replaceAll(".*/", "");
    }

    private boolean isWord(String word) {
        return running.services
                .hearings()
                .participants()
                .codeWordMatches(participant.path("id").asText(), word, "192.0.2.1");
    }

    private void guess(int times) {
        for (int i = 0; i < times; i++) {
            if (running.guesses.attempt(code(), "203.0.113." + i / 4, Optional.empty())
                    instanceof CodeWordGuesses.Attempt attempt) {
                attempt.wrong();
            }
        }
    }

    private HearingPage seenBy(Role role, Language language) {
        HearingView view = new HearingView(
                running.services.hearings(),
                new ActorNames(running.services.access().users(), running.services.clock()),
                running.services.baseUrl(),
                running.services.zone(),
                running.services.clock());
        Page page = new Page(Messages.in(language), "/", "/", Optional.empty(), Optional.empty());
        return view.of(
                page,
                new Principal(
                        "user:x", Memberships.everywhere(Set.of(role)), Optional.empty(), Optional.empty(), false),
                running.conferences.byId(hearing).orElseThrow(),
                "");
    }

    @Test
    void aClerkSeesThatSomebodyGuessesHowOftenAndSinceWhen() {
        assertThat(seenBy(Role.CLERK, Language.RUSSIAN).guessed()).isEmpty();
        guess(9);
        HearingPage.GuessedLink seen =
                seenBy(Role.CLERK, Language.RUSSIAN).guessed().getFirst();
        assertThat(seen.name()).isEqualTo("Ли");
        assertThat(seen.words()).matches("Неверных слов: 9, из мест: 3\\. Первое в [0-9:]+, последнее в [0-9:]+\\.");
        assertThat(seen.newWord().path()).endsWith("/word");
        assertThat(seenBy(Role.CLERK, Language.ENGLISH).guessed().getFirst().words())
                .startsWith("9 wrong words from 3 places");
        assertThat(seenBy(Role.CLERK, Language.KAZAKH).guessed().getFirst().words())
                .startsWith("Қате сөз саны: 9");
        assertThat(seenBy(Role.JUDGE, Language.RUSSIAN).guessed())
                .as("who makes no words")
                .isEmpty();
    }

    @Test
    void onePressMakesANewWordAndTheOldOneEnds() throws Exception {
        guess(9);
        String before = seenBy(Role.CLERK, Language.RUSSIAN).seen();
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        String path = seenBy(Role.CLERK, Language.RUSSIAN)
                .guessed()
                .getFirst()
                .newWord()
                .path();
        HttpResponse<String> shown = running.submit(clerk, path, "");
        assertThat(shown.statusCode()).isEqualTo(200);
        Matcher secret = SECRET.matcher(shown.body());
        assertThat(secret.find()).isTrue();
        assertThat(isWord(secret.group(1))).isTrue();
        assertThat(isWord("сова")).isFalse();
        assertThat(shown.body()).contains("/handovers/");
        assertThat(seenBy(Role.CLERK, Language.RUSSIAN).guessed()).isEmpty();
        assertThat(seenBy(Role.CLERK, Language.RUSSIAN).seen())
                .as("the page comes anew")
                .isNotEqualTo(before);
        assertThat(running.services.audit().after(0, 100))
                .filteredOn(entry -> entry.action().equals("participant.word"))
                .singleElement()
                .matches(entry -> entry.actor().startsWith("user:"))
                .extracting(AuditEntry::toString)
                .asString()
                .doesNotContain(secret.group(1));
    }

    @Test
    void programsMakeOneToo() throws Exception {
        String path =
                "/hearings/" + hearing + "/parties/" + participant.path("party").asText() + "/code-word";
        JsonNode renewed = RunningConsole.json(running.api("POST", path, ""));
        assertThat(isWord(renewed.path("codeWord").asText())).isTrue();
        assertThat(isWord("сова")).isFalse();
        assertThat(renewed.path("link")).isEqualTo(participant.path("link"));
        assertThat(renewed.path("handover").asText()).isNotEmpty();
        String device = RunningConsole.json(running.api("POST", "/devices", "{\"name\":\"Зал\",\"username\":\"room\"}"))
                .path("id")
                .asText();
        running.api("POST", "/hearings/" + hearing + "/devices", "{\"device\":\"" + device + "\"}");
        assertThat(running.api("POST", "/hearings/" + hearing + "/parties/device:" + device + "/code-word", "")
                        .statusCode())
                .as("a room has none")
                .isEqualTo(404);
        running.api("POST", "/hearings/" + hearing + "/end", "");
        assertThat(running.api("POST", path, "").statusCode()).isEqualTo(409);
    }

    @Test
    void thePageOfTheHearingSaysIt() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        guess(9);
        assertThat(running.page(clerk, "/hearings/" + hearing).body())
                .contains("Кто-то подбирает кодовое слово", "Неверных слов: 9")
                .contains("/hearings/" + hearing + "/parties/"
                        + participant.path("party").asText() + "/word");
    }
}
