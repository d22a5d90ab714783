package org.courtbridge.console.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.courtbridge.console.Commands;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.gateway.cli.DeviceCommand;
import org.courtbridge.gateway.cli.HearingCommand;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Credentials on their way to those who enter them. */
class HandoverTest {

    private static final Pattern FORM = Pattern.compile("action=\"(/handovers/[A-Za-z0-9_-]{43})/sheet\"");

    @TempDir
    private Path folder;

    private RunningConsole running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningConsole(folder);
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    private JsonNode well(String method, String path, String body) throws Exception {
        HttpResponse<String> response = running.api(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
        return RunningConsole.json(response);
    }

    private JsonNode device(String username) throws Exception {
        return well("POST", "/devices", "{\"name\":\"Әуезов, %1$s\",\"username\":\"%1$s\"}".formatted(username));
    }

    private static String text(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private String printed(String body) throws Exception {
        return text(Base64.getDecoder()
                .decode(well("POST", "/credentials/sheet", body).path("pdf").asText()));
    }

    @Test
    void aDevicesPasswordIsPrintedOnce() throws Exception {
        JsonNode device = device("room3");
        String body = "{\"handovers\":[\"%s\"],\"language\":\"kk\"}"
                .formatted(device.path("handover").asText());
        assertThat(printed(body))
                .contains("Әуезов, room3")
                .contains("Құпиясөз")
                .contains(device.path("password").asText())
                .contains("court.example");
        HttpResponse<String> again = running.api("POST", "/credentials/sheet", body);
        assertThat(again.statusCode()).isEqualTo(404);
        AuditEntry entry =
                running.services.audit().of(device.path("id").asText()).getFirst();
        assertThat(entry.action()).isEqualTo("credential.print");
        assertThat(entry.toString()).doesNotContain(device.path("password").asText());
    }

    @Test
    void aFleetIsPrintedAsOneFileOrNotAtAll() throws Exception {
        JsonNode first = device("room1");
        JsonNode second = device("room2");
        String one = first.path("handover").asText();
        String two = second.path("handover").asText();
        assertThat(running.api("POST", "/credentials/sheet", "{\"handovers\":[\"%s\",\"x\"]}".formatted(one))
                        .statusCode())
                .isEqualTo(404);
        assertThat(printed("{\"handovers\":[\"%s\",\"%s\"],\"language\":\"en\"}".formatted(one, two)))
                .contains(first.path("password").asText())
                .contains(second.path("password").asText());
        assertThat(running.api("POST", "/credentials/sheet", "{\"handovers\":[]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void itIsSentByMailAndSaysSoInTheTrail() throws Exception {
        JsonNode device = device("room3");
        String body = "{\"handover\":\"%s\",\"to\":\"%%s\",\"language\":\"ru\"}"
                .formatted(device.path("handover").asText());
        HttpResponse<String> refused =
                running.api("POST", "/credentials/mail", body.formatted("refused@court.example"));
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(running.mails).isEmpty();

        assertThat(running.api("POST", "/credentials/mail", body.formatted("it@court.example"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(running.mails).singleElement().satisfies(mail -> {
            assertThat(mail.to()).isEqualTo("it@court.example");
            assertThat(mail.text())
                    .contains("Әуезов, room3")
                    .doesNotContain(device.path("password").asText());
            assertThat(text(mail.pdf())).contains(device.path("password").asText());
        });
        AuditEntry entry =
                running.services.audit().of(device.path("id").asText()).getFirst();
        assertThat(entry.action()).isEqualTo("credential.mail");
        assertThat(entry.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.after()).isEqualTo("it@court.example"));
        assertThat(running.api("POST", "/credentials/mail", body.formatted("it@court.example"))
                        .statusCode())
                .as("once")
                .isEqualTo(404);
    }

    @Test
    void aRotatedRegionAndAnImportAreHandedOverToo() throws Exception {
        JsonNode report = well(
                "POST",
                "/inventory/import",
                "{\"format\":\"CSV\",\"text\":\"name,username,institution,kind,region,room\\nA,a,Сот,court,Астана,1\\n\"}");
        JsonNode issued = report.path("credentials").path(0);
        assertThat(printed("{\"handovers\":[\"%s\"]}"
                        .formatted(issued.path("handover").asText())))
                .contains(issued.path("password").asText());
        JsonNode rotated = well("POST", "/credentials/rotation", "{\"region\":\"Астана\",\"overlapHours\":1}")
                .path(0);
        assertThat(printed("{\"handovers\":[\"%s\"]}"
                        .formatted(rotated.path("handover").asText())))
                .contains(rotated.path("password").asText());
    }

    @Test
    void nobodyElseHandsItOver() throws Exception {
        Sessions.Opened issuer = running.userWith(EnumSet.of(Role.TECHNICIAN));
        Sessions.Opened other = running.userWith(EnumSet.of(Role.TECHNICIAN));
        String handover = handover(page(issuer, "/devices", "name=Зал&username=room"));
        assertThat(post(other, handover + "/sheet", "").statusCode()).isEqualTo(404);
        assertThat(post(issuer, handover + "/sheet", "").statusCode()).isEqualTo(200);
    }

    @Test
    void thePageShowsACodeAndPrintsAndSends() throws Exception {
        Sessions.Opened technician = running.userWith(EnumSet.of(Role.TECHNICIAN, Role.CLERK));
        String page = page(technician, "/devices", "name=Зал&username=room");
        assertThat(page).contains("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\"");
        String handover = handover(page);

        HttpResponse<String> pdf = post(technician, handover + "/sheet", "");
        assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(pdf.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(pdf.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(pdf.body()).startsWith("%PDF-");

        HttpResponse<String> refused = post(technician, handover + "/mail", "to=refused@court.example");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(refused.body()).contains("Почтовый сервер не принял письмо");
        HttpResponse<String> sent = post(technician, handover + "/mail", "to=it@court.example");
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(running.mails).hasSize(1);
        assertThat(post(technician, handover + "/mail", "to=it@court.example").body())
                .contains("Эти данные уже напечатаны или отправлены");
    }

    @Test
    void aParticipantIsInvitedOnPaper() throws Exception {
        String hearing = well("POST", "/hearings", "{\"number\":\"1\",\"title\":\"Іс № 7\"}")
                .path("id")
                .asText();
        JsonNode made = well("POST", "/hearings/" + hearing + "/participants", "{\"name\":\"Әсел\"}");
        String word = made.path("codeWord").asText();
        assertThat(word).matches("[a-z2-9]{4}(-[a-z2-9]{4}){3}");
        String id = made.path("id").asText();
        assertThat(running.services.hearings().participants().codeWordMatches(id, word, "192.0.2.1"))
                .isTrue();
        String body = "{\"handovers\":[\"%s\"],\"language\":\"kk\"}";
        assertThat(printed(body.formatted(made.path("handover").asText())))
                .contains("Әсел")
                .contains("Іс № 7")
                .contains("Кодтық сөз")
                .contains(word);

        JsonNode chosen =
                well("POST", "/hearings/" + hearing + "/participants", "{\"name\":\"Болат\",\"codeWord\":\"жаңбыр\"}");
        assertThat(chosen.has("codeWord")).isFalse();
        assertThat(printed(body.formatted(chosen.path("handover").asText())))
                .contains("Болат")
                .doesNotContain("жаңбыр");

        Sessions.Opened clerk = running.userWith(EnumSet.of(Role.CLERK));
        String page = page(clerk, "/hearings/" + hearing + "/participants", "name=Қанат&word=");
        assertThat(page).contains("Кодовое слово").contains("class=\"qr\"");
        List<String> links = List.of(page.split("/j/"));
        assertThat(links).as("the link is in the code alone").hasSize(1);
        assertThat(post(clerk, handover(page) + "/sheet", "").body()).startsWith("%PDF-");
    }

    @Test
    void commandsWriteSheets() throws Exception {
        Commands commands = new Commands(folder, running);
        Path sheet = folder.resolve("room.pdf");
        String printed = commands.well(
                new DeviceCommand(), "add", "--name", "Зал", "--username", "room", "--sheet", sheet.toString());
        String password = printed.replaceAll("(?s).*password: (\\S+).*", "$1");
        assertThat(text(Files.readAllBytes(sheet))).contains(password);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sheet)))
                .isEqualTo("rw-------");
        assertThat(commands.failure(new DeviceCommand(), "password", "room", "--sheet", sheet.toString()))
                .contains("exists already");

        well("POST", "/hearings", "{\"number\":\"4501\",\"title\":\"Іс\"}");
        String invited = commands.well(new HearingCommand(), "invite", "4501", "--name", "Әсел");
        assertThat(invited).containsPattern("codeWord: [a-z2-9-]{19}");
    }

    private static String handover(String page) {
        Matcher form = FORM.matcher(page);
        assertThat(form.find()).as(page).isTrue();
        return form.group(1);
    }

    private String page(Sessions.Opened by, String path, String form) throws Exception {
        HttpResponse<String> response = post(by, path, form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private HttpResponse<String> post(Sessions.Opened by, String path, String form) throws Exception {
        return running.send(
                "POST",
                path,
                form + (form.isEmpty() ? "" : "&") + "csrf=" + by.session().csrf(),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Cookie",
                "session=" + by.token() + "; language=ru");
    }
}
