package org.courtbridge.console.hearings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumSet;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of where participants get letters: entered and changed by those who invite them, and seen by nobody else. */
class ParticipantLettersTest {

    private static final String AIGUL = "aigul@mail.example";

    @TempDir
    private Path folder;

    private RunningConsole running;
    private String hearing;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
        hearing = RunningConsole.json(running.api("POST", "/hearings", "{\"number\":\"901\",\"title\":\"Дело\"}"))
                .path("id")
                .asText();
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private String people() {
        return "/hearings/" + hearing + "/participants";
    }

    private JsonNode invited(String more) throws Exception {
        HttpResponse<String> answer =
                running.api("POST", people(), "{\"name\":\"Ли\",\"codeWord\":\"сова\"" + more + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return RunningConsole.json(answer);
    }

    private String letters(JsonNode participant) {
        return "/hearings/" + hearing + "/parties/" + participant.path("party").asText() + "/letters";
    }

    private String kept(JsonNode participant) {
        return running.services
                .hearings()
                .participants()
                .byId(participant.path("id").asText())
                .orElseThrow()
                .letters()
                .map(to -> to.email() + " " + to)
                .orElse("none");
    }

    @Test
    void programsSayWhereAParticipantGetsLetters() throws Exception {
        JsonNode participant = invited(",\"email\":\" " + AIGUL + " \",\"language\":\"kk\"");
        assertThat(participant.path("email").asText()).isEqualTo(AIGUL);
        assertThat(participant.path("language").asText()).isEqualTo("kk");
        JsonNode changed =
                RunningConsole.json(running.api("POST", letters(participant), "{\"email\":\"other@mail.example\"}"));
        assertThat(changed.path("email").asText()).isEqualTo("other@mail.example");
        assertThat(changed.has("language") && !changed.path("language").isNull())
                .isFalse();
        assertThat(kept(participant)).isEqualTo("other@mail.example LetterAddress[]");
        running.api("POST", letters(participant), "{}");
        assertThat(kept(participant)).isEqualTo("none");
        assertThat(kept(invited(""))).isEqualTo("none");
    }

    @Test
    void refusesWhatIsNoAddressOfOnePersonWithoutSayingItAgain() throws Exception {
        JsonNode participant = invited("");
        for (String none :
                new String[] {"aigul", "a@b, c@d", "Айгүл <a@b.example>", "a b@c.example", "айгүл@mail.example"}) {
            HttpResponse<String> refused = running.api("POST", letters(participant), "{\"email\":\"" + none + "\"}");
            assertThat(refused.statusCode()).as(none).isEqualTo(400);
            assertThat(refused.body()).doesNotContain(none);
        }
        assertThat(running.api("POST", letters(participant), "{\"email\":\"a@b.example\",\"language\":\"de\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(kept(participant)).isEqualTo("none");
    }

    @Test
    void aClerkEntersAndChangesItOnThePage() throws Exception {
        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        HttpResponse<String> invited =
                running.submit(clerk, people(), "name=Li&word=owl&email=aigul%40mail.example&language=ru");
        assertThat(invited.statusCode()).isEqualTo(303);
        JsonNode participant =
                RunningConsole.json(running.api("GET", people(), "")).get(0);
        assertThat(kept(participant)).isEqualTo(AIGUL + " LetterAddress[ru]");
        assertThat(running.page(clerk, "/hearings/" + hearing).body()).contains(AIGUL, letters(participant));
        assertThat(running.page(clerk, letters(participant)).body())
                .contains("value=\"" + AIGUL + "\"")
                .containsPattern("value=\"ru\" lang=\"ru\" selected");

        HttpResponse<String> refused = running.submit(clerk, letters(participant), "email=nowhere&language=kk");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Укажите адрес", "value=\"nowhere\"");
        assertThat(running.submit(clerk, letters(participant), "email=other%40mail.example&language=")
                        .statusCode())
                .isEqualTo(303);
        assertThat(kept(participant)).isEqualTo("other@mail.example LetterAddress[]");
        assertThat(running.services.audit().after(0, 100))
                .filteredOn(entry -> entry.action().equals("participant.letters"))
                .singleElement()
                .extracting(AuditEntry::toString)
                .asString()
                .doesNotContain("mail.example");
    }

    @Test
    void nobodyElseSeesIt() throws Exception {
        JsonNode participant = invited(",\"email\":\"" + AIGUL + "\"");
        Sessions.Opened judge = running.userWith(EnumSet.of(Role.JUDGE));
        assertThat(running.page(judge, "/hearings/" + hearing).body())
                .contains("Ли")
                .doesNotContain(AIGUL);
        assertThat(running.page(judge, letters(participant)).statusCode()).isEqualTo(403);
        for (String path : new String[] {"/hearings/" + hearing, "/hearings/" + hearing + "/events", "/hearings"}) {
            assertThat(running.api("GET", path, "").body()).as(path).doesNotContain(AIGUL);
        }
    }

    @Test
    void stopsWithTheHearing() throws Exception {
        JsonNode participant = invited("");
        running.api("POST", "/hearings/" + hearing + "/end", "");
        assertThat(running.api("POST", letters(participant), "{\"email\":\"" + AIGUL + "\"}")
                        .statusCode())
                .isEqualTo(409);
    }
}
