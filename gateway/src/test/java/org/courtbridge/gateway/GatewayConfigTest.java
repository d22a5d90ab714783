package org.courtbridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.courtbridge.court.access.Role;
import org.courtbridge.devices.AllowedAddresses;
import org.courtbridge.gateway.store.StoreException;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.EndpointProfile;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.language.Language;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.operations.delivery.ImapConfig;
import org.courtbridge.operations.delivery.Mailer;
import org.courtbridge.operations.delivery.SmtpConfig;
import org.courtbridge.operations.openid.OpenIdSettings;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.KnownClients;
import org.courtbridge.provisioning.testcall.Limit;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.PlanSettings;
import org.courtbridge.provisioning.testcall.QuietTimes;
import org.courtbridge.signalling.h323.gatekeeper.GatekeeperAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {

    @Test
    void everyKeyIsOptional() {
        GatewayConfig config = GatewayConfig.defaults(Map.of());

        assertThat(config.sip().port()).isEqualTo(5060);
        assertThat(config.webrtc().port()).isEqualTo(10_000);
        assertThat(config.network().bind().isAnyLocalAddress()).isTrue();
        assertThat(config.language()).isEqualTo(Language.KAZAKH);
    }

    @Test
    void readsTheFile() {
        GatewayConfig config = read("data: /srv/мәліметтер\nmedia:\n  timeout: 90s\nsip:\n  tls-port: 0\n", Map.of());

        assertThat(config.data()).isEqualTo(Path.of("/srv/мәліметтер"));
        assertThat(config.media().timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.sip().tlsPort()).isZero();
    }

    @Test
    void readsTheCourtsLanguage() {
        assertThat(read("language: ru", Map.of()).language()).isEqualTo(Language.RUSSIAN);
        assertThatThrownBy(() -> read("language: de", Map.of()))
                .hasMessageContaining("test.yaml:1: language: de (expected: kk, ru or en)");
    }

    @Test
    void readsTheLayoutOfHearingsWithoutAChoice() {
        assertThat(read("", Map.of()).picture().layout()).isEqualTo(Layout.COURT);
        assertThat(read("picture: {layout: one-and-five}", Map.of()).picture().layout())
                .isEqualTo(Layout.ONE_AND_FIVE);
        assertThat(read("", Map.of("COURTBRIDGE_PICTURE_LAYOUT", "side-by-side"))
                        .picture()
                        .layout())
                .isEqualTo(Layout.SIDE_BY_SIDE);
        assertThatThrownBy(() -> read("picture:\n  layout: mosaic", Map.of()))
                .hasMessageContaining("test.yaml:2: picture.layout: mosaic (expected: one of automatic, court, grid,"
                        + " one-and-five, one-and-seven, speaker, side-by-side)");
        assertThatThrownBy(() -> read("picture: {layout: GRID}", Map.of()))
                .hasMessageContaining("test.yaml:1: picture.layout: GRID (expected: one of ");
    }

    @Test
    void namesAProxyThatIsNone() {
        assertThatThrownBy(() -> read("sip: {trusted-proxies: proxy.example}", Map.of()))
                .hasMessageContaining(
                        "test.yaml:1: sip.trusted-proxies: proxy.example (expected: addresses or networks");
    }

    @Test
    void driversConnectWhereDevicesMayBeAndWhereTheOperatorSaysBesides() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        assertThat(read("", Map.of()).fleet().allowed().allows(here)).isFalse();
        AllowedAddresses more = read("fleet: {allowed-networks: '127.0.0.0/8, ::1'}", Map.of())
                .fleet()
                .allowed();
        assertThat(more.allows(here)).isTrue();
        assertThat(more.allows(InetAddress.ofLiteral("169.254.169.254"))).isFalse();
        assertThatThrownBy(() -> read("fleet: {allowed-networks: court.example}", Map.of()))
                .hasMessageContaining("test.yaml:1: fleet.allowed-networks: court.example (expected: addresses or");
    }

    @Test
    void theListOfHearingsIsForNobodyUntilTheCourtSaysSo() throws IOException {
        assertThat(read("", Map.of()).publicList())
                .isEqualTo(new PublicListConfig(false, 7, false, Optional.empty(), Optional.empty()));
        assertThat(read("public-list: {enabled: true, days: 0, titles: true, folder: /srv/list}", Map.of())
                        .publicList())
                .isEqualTo(new PublicListConfig(true, 0, true, Optional.empty(), Optional.of(Path.of("/srv/list"))));
        assertThatThrownBy(() -> read("public-list: {enabled: yes, days: 93}", Map.of()))
                .hasMessageContaining("test.yaml:1: public-list.enabled: yes (expected: true or false)")
                .hasMessageContaining("test.yaml:1: public-list.days: 93 (expected: a number, 0 to 92)");
        assertThatThrownBy(() -> read(
                        "public-list: {hook: 'https://court.example/list', hook-secret: 0123456789abcdef}", Map.of()))
                .hasMessageContaining("public-list.hook: without public-list.enabled there is no list to post");
        assertThatThrownBy(() -> read("public-list: {folder: /srv/list}", Map.of()))
                .hasMessageContaining("public-list.folder: without public-list.enabled there is no list to write");
        assertThatThrownBy(() -> read("public-list: {enabled: true, hook: 'https://court.example/list'}", Map.of()))
                .hasMessageContaining("public-list.hook: hook and hook-secret go together");
    }

    @Test
    void tellsThoseOfSomeNetworksAnotherAddress() throws IOException {
        assertThat(read("network: {advertise-to: '10.0.0.0/8=10.1.2.3, ::/0=2001:db8::5'}", Map.of())
                        .network()
                        .advertiseTo())
                .containsExactly(
                        AdvertisedAddresses.Rule.parse("10.0.0.0/8=10.1.2.3"),
                        AdvertisedAddresses.Rule.parse("::/0=2001:db8::5"));
        assertThatThrownBy(() -> read("network: {advertise-to: 10.0.0.0/8=court.example}", Map.of()))
                .hasMessageContaining(
                        "test.yaml:1: network.advertise-to: 10.0.0.0/8=court.example (expected: networks with an address");
        assertThatThrownBy(() -> read("network: {advertise-to: '10.0.0.0/8=10.1.2.3, 10.0.0.0/8=10.1.2.4'}", Map.of()))
                .hasMessageContaining("network.advertise-to: names a network twice");
    }

    @Test
    void readsAnAccountAtAGatekeeper(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("password"), "court-1\n");
        GatewayConfig.H323 h323 = read("""
                        h323:
                          neighbours: 192.0.2.9, [2001:db8::9]:1919
                          gatekeeper:
                            addresses: 192.0.2.7:1720
                            prefixes: 45, 46
                            user: courtbridge
                            password-file: %s
                        """.formatted(secret), Map.of()).h323();

        GatekeeperAccount account = h323.gatekeeper().orElseThrow();
        assertThat(account.gatekeepers()).containsExactly(new InetSocketAddress("192.0.2.7", 1720));
        assertThat(account.prefixes()).containsExactly("45", "46");
        assertThat(account.login()).contains(new EndpointProfile.Login("courtbridge", "court-1"));
        assertThat(account.toString()).doesNotContain("court-1");
        assertThat(h323.neighbours())
                .containsExactly(new InetSocketAddress("192.0.2.9", 1719), new InetSocketAddress("2001:db8::9", 1919));
    }

    @Test
    void namesWhatAnAccountLacks() {
        assertThatThrownBy(() -> read("h323: {gatekeeper: {user: us}}", Map.of()))
                .hasMessageContaining("h323.gatekeeper.user: user and password go together")
                .hasMessageContaining("h323.gatekeeper.addresses: says where to register");
        assertThatThrownBy(() -> read("h323: {gatekeeper: {addresses: 192.0.2.7}}", Map.of()))
                .hasMessageContaining("h323.gatekeeper.aliases: without them, or a user, nobody could call us");
        assertThatThrownBy(() -> read("h323: {neighbours: gk.example}", Map.of()))
                .hasMessageContaining("test.yaml:1: h323.neighbours: gk.example (expected: IP addresses such as");
    }

    @Test
    void readsWhoSignalsCallsBetweenRooms() {
        assertThat(read("", Map.of()).h323().encryption()).isEqualTo(Encryption.PREFERRED);
        assertThat(read("h323: {encryption: required}", Map.of()).h323().encryption())
                .isEqualTo(Encryption.REQUIRED);
        assertThat(read("h323: {encryption: off}", Map.of()).h323().encryption())
                .isEqualTo(Encryption.OFF);
        assertThatThrownBy(() -> read("h323: {encryption: maybe}", Map.of()))
                .hasMessageContaining("test.yaml:1: h323.encryption: maybe (expected: required, preferred or off)");
        assertThat(read("", Map.of()).h323().callModel()).isEqualTo(CallModel.DIRECT);
        assertThat(read("h323: {call-model: direct}", Map.of()).h323().callModel())
                .isEqualTo(CallModel.DIRECT);
        assertThat(read("h323: {call-model: routed}", Map.of()).h323().callModel())
                .isEqualTo(CallModel.GATEKEEPER_ROUTED);
        assertThatThrownBy(() -> read("h323: {call-model: proxied}", Map.of()))
                .hasMessageContaining("test.yaml:1: h323.call-model: proxied (expected: direct or routed)");
    }

    @Test
    void boundsTheCallsOfH323() {
        assertThat(read("", Map.of()).h323().calls()).isEqualTo(500);
        assertThat(read("h323: {calls: 40}", Map.of()).h323().calls()).isEqualTo(40);
        assertThatThrownBy(() -> read("h323: {calls: 0}", Map.of()))
                .hasMessageContaining("test.yaml:1: h323.calls: 0 (expected: a number, 1 to 10000)");
    }

    /** What docs/configuration.md says holds without a key is the same as that key set so. */
    @Test
    void placesAreTestedAsDocumentedWhereNothingIsSet() throws IOException {
        Pattern row = Pattern.compile("\\| `test-calls\\.([a-z.-]+)` \\| `([^`]+)` \\|.*");
        Map<String, String> documented = Files.readAllLines(Path.of("../docs/configuration.md")).stream()
                .map(row::matcher)
                .filter(Matcher::matches)
                .filter(found -> !found.group(1).startsWith("limits."))
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        assertThat(documented)
                .containsOnlyKeys(
                        "enabled",
                        "number",
                        "before",
                        "last",
                        "spread",
                        "share",
                        "retry",
                        "at-once",
                        "length",
                        "keep-days",
                        "quiet",
                        "days-off",
                        "alerts.lasting",
                        "alerts.near");
        Map<String, String> environment = documented.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> "COURTBRIDGE_TEST_CALLS_"
                                + each.getKey().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"),
                        Map.Entry::getValue));
        TestCallConfig standard = read("", Map.of()).testCalls();
        TestCallConfig set = read("", environment).testCalls();
        assertThat(List.of(set.enabled(), set.number(), set.length(), set.keep(), set.plan()))
                .isEqualTo(List.of(
                        standard.enabled(), standard.number(), standard.length(), standard.keep(), standard.plan()));
        assertThat(set.alerts().policy()).isEqualTo(standard.alerts().policy());
    }

    @Test
    void readsHowPlacesAreTested() {
        TestCallConfig standard = read("", Map.of()).testCalls();
        assertThat(standard.enabled()).isTrue();
        assertThat(standard.number()).contains("777");
        assertThat(read("test-calls: {number: none}", Map.of()).testCalls().number())
                .isEmpty();
        assertThat(standard.plan()).isEqualTo(PlanSettings.STANDARD);
        assertThat(standard.length()).isEqualTo(Duration.ofSeconds(20));
        assertThatThrownBy(() -> read("test-calls: {number: test}", Map.of()))
                .hasMessageContaining("test.yaml:1: test-calls.number: test (expected: 1 to 20 digits, or none)");

        TestCallConfig own = read("""
                        test-calls:
                          enabled: false
                          number: 4000
                          before: 3h, 45m
                          retry: 1m
                          spread: 0s
                          at-once: 7
                          length: 12s
                          quiet: 20:30-06:00
                          days-off: sunday
                          holidays: 2026-12-16, 2027-01-01
                          limits:
                            noise: {pass: -48, reason: an old building}
                            signal-to-noise: {pass: 12, fail: 8.5}
                          keep-days: 400
                          alerts: {lasting: 1h, near: "90m, 15m"}
                          clients: Yealink T58 85.0, OldPhone never
                        """, Map.of("COURTBRIDGE_TEST_CALLS_LIMITS_HUM_FAIL", "-30"))
                .testCalls();
        assertThat(own.enabled()).isFalse();
        assertThat(own.length()).isEqualTo(Duration.ofSeconds(12));
        assertThat(own.plan().before()).containsExactly(Duration.ofHours(3), Duration.ofMinutes(45));
        assertThat(own.plan().retries()).containsExactly(Duration.ofMinutes(1));
        assertThat(own.plan().atOnce()).isEqualTo(7);
        assertThat(own.plan().quiet())
                .isEqualTo(new QuietTimes(
                        LocalTime.of(20, 30),
                        LocalTime.of(6, 0),
                        Set.of(DayOfWeek.SUNDAY),
                        Set.of(LocalDate.of(2026, 12, 16), LocalDate.of(2027, 1, 1)),
                        Set.of()));
        assertThat(own.keep()).isEqualTo(Period.ofDays(400));
        assertThat(own.alerts().policy().lasting()).containsExactly(Duration.ofHours(1));
        assertThat(own.alerts().policy().near()).containsExactly(Duration.ofMinutes(90), Duration.ofMinutes(15));
        assertThat(own.limits().of(Check.NOISE)).isEqualTo(new Limit(-48, -42, "an old building"));
        assertThat(own.limits().of(Check.SIGNAL_TO_NOISE)).isEqualTo(new Limit(12, 8.5, "set by the court"));
        assertThat(own.limits().of(Check.HUM).fail()).isEqualTo(-30);
        assertThat(own.limits().of(Check.LOSS)).isEqualTo(Limits.standard().of(Check.LOSS));
        assertThat(own.clients().known())
                .containsExactly(
                        new KnownClients.Known("Yealink T58", Optional.of("85.0")),
                        new KnownClients.Known("OldPhone", Optional.empty()));
    }

    @Test
    void namesWhatIsWrongWithTests() {
        assertThatThrownBy(() -> read("""
                        test-calls:
                          enabled: maybe
                          before: 2h, soon
                          retry: often
                          at-once: 0
                          length: 5s
                          quiet: at night
                          days-off: caturday
                          holidays: 16.12.2026
                          keep-days: 3
                          alerts: {near: 0s}
                          limits:
                            noise: {pass: loud}
                            hum: {pass: -30, fail: -50}
                            loss: {reason: none}
                            smell: {pass: 1}
                          clients: Yealink
                        """, Map.of()))
                .hasMessageContaining("test.yaml:2: test-calls.enabled: maybe (expected: true or false)")
                .hasMessageContaining("test.yaml:3: test-calls.before: 2h, soon (expected: durations such as")
                .hasMessageContaining("test.yaml:4: test-calls.retry: often (expected: durations such as")
                .hasMessageContaining("test.yaml:5: test-calls.at-once: 0 (expected: a number, 1 to 200)")
                .hasMessageContaining("test.yaml:6: test-calls.length: expected: 10s to 60s")
                .hasMessageContaining("test.yaml:7: test-calls.quiet: at night (expected: a night such as")
                .hasMessageContaining("test.yaml:8: test-calls.days-off: caturday (expected: days such as")
                .hasMessageContaining("test.yaml:9: test-calls.holidays: 16.12.2026 (expected: dates such as")
                .hasMessageContaining("test.yaml:10: test-calls.keep-days: 3 (expected: a number, 30 to 3653)")
                .hasMessageContaining("test-calls.alerts.lasting: steps: [PT4H, PT24H] and [PT0S]")
                .hasMessageContaining("test.yaml:13: test-calls.limits.noise.pass: loud (expected: a number)")
                .hasMessageContaining("test.yaml:14: test-calls.limits.hum.pass: HUM: passes at -30.0")
                .hasMessageContaining("test.yaml:15: test-calls.limits.loss.reason: without a limit")
                .hasMessageContaining("test.yaml:16: test calls limits smell pass is no setting")
                .hasMessageContaining("test.yaml:17: test-calls.clients: Yealink (expected: names with");
        assertThatThrownBy(() -> read("test-calls: {before: 3m}", Map.of()))
                .hasMessageContaining("test.yaml:1: test-calls.before: before: PT3M (expected: more than PT5M)");
        assertThatThrownBy(() -> read(
                        "test-calls: {days-off: 'monday,tuesday,wednesday,thursday,friday,saturday,sunday'}", Map.of()))
                .hasMessageContaining("test.yaml:1: test-calls.days-off: days off: all");
    }

    @Test
    void theEnvironmentWins() {
        Map<String, String> environment = Map.of("COURTBRIDGE_SIP_TLS_PORT", "7061", "HOME", "/home");

        assertThat(read("sip: {tls-port: 6061}", environment).sip().tlsPort()).isEqualTo(7061);
    }

    @Test
    void namesEveryErrorWithItsLine() {
        assertThatThrownBy(
                        () -> read("sip:\n  port: 70000\nmedia:\n  timeout: soon\nwed: {}\nweb: {htps: 1}\n", Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("test.yaml:2: sip.port: 70000 (expected: a port, 0 to 65535)")
                .hasMessageContaining("test.yaml:4: media.timeout: soon")
                .hasMessageContaining("test.yaml:6: web htps is no setting");
    }

    @Test
    void namesTheLineOfBrokenYaml() {
        assertThatThrownBy(() -> read("sip:\n  port: [1\n", Map.of())).hasMessageContaining("test.yaml:3:");
    }

    @Test
    void refusesHalfACertificate() {
        assertThatThrownBy(() -> read("tls: {certificate: a.pem}", Map.of()))
                .hasMessageContaining("certificate and key go together");
    }

    @Test
    void readsTheTurnServers() {
        GatewayConfig.Turn turn = read("""
                        turn:
                          urls: turn:turn.example.kz:3478?transport=udp, turns:[2001:db8::7]:5349?transport=tcp
                          secret: geheim
                          lifetime: 2h
                        """, Map.of()).turn().orElseThrow();
        assertThat(turn.urls())
                .containsExactly("turn:turn.example.kz:3478?transport=udp", "turns:[2001:db8::7]:5349?transport=tcp");
        assertThat(turn.secret()).isEqualTo("geheim");
        assertThat(turn.lifetime()).isEqualTo(Duration.ofHours(2));
        assertThat(turn.toString()).doesNotContain("geheim");
    }

    @Test
    void readsTheOriginsOfPagesThatMaySpeakWhip() {
        assertThat(read("", Map.of()).web().whipOrigins()).isEmpty();
        assertThat(read("web: {whip-origins: 'https://a.example.kz, http://[2001:db8::7]:8080'}", Map.of())
                        .web()
                        .whipOrigins())
                .containsExactlyInAnyOrder("https://a.example.kz", "http://[2001:db8::7]:8080");
        for (String wrong : List.of("*", "null", "https://a.example.kz/", "https://A.example.kz", "a.example.kz")) {
            assertThatThrownBy(() -> read("web: {whip-origins: '" + wrong + "'}", Map.of()))
                    .hasMessageContaining("test.yaml:1: web.whip-origins: " + wrong + " (expected: origins");
        }
    }

    @Test
    void refusesHalfATurnServer() {
        assertThatThrownBy(() -> read("turn: {secret: geheim}", Map.of()))
                .hasMessageContaining("test.yaml:1: turn.secret: turn.urls and turn.secret go together");
        assertThatThrownBy(() -> read("turn: {urls: 'stun:a.example, turn:b.example', secret: x}", Map.of()))
                .hasMessageContaining("test.yaml:1: turn.urls: stun:a.example, turn:b.example (expected: URLs");
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(read("database: {password: geheim}", Map.of()).toString()).doesNotContain("geheim");
        String key = "bW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW1tbW0=";
        GatewayConfig config = read("", Map.of("COURTBRIDGE_SECRETS_MASTER_KEY", key));
        assertThat(config.secrets().masterKey()).isPresent();
        assertThat(config.toString()).doesNotContain(key);
        assertThatThrownBy(() -> read("secrets: {master-key: geheim12}", Map.of()))
                .hasMessageContaining("test.yaml:1: secrets.master-key: master key: 6 bytes (expected: 32)")
                .message()
                .doesNotContain("geheim12");
    }

    private static GatewayConfig read(String yaml, Map<String, String> environment) {
        return GatewayConfig.of(ConfigFile.parse("test.yaml", yaml, environment));
    }

    /** As a service of systemd's finds its secrets. */
    @Test
    void takesSecretsFromCredentialsOfSystemd(@TempDir Path credentials) throws Exception {
        Map<String, String> environment = Map.of("CREDENTIALS_DIRECTORY", credentials.toString());
        assertThat(read("", environment).secrets().masterKey()).isEmpty();
        Files.write(credentials.resolve("secrets.master-key"), new byte[32]);
        Files.writeString(credentials.resolve("database.password"), "geheim\n");
        GatewayConfig config = read("", environment);
        assertThat(config.secrets().masterKey()).isPresent();
        assertThat(config.database().password()).contains("geheim");
        assertThatThrownBy(() -> read("secrets: {master-key-file: /elsewhere}", environment))
                .hasMessageContaining("secrets.master-key-file: is set twice: as a credential of systemd, too");
        assertThatThrownBy(() -> read("database: {password: other}", environment))
                .hasMessageContaining("database.password: is set twice: in a file, too");
    }

    /** It would have made a key of its own, and nobody had noticed. */
    @Test
    void refusesACredentialThatItDoesNotRead(@TempDir Path credentials) throws Exception {
        Files.write(credentials.resolve("secrets-key"), new byte[32]);
        assertThatThrownBy(() -> read("", Map.of("CREDENTIALS_DIRECTORY", credentials.toString())))
                .hasMessageContaining("secrets-key: unknown credential");
    }

    @Test
    void doesNotStartWithoutSpaceAndGivesTheFigures(@TempDir Path data) {
        GatewayConfig.Space usual = read("", Map.of()).database().space();
        assertThat(usual).isEqualTo(new GatewayConfig.Space(64L << 20, 1L << 30));
        GatewayConfig.Space space =
                read("database: {least-space: 1000000000}", Map.of()).database().space();
        assertThatThrownBy(() -> space.check(data))
                .isInstanceOf(StoreException.class)
                .hasMessageMatching("the disk of the data folder \\Q" + data
                        + "\\E has [0-9]+ MiB free, and the gateway starts with 1000000000 at least"
                        + " \\(database.least-space\\): make room on it.*");
    }

    @Test
    void readsHowUsersSignIn() {
        GatewayConfig.Access none = read("", Map.of()).access();
        assertThat(none.secondFactor()).isEmpty();
        assertThat(none.openId()).isEmpty();
        GatewayConfig.Access access =
                read("""
                access: {second-factor: "administrator, technician"}
                oidc:
                  issuer: https://id.court.example/realms/court/
                  client-id: courtbridge
                  site: https://court.example:8443/
                  roles-claim: realm_access.roles
                  roles: {clerk: "court-clerks, secretaries", auditor: audit}
                  roles-in: {clerk: "astana = court-1, cn=almaty=Алматы соты", official: hospital=h}
                """, Map.of("COURTBRIDGE_OIDC_CLIENT_SECRET", "geheim")).access();
        assertThat(access.secondFactor()).containsExactlyInAnyOrder(Role.ADMINISTRATOR, Role.TECHNICIAN);
        OpenIdSettings provider = access.openId().orElseThrow();
        assertThat(provider.issuer()).hasToString("https://id.court.example/realms/court/");
        assertThat(provider.site()).contains(URI.create("https://court.example:8443"));
        assertThat(provider.name()).isEqualTo("id.court.example");
        assertThat(provider.clientSecret()).contains("geheim");
        assertThat(access.toString()).doesNotContain("geheim");
        assertThat(provider.scopes()).containsExactly("profile");
        assertThat(provider.roles())
                .isEqualTo(Map.of(Role.CLERK, Set.of("court-clerks", "secretaries"), Role.AUDITOR, Set.of("audit")));
        assertThat(provider.grants())
                .containsExactly(
                        new OpenIdSettings.Grant(Role.CLERK, "astana", "court-1"),
                        new OpenIdSettings.Grant(Role.CLERK, "cn=almaty", "Алматы соты"),
                        new OpenIdSettings.Grant(Role.OFFICIAL, "hospital", "h"));
    }

    @Test
    void refusesAProviderThatCannotBeBelieved() {
        assertThatThrownBy(() -> read("access: {second-factor: king}", Map.of()))
                .hasMessageContaining("expected: roles such as administrator");
        assertThatThrownBy(() -> read("oidc: {issuer: 'http://id.court.example', client-id: x}", Map.of()))
                .hasMessageContaining("expected: an address such as https:");
        assertThatThrownBy(() -> read("oidc: {issuer: 'https://id.court.example'}", Map.of()))
                .hasMessageContaining("go together")
                .hasMessageContaining("nobody who comes from there has a role");
        for (String incomplete : List.of("astana", "=court", "astana=")) {
            assertThatThrownBy(() -> read("oidc: {roles-in: {clerk: '%s'}}".formatted(incomplete), Map.of()))
                    .as(incomplete)
                    .hasMessageContaining("expected: values with a court or institution each");
        }
    }

    @Test
    void readsTheMailboxForAnswers() {
        String server = "mail: {host: h, from: Сот <noreply@court.example>, answers: {%s}}";
        Map<String, String> password = Map.of("COURTBRIDGE_MAIL_ANSWERS_PASSWORD", "geheim");
        MailConfig mail = read(server.formatted("address: hearings@court.example, host: imap, user: u"), password)
                .mail()
                .orElseThrow();
        ImapConfig answers = mail.answers().orElseThrow();
        assertThat(answers.port()).isEqualTo(993);
        assertThat(answers.security()).isEqualTo(SmtpConfig.Security.TLS);
        assertThat(answers.login()).isEqualTo(new SmtpConfig.Login("u", "geheim"));
        assertThat(answers.toString()).doesNotContain("geheim");
        assertThat(mail.answered()).isEqualTo(new Mailer.Mailbox("hearings@court.example", "Сот"));
        assertThatThrownBy(() -> read(server.formatted("address: hearings@court.example, host: imap"), Map.of()))
                .hasMessageContaining("address, host, user and password go together");
        assertThatThrownBy(() -> read(server.formatted("address: nobody, host: imap, user: u"), password))
                .hasMessageContaining("mail.answers.address: expected: an address");
        assertThatThrownBy(() ->
                        read(server.formatted("address: a@b.example, host: imap, user: u, security: none"), password))
                .hasMessageContaining("without encryption no password is sent to another machine");
        assertThat(read(server.formatted("address: a@b.example, host: localhost, user: u, security: none"), password)
                        .mail()
                        .flatMap(MailConfig::answers))
                .map(ImapConfig::port)
                .contains(143);
        assertThatThrownBy(() -> read("mail: {answers: {address: a@b.example, host: imap, user: u}}", password))
                .hasMessageContaining("needs mail.host");
    }

    @Test
    void readsTheMailServer() {
        assertThat(read("", Map.of()).mail()).isEmpty();
        MailConfig mail = read(
                        "mail: {host: smtp.court.example, from: Сот <noreply@court.example>, user: gw}",
                        Map.of("COURTBRIDGE_MAIL_PASSWORD", "geheim"))
                .mail()
                .orElseThrow();
        assertThat(mail.server().port()).isEqualTo(587);
        assertThat(mail.server().security()).isEqualTo(SmtpConfig.Security.STARTTLS);
        assertThat(mail.server().login()).contains(new SmtpConfig.Login("gw", "geheim"));
        assertThat(mail.toString()).doesNotContain("geheim");
        assertThat(mail.answers()).isEmpty();
        assertThat(mail.answered()).isEqualTo(new Mailer.Mailbox("noreply@court.example", "Сот"));
        assertThat(read("mail: {host: h, from: a@b.example, security: tls}", Map.of())
                        .mail()
                        .orElseThrow()
                        .server()
                        .port())
                .isEqualTo(465);
        assertThatThrownBy(() -> read("mail: {host: h}", Map.of()))
                .hasMessageContaining("test.yaml:1: mail.host: mail.host and mail.from go together");
        assertThatThrownBy(() -> read("mail: {host: h, from: nobody}", Map.of()))
                .hasMessageContaining("mail.from: expected: an address");
        assertThatThrownBy(() ->
                        read("mail: {host: h, from: a@b.example, security: none, user: u, password: geheim}", Map.of()))
                .hasMessageContaining("without encryption no password is sent")
                .message()
                .doesNotContain("geheim");
    }
}
