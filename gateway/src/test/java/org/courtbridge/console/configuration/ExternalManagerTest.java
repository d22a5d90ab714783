package org.courtbridge.console.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import org.courtbridge.console.RunningConsole;
import org.courtbridge.court.access.DeviceLogins;
import org.courtbridge.court.access.Role;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.cisco.ManagedCodec.Event;
import org.courtbridge.devices.cisco.ManagedCodec.Outcome;
import org.courtbridge.gateway.store.DeviceKey;
import org.courtbridge.provisioning.audit.AuditEntry;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DeviceDescription;
import org.courtbridge.signalling.bfcp.BfcpTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codecs that ask us as their external manager: a simulated one over TLS, and whoever pretends to be one. */
class ExternalManagerTest {

    private static final String MAC = "00:50:60:05:80:26";
    private static final String OTHER_MAC = "00:50:60:05:80:27";
    private static final String ADDRESS = "Provisioning/ExternalManager/";

    @TempDir
    Path folder;

    private RunningConsole console;
    private Device device;
    private CiscoSimulator codec;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        console = new RunningConsole(folder);
        device = console.services.devices().add("Зал № 3", "zal3", "first-password");
        describe(device, "Cisco", "", MAC);
        codec = CiscoSimulator.overHttps(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Credentials("admin", "codec-login-1"));
        client = client();
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        codec.close();
        console.close();
    }

    private static HttpClient client(KeyManager... keys) throws Exception {
        // The test's server has a certificate of nobody.
        return HttpClient.newBuilder().sslContext(BfcpTls.context(keys)).build();
    }

    private void describe(Device one, String make, String serial, String mac) {
        console.services
                .inventory()
                .describe(
                        one.id(),
                        new DeviceDescription(
                                Optional.empty(),
                                make,
                                "",
                                "",
                                serial,
                                mac,
                                List.of(),
                                "",
                                List.of(),
                                "",
                                List.of(),
                                ""));
    }

    private JsonNode issue(String body) throws Exception {
        HttpResponse<String> response = console.api("POST", "/devices/" + device.id() + "/enrolment", body);
        assertThat(response.statusCode()).isEqualTo(200);
        return RunningConsole.json(response);
    }

    /** As a technician does by the codec's own page. */
    private void point(String path) {
        point(console.server.httpsPort(), path);
    }

    private void point(int port, String path) {
        codec.room().configure(ADDRESS + "Address", "127.0.0.1:" + port);
        codec.room().configure(ADDRESS + "Path", path);
        codec.room().configure(ADDRESS + "Protocol", "HTTPS");
        codec.room().configure("Provisioning/Mode", "TMS");
    }

    private Outcome post(HttpClient by, String mac, Event event) throws Exception {
        return codec.managed(by, mac).post(event).orElseThrow();
    }

    private Outcome post(Event event) throws Exception {
        return post(client, MAC, event);
    }

    private String setting(String name) {
        return codec.room().configuration(name).orElse("");
    }

    private String password() {
        return console.services.devices().password(device.id()).orElseThrow();
    }

    @Test
    void aCodecEnrolsAndIsToldWhatIsNew() throws Exception {
        JsonNode issued = issue("{}");
        String token = issued.path("token").asText();
        List<String> commands = new ArrayList<>();
        issued.path("commands").forEach(command -> commands.add(command.asText()));
        assertThat(commands)
                .containsExactly(
                        "xConfiguration Provisioning ExternalManager Address: \"court.example:8443\"",
                        "xConfiguration Provisioning ExternalManager Path: \"/provision/" + token + "/\"",
                        "xConfiguration Provisioning ExternalManager Protocol: HTTPS",
                        "xConfiguration Provisioning Mode: TMS");
        point("/provision/" + token + "/");

        assertThat(post(Event.REGISTER)).isEqualTo(new Outcome(200, Optional.of(Duration.ofMinutes(1)), true));
        assertThat(setting("SIP/URI")).isEqualTo("zal3@court.example");
        assertThat(setting("SIP/Proxy[1]/Address")).isEqualTo("court.example");
        assertThat(setting("SystemUnit/Name")).isEqualTo("Зал № 3");
        assertThat(password()).isNotEqualTo("first-password").isEqualTo(setting("SIP/Authentication/Password"));
        assertThat(new DeviceLogins(console.services.devices())
                        .find(setting("SIP/Authentication/UserName"), setting("SIP/Authentication/Password")))
                .map(Device::id)
                .contains(device.id());
        assertThat(console.services.devices().formerPasswords(device.id())).containsExactly("first-password");
        assertThat(console.services.audit().of(device.id()))
                .extracting(AuditEntry::action)
                .contains("enrolment.use");

        assertThat(post(Event.BEAT)).isEqualTo(new Outcome(200, Optional.of(Duration.ofMinutes(1)), false));
        console.services.devices().rotate(Map.of(device.id(), "second-password"), Instant.now());
        assertThat(post(Event.BEAT).configured()).isTrue();
        assertThat(setting("SIP/Authentication/Password")).isEqualTo("second-password");
        assertThat(post(Event.BEAT).configured()).isFalse();
        console.services.devices().rename(device.id(), "Зал № 4");
        assertThat(post(Event.BEAT).configured()).isTrue();
        assertThat(setting("SystemUnit/Name")).isEqualTo("Зал № 4");
        // It may not have heard the answer.
        assertThat(post(Event.BOOT).configured()).isTrue();
        assertThat(password()).isEqualTo("second-password");
    }

    /** It would ask at a path for ever that has nothing for anybody. */
    @Test
    void aCodecStopsAskingBeforeItsTokenEnds() throws Exception {
        point("provision/" + issue("{}").path("token").asText());
        assertThat(post(Event.BOOT).configured()).isTrue();
        assertThat(post(Event.BEAT).configured()).isFalse();
        console.sql("update device_enrolments set bound_at = bound_at - interval '500' second");
        assertThat(post(Event.BEAT).configured()).isTrue();
        assertThat(setting("Provisioning/Mode")).isEqualTo("Off");
        assertThat(codec.managed(client, MAC).post(Event.BEAT)).isEmpty();
        assertThat(setting("SIP/Authentication/Password")).isEqualTo(password());
    }

    @Test
    void aCodecIsKnownByItsSerialNumber() throws Exception {
        describe(device, "", "SIM00000001", "");
        point("/provision/" + issue("{}").path("token").asText());
        assertThat(post(client, OTHER_MAC, Event.REGISTER).configured()).isTrue();
        String hardware = "{\"hardware\": \"SIM0-0000001\"}";
        point("/provision/" + issue(hardware).path("token").asText());
        assertThat(post(client, "", Event.REGISTER).configured()).isTrue();
    }

    @Test
    void tellsAGuesserNothing() throws Exception {
        String token = issue("{}").path("token").asText();
        List<CompletableFuture<HttpResponse<String>>> wrong = new ArrayList<>();
        wrong.add(posted("aaaa-bbbb-cccc-dddd", OTHER_MAC));
        wrong.add(posted(token, OTHER_MAC));
        wrong.add(posted(token + "/x/y", MAC));
        for (String body : List.of("", "<env:Envelope", event(MAC).replace("PostEvent", "GetEvent"), event(""))) {
            wrong.add(sent("/provision/" + token, body));
        }
        String typed = "<?xml version=\"1.0\"?><!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
        wrong.add(sent("/provision/" + token, typed + event(MAC)));
        wrong.add(sent("/provision/" + token, event(MAC) + " ".repeat(20_000)));
        Set<String> answers = answers(wrong);
        assertThat(password()).isEqualTo("first-password");

        console.services.devices().setEnabled(device.id(), false);
        answers.addAll(answers(List.of(posted(token, MAC))));
        console.services.devices().setEnabled(device.id(), true);
        point("/provision/" + token);
        assertThat(post(Event.REGISTER).configured()).isTrue();
        // A second use, and one whose time is over.
        answers.addAll(answers(List.of(posted(token, OTHER_MAC))));
        console.sql("update device_enrolments set bound_at = bound_at - interval '600' second");
        answers.addAll(answers(List.of(posted(token, MAC))));
        String next = issue("{}").path("token").asText();
        console.sql("update device_enrolments set good_until = timestamp with time zone '2020-01-01 00:00:00Z'");
        answers.addAll(answers(List.of(posted(next, MAC))));

        assertThat(answers).hasSize(1).first().asString().startsWith("404 ");
        assertThat(console.services.audit().after(0, 100))
                .filteredOn(entry -> entry.action().equals("enrolment.refuse"))
                .isNotEmpty()
                .extracting(AuditEntry::toString)
                .allMatch(entry -> !entry.contains(token) && !entry.contains(next));
    }

    /** Of one whose address nobody knows, the token is for whoever comes first, but for no other device of the inventory. */
    @Test
    void givesNothingToAnotherDeviceOfTheInventory() throws Exception {
        Device other = console.services.devices().add("Зал № 4", "zal4", "x");
        describe(device, "Cisco", "", "");
        describe(other, "Cisco", "", OTHER_MAC);
        String token = issue("{}").path("token").asText();
        assertThat(posted(token, OTHER_MAC).join().statusCode()).isEqualTo(404);
        assertThat(posted(token, MAC).join().statusCode()).isEqualTo(200);
        describe(device, "Yealink", "", MAC);
        token = issue("{}").path("token").asText();
        assertThat(posted(token, MAC).join().statusCode()).isEqualTo(404);
        assertThat(password()).as("not used up").isNotEmpty();
        assertThat(issue("{}").path("commands")).isEmpty();
    }

    @Test
    void aCodecIsKnownByItsCertificate() throws Exception {
        DeviceKey key = DeviceKey.make();
        var certificate = console.certificates.issue(device.id(), key.request(""));
        point(console.server.devicePort(), "/provision/");
        try (HttpClient certified = client(key.keyManagers(certificate))) {
            assertThat(post(Event.REGISTER).status()).isEqualTo(401);
            Duration quarter = Duration.ofMinutes(15);
            assertThat(post(certified, MAC, Event.BEAT)).isEqualTo(new Outcome(200, Optional.of(quarter), true));
            assertThat(setting("SIP/Authentication/Password")).isEqualTo("first-password");
            assertThat(post(certified, MAC, Event.BEAT)).isEqualTo(new Outcome(200, Optional.of(quarter), false));
            console.services.devices().changePassword(device.id(), "second-password");
            assertThat(post(certified, MAC, Event.BEAT).configured()).isTrue();
            assertThat(setting("SIP/Authentication/Password")).isEqualTo("second-password");
            console.certificates.revoke(
                    device.id(), console.certificates.of(device.id()).getFirst().fingerprint());
            assertThat(post(certified, MAC, Event.BEAT).status()).isEqualTo(404);
        }
    }

    /** A browser would add the password that somebody once typed, or the certificate that it was given. */
    @Test
    void takesNoEventFromAPageOfAnotherOrigin() throws Exception {
        String token = issue("{}").path("token").asText();
        HttpRequest foreign = HttpRequest.newBuilder(URI.create(console.base + "/provision/" + token))
                .header("Content-Type", "text/plain")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString(event(MAC)))
                .build();
        assertThat(console.client
                        .send(foreign, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
        assertThat(posted(token, MAC).join().statusCode()).as("not used up").isEqualTo(200);
    }

    @Test
    void showsATechnicianWhatToType() throws Exception {
        var technician = console.userWith(Set.of(Role.TECHNICIAN));
        String page = console.submit(
                        technician, "/devices/" + device.id() + "/configuration/enrolment", "hours=2&hardware=")
                .body();
        assertThat(page).contains("xConfiguration Provisioning ExternalManager Path: ", "Provisioning Mode: TMS");
    }

    private static String event(String mac) {
        return """
                <env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>\
                <PostEvent xmlns="http://www.tandberg.net/2004/11/SystemManagementService/"><Identification>\
                <MACAddress>%s</MACAddress></Identification><Event>Register</Event></PostEvent></env:Body></env:Envelope>""".formatted(mac);
    }

    private CompletableFuture<HttpResponse<String>> posted(String path, String mac) {
        return sent("/provision/" + path, event(mac));
    }

    private CompletableFuture<HttpResponse<String>> sent(String path, String body) {
        return console.client
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(console.base + path))
                                .header("Content-Type", "text/xml; charset=utf-8")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> {
                    console.described.check("POST", path, response);
                    return response;
                });
    }

    /** Status, headers and body. */
    private static Set<String> answers(List<CompletableFuture<HttpResponse<String>>> responses) {
        Set<String> all = new HashSet<>();
        for (CompletableFuture<HttpResponse<String>> one : responses) {
            HttpResponse<String> response = one.join();
            all.add(response.statusCode() + " " + response.headers().map() + " " + response.body());
        }
        return all;
    }
}
