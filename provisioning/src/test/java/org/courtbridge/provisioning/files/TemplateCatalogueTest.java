package org.courtbridge.provisioning.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.provisioning.inventory.Encryption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateCatalogueTest {

    @TempDir
    Path folder;

    private TemplateCatalogue catalogue() {
        return new TemplateCatalogue(Optional.of(folder));
    }

    private void write(String name, String make, String model, String firmware, String body) throws Exception {
        Files.writeString(folder.resolve(name + TemplateCatalogue.SUFFIX), """
                make: %s
                model: %s
                firmware: %s
                protocols: sip
                role: account
                serves: {id}.cfg
                format: lines
                type: text/plain
                source: this test
                ---
                %s
                """.formatted(make, model, firmware, body));
    }

    private String chosen(String make, String model, String firmware) {
        return catalogue()
                .account(new DeviceModel(make, model, firmware), Set.of(Protocol.SIP))
                .file()
                .replace(TemplateCatalogue.SUFFIX, "");
    }

    @Test
    void takesTheMostSpecific() throws Exception {
        write("z-make", "Acme", "*", "*", "a = 1");
        write("y-model", "Acme", "VC*", "*", "a = 1");
        write("x-exact", "Acme", "VC500|VC800", "*", "a = 1");
        write("w-from", "Acme", "VC500", "31 -", "a = 1");
        write("v-range", "Acme", "VC500", "31 - 31.9", "a = 1");
        write("u-later", "Acme", "VC500", "31.5 - 32", "a = 1");
        assertThat(chosen("Nobody", "VC500", "31.2")).isEqualTo("generic.cfg");
        assertThat(chosen("acme", "TE1", "31.2")).isEqualTo("z-make");
        assertThat(chosen("ACME", "vc200", "31.2")).isEqualTo("y-model");
        assertThat(chosen("Acme", "VC800", "31.2")).isEqualTo("x-exact");
        assertThat(chosen("Acme", "VC500", "")).isEqualTo("x-exact");
        assertThat(chosen("Acme", "VC500", "30.9")).isEqualTo("x-exact");
        assertThat(chosen("Acme", "VC500", "40")).isEqualTo("w-from");
        assertThat(chosen("Acme", "VC500", "31.2")).isEqualTo("v-range");
        assertThat(chosen("Acme", "VC500", "31.9.7")).isEqualTo("u-later");
        assertThat(chosen("Acme", "VC500", "V31R005")).isEqualTo("u-later");
    }

    @Test
    void takesTheFirstByNameOfTwoThatAreAlike() throws Exception {
        write("b", "Acme", "*", "*", "a = 1");
        write("a", "Acme", "*", "*", "a = 1");
        assertThat(chosen("Acme", "", "")).isEqualTo("a");
    }

    /** Of two that a driver can tell, the one with the account; without any, the most specific. */
    @Test
    void tellsTheAccountFirst() throws Exception {
        write("a-common", "Acme", "VC500", "*", "server = {{host}}");
        write("b-account", "Acme", "*", "*", "a = {{password}}");
        for (String name : new String[] {"a-common", "b-account"}) {
            Path file = folder.resolve(name + TemplateCatalogue.SUFFIX);
            String text = Files.readString(file).replace("source:", "driver: acme|acme-ssh\nsource:");
            Files.writeString(file, name.equals("a-common") ? text.replace("account", "common") : text);
        }
        DeviceModel device = new DeviceModel("Acme", "VC500", "");
        assertThat(catalogue().told(device, Set.of(Protocol.SIP), "acme-ssh"))
                .map(ConfigTemplate::file)
                .contains("b-account.mustache");
        Files.delete(folder.resolve("b-account.mustache"));
        assertThat(catalogue().told(device, Set.of(Protocol.SIP), "acme"))
                .map(ConfigTemplate::file)
                .contains("a-common.mustache");
        assertThat(catalogue().told(device, Set.of(Protocol.SIP), "acme|acme-ssh"))
                .isEmpty();
    }

    @Test
    void putsATechniciansFileInThePlaceOfOurs() throws Exception {
        write("yealink.cfg", "Yealink", "*", "*", "mine = {{name}}");
        DeviceAccount account = new DeviceAccount(
                "Зал 3",
                "zal3",
                "secret",
                "",
                "",
                new GatewayAddress("gw", SipTransport.UDP, 5060, 1719),
                Set.of(Protocol.SIP),
                Encryption.OFF);
        TemplateCatalogue catalogue = catalogue();
        DeviceModel yealink = new DeviceModel("Yealink", "", "");
        assertThat(catalogue
                        .account(yealink, account.protocols())
                        .render(account)
                        .text())
                .isEqualTo("mine = Зал 3\n");
        write("yealink.cfg", "Yealink", "*", "*", "mine = {{username}}");
        assertThat(catalogue
                        .account(yealink, account.protocols())
                        .render(account)
                        .text())
                .isEqualTo("mine = zal3\n");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        Path file = folder.resolve("x.mustache");
        Files.writeString(file, "make: Acme\n");
        assertThatThrownBy(() -> catalogue().all()).hasMessage("x.mustache: no line of three hyphens ends its header");
        Files.writeString(file, "colour: red\n---\n");
        assertThatThrownBy(() -> catalogue().all()).hasMessageStartingWith("x.mustache: header: colour");
        Files.writeString(file, "make: Acme\n---\n");
        assertThatThrownBy(() -> catalogue().all()).hasMessage("x.mustache: header: no model");
        write("x", "Acme", "*", "new", "a = 1");
        assertThatThrownBy(() -> catalogue().all())
                .hasMessage("x.mustache: firmware: new (expected: such as 9.0 - 9.15, 11 - or *)");
        write("x", "Acme", "*", "*", "hands: h323-password the rest\na = 1");
        Files.writeString(
                file, Files.readString(file).replace("---\nhands", "hands").replace("\na = 1", "\n---\na = 1"));
        assertThatThrownBy(() -> catalogue().all())
                .hasMessageStartingWith("x.mustache: hands: the (expected: some of [sip-account, ");
        write("x", "Acme", "*", "*", "a = {{#sip}}1");
        assertThatThrownBy(() -> catalogue().all()).hasMessageStartingWith("x.mustache: ");
    }

    @Test
    void refusesWhatIsNoFileOfItsFormat() throws Exception {
        DeviceAccount account = new DeviceAccount(
                "x",
                "zal3",
                "secret",
                "",
                "",
                new GatewayAddress("gw", SipTransport.UDP, 5060, 1719),
                Set.of(Protocol.SIP),
                Encryption.OFF);
        for (String body :
                new String[] {"no setting", "a = 1\na = 2", "a = {{nobody}}", "{{#nobody}}a = 1{{/nobody}}"}) {
            write("x", "Acme", "*", "*", body);
            ConfigTemplate template = catalogue().account(new DeviceModel("Acme", "", ""), account.protocols());
            assertThatThrownBy(() -> template.render(account))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageStartingWith("x.mustache: ");
        }
    }

    private static DeviceAccount account(String password) {
        return new DeviceAccount(
                "Зал 3",
                "zal3",
                password,
                "77013",
                "",
                new GatewayAddress("gw", SipTransport.TLS, 5061, 1719),
                Set.of(Protocol.SIP),
                Encryption.OFF);
    }

    private ConfigTemplate items(String body) throws Exception {
        write("x", "Acme", "*", "*", body);
        Path file = folder.resolve("x.mustache");
        Files.writeString(file, Files.readString(file).replace("format: lines", "format: items"));
        return catalogue().account(new DeviceModel("Acme", "", ""), Set.of(Protocol.SIP));
    }

    /** A technician who got the names has them in a file of his own. */
    @Test
    void namesTextsAndNumbersOfADevice() throws Exception {
        RenderedFile made = items("""
                        # of this test
                        string x_server = {{host}}
                        int x_port = {{sipPort}}
                        {{#sip}}
                        string x_user = {{username}}
                        string x_secret = {{password}}
                        {{/sip}}
                        {{#h323}}
                        string x_number = {{number}}
                        {{/h323}}
                        int x_transport = {{#udp}}0{{/udp}}{{#tcp}}0{{/tcp}}{{#tls}}2{{/tls}}
                        string x_empty =""").render(account("Geheim = 1"));
        assertThat(made.commands())
                .containsExactly(
                        entry("string x_server", "gw"),
                        entry("int x_port", "5061"),
                        entry("string x_user", "zal3"),
                        entry("string x_secret", "Geheim = 1"),
                        entry("int x_transport", "2"),
                        entry("string x_empty", ""));
        assertThat(made.secretCommands()).containsExactly("string x_secret");
    }

    /** The worked example of the documentation is a template. */
    @Test
    void hasAnExampleThatCanBeUsed() throws Exception {
        String page = Files.readString(Path.of("../docs/provisioning.md"));
        int at = page.indexOf("make: Huawei\n");
        Files.writeString(folder.resolve("huawei.txt.mustache"), page.substring(at, page.indexOf("```", at)));
        DeviceModel terminal = new DeviceModel("Huawei", "TE40", "V600R019C00SPC200");
        Set<Protocol> both = Set.of(Protocol.SIP, Protocol.H323);
        ConfigTemplate template = catalogue().told(terminal, both, "huawei").orElseThrow();
        assertThat(template.file()).isEqualTo("huawei.txt.mustache");
        assertThat(template.hands()).isEmpty();
        GatewayAddress gateway = new GatewayAddress("gw", SipTransport.TLS, 5061, 1719);
        RenderedFile made = template.render(
                new DeviceAccount("Зал 3", "zal3", "Geheim-1", "77013", "", gateway, both, Encryption.OFF));
        assertThat(made.commands())
                .containsEntry("int EXAMPLE_sip_transport", "2")
                .containsEntry("string EXAMPLE_h323_number", "77013")
                .hasSize(12);
        assertThat(made.secretCommands())
                .containsExactlyInAnyOrder("string EXAMPLE_sip_password", "string EXAMPLE_h323_password");
    }

    @Test
    void saysInWhichLineWhatIsWrong() throws Exception {
        for (String wrong : new String[] {
            "sipserv_addr = {{host}}", "text a = b", "string a: b", "string a b = c", "string = b", "{\"a\": 1}"
        }) {
            assertThatThrownBy(() -> items("string a = b\n\n" + wrong))
                    .as(wrong)
                    .isInstanceOf(TemplateException.class)
                    .hasMessage(
                            "x.mustache: line 13: no setting (expected: string NAME = text, int NAME = number, # or an empty line)");
        }
        assertThatThrownBy(() -> items("# a\nint a = high")).hasMessage("x.mustache: line 12: int a: no whole number");
        assertThatThrownBy(() -> items("string a = b\nstring c = {{#tls}}d"))
                .hasMessageStartingWith("x.mustache: ")
                .hasMessageEndingWith("line 12");
        ConfigTemplate unknown = items("string a = b\nstring c = {{nobody}}");
        assertThatThrownBy(() -> unknown.render(account("x")))
                .hasMessageStartingWith("x.mustache: ")
                .hasMessageEndingWith("line 12");
    }

    @Test
    void refusesAValueThatIsNone() throws Exception {
        ConfigTemplate number = items("int x_user = {{username}}");
        assertThatThrownBy(() -> number.render(account("x"))).hasMessage("x.mustache: int x_user: no whole number");
        ConfigTemplate secret = items("string x_secret = {{password}}");
        for (String password : new String[] {"Geheim\nstring b = c", " Geheim"}) {
            assertThatThrownBy(() -> secret.render(account(password)))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageStartingWith("x.mustache: password: ")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(password));
        }
        ConfigTemplate twice = items("string a = 1\nstring a = {{name}}");
        assertThatThrownBy(() -> twice.render(account("x"))).hasMessage("x.mustache: string a: set twice");
    }

    @Test
    void readsIdentitiesHoweverTheyAreWritten() {
        assertThat(HardwareId.of("80:5e:c0-79.c3:7f")).isEqualTo("805EC079C37F");
        assertThat(HardwareId.of("foc2231nabc")).isEqualTo("FOC2231NABC");
        assertThat(HardwareId.of("")).isEmpty();
        for (String bad : new String[] {"ab", "зал3", "a/b/c/d", "x".repeat(41)}) {
            assertThatThrownBy(() -> HardwareId.of(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
