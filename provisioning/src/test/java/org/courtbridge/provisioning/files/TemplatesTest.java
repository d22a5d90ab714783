package org.courtbridge.provisioning.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.courtbridge.provisioning.inventory.Encryption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/** Every template that comes with the program, rendered and read by parsers that know nothing of it. */
class TemplatesTest {

    private static final String PASSWORD = "kmn4-7pqr-wxyz-2345";
    private static final GatewayAddress GATEWAY = new GatewayAddress("gw.court.kz", SipTransport.TLS, 5061, 1719);

    private static final List<String> NAMES = List.of(
            "Зал № 3",
            "Әуезов аудандық соты, 12-зал",
            "R&D <hall> \"A\" 'B'",
            "{{password}} {{{username}}}",
            "]]> <!-- &amp; %NULL%",
            "зал\naccount.1.password = stolen",
            "зал\r\nwake",
            "зал\u2028x = y",
            "</Name><Password>stolen</Password><Name>",
            "\" x=\"y",
            "back\\slash \\\" \\u0041",
            "# no comment",
            "😀 = 🏛",
            "\u0000");

    private static DeviceAccount account(String name, Protocol... protocols) {
        return account(name, Encryption.PREFERRED, protocols);
    }

    private static DeviceAccount account(String name, Encryption encryption, Protocol... protocols) {
        return new DeviceAccount(
                name, "zal3", PASSWORD, "77013", "805EC079C37F", GATEWAY, Set.of(protocols), encryption);
    }

    private static List<Set<Protocol>> protocols() {
        return List.of(Set.of(Protocol.SIP), Set.of(Protocol.H323), Set.of(Protocol.SIP, Protocol.H323));
    }

    private static List<Path> files() throws Exception {
        URL folder = TemplatesTest.class.getResource("templates/index");
        assertThat(folder).isNotNull();
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()).resolveSibling(""))) {
            return files.filter(file -> !file.endsWith("index")).sorted().toList();
        }
    }

    static Stream<Path> templates() throws Exception {
        return files().stream();
    }

    @Test
    void allFilesOfTheFolderAreKnown() throws Exception {
        assertThat(new TemplateCatalogue(Optional.empty()).all())
                .extracting(ConfigTemplate::file)
                .containsExactlyElementsOf(files().stream()
                        .map(file -> file.getFileName().toString())
                        .toList())
                .hasSizeGreaterThan(8);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isReadBackWithEveryName(Path file) throws Exception {
        ConfigTemplate template = ConfigTemplate.parse(file.getFileName().toString(), Files.readString(file));
        int rendered = 0;
        for (Set<Protocol> protocols : protocols()) {
            int settings = readByOthers(template, template.render(account("plain", protocols.toArray(Protocol[]::new))))
                    .size();
            for (String name : NAMES) {
                RenderedFile made;
                try {
                    made = template.render(account(name, protocols.toArray(Protocol[]::new)));
                } catch (TemplateException refused) {
                    assertThat(refused).hasMessageContaining(file.getFileName().toString());
                    assertThat(refused.getMessage()).contains("name: ").doesNotContain(name, PASSWORD);
                    continue;
                }
                rendered++;
                List<String> values = readByOthers(template, made);
                assertThat(values).hasSize(settings).doesNotContain("stolen", "y");
                assertThat(made.settings().values()).containsExactlyInAnyOrderElementsOf(values);
                assertThat(made.toString()).doesNotContain(PASSWORD);
                boolean named = Files.readString(file).contains("{{name}}");
                assertThat(values.contains(name)).isEqualTo(named);
                assertThat(values.stream().filter(PASSWORD::equals).count() > 0
                                || values.contains("zal3 " + PASSWORD)
                                || template.role() == ConfigTemplate.Role.COMMON
                                || isSetByHand(template, protocols))
                        .isTrue();
            }
        }
        assertThat(rendered).isGreaterThanOrEqualTo(3 * 5);
    }

    /** Such codecs have no command for their password of H.323. */
    private static boolean isSetByHand(ConfigTemplate template, Set<Protocol> protocols) {
        return Set.of("poly-group.txt.mustache", "lifesize-room.txt.mustache").contains(template.file())
                && !protocols.contains(Protocol.SIP);
    }

    /** Every value in the file. */
    private static List<String> readByOthers(ConfigTemplate template, RenderedFile made) throws Exception {
        List<String> values = new ArrayList<>();
        switch (template.format()) {
            case XML -> {
                DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
                factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                Document document = factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(made.text().getBytes(StandardCharsets.UTF_8)));
                collect(document.getDocumentElement(), values);
            }
            case JSON -> collect(new ObjectMapper().readTree(made.text()), values);
            case LINES -> {
                for (String line : made.text().lines().toList()) {
                    if (!line.startsWith("#")) {
                        assertThat(line).matches("[a-z0-9._-]+ = .*");
                        values.add(line.substring(line.indexOf(" = ") + 3));
                    }
                }
            }
            case ITEMS -> {
                for (String line : made.text().lines().toList()) {
                    assertThat(line).matches("(string|int) [a-z_]+ = .*");
                    values.add(line.substring(line.indexOf(" = ") + 3));
                }
            }
            case COMMANDS -> {
                for (String line : made.text().lines().toList()) {
                    assertThat(line)
                            .matches("[a-z0-9 -]+( \"[^\"]*\")+|set sip commit|set h323 register")
                            .doesNotContain("\r");
                    values.add(
                            line.indexOf('"') < 0
                                    ? ""
                                    : line.substring(line.indexOf('"') + 1, line.length() - 1)
                                            .replace("\" \"", " "));
                }
            }
        }
        return values;
    }

    private static void collect(Node element, List<String> values) {
        NamedNodeMap attributes = element.getAttributes();
        boolean plain = true;
        for (int i = 0; i < attributes.getLength(); i++) {
            if (!attributes.item(i).getNodeName().equals("item")) {
                values.add(attributes.item(i).getNodeValue());
                plain = false;
            }
        }
        boolean leaf = true;
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeType() == Node.ELEMENT_NODE) {
                collect(child, values);
                leaf = false;
            }
        }
        if (leaf && plain) {
            values.add(element.getTextContent());
        }
    }

    private static void collect(JsonNode node, List<String> values) {
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, values));
        } else {
            values.add(node.asText());
        }
    }

    private static RenderedFile made(String make, String model, DeviceAccount account) {
        return new TemplateCatalogue(Optional.empty())
                .account(new DeviceModel(make, model, ""), account.protocols())
                .render(account);
    }

    @Test
    void setsUpCisco() {
        RenderedFile both = made("Cisco", "Room Kit", account("Зал & \"3\"", Protocol.SIP, Protocol.H323));
        assertThat(both.name()).isEqualTo("805EC079C37F.xml");
        assertThat(both.commands())
                .containsEntry("SIP/Proxy[1]/Address", "gw.court.kz")
                .containsEntry("SIP/DefaultTransport", "TLS")
                .containsEntry("SIP/URI", "zal3@gw.court.kz")
                .containsEntry("SIP/Authentication/UserName", "zal3")
                .containsEntry("SIP/Authentication/Password", PASSWORD)
                .containsEntry("SIP/DisplayName", "Зал & \"3\"")
                .containsEntry("H323/Gatekeeper/Address", "gw.court.kz")
                .containsEntry("H323/H323Alias/E164", "77013")
                .containsEntry("H323/H323Alias/ID", "zal3")
                .containsEntry("H323/Authentication/Mode", "On")
                .containsEntry("H323/Authentication/LoginName", "zal3")
                .containsEntry("H323/Authentication/Password", PASSWORD)
                .containsEntry("Conference/Encryption/Mode", "BestEffort");
        assertThat(made("Cisco", "Room Kit", account("x", Protocol.H323)).commands())
                .containsEntry("NetworkServices/SIP/Mode", "Off")
                .containsEntry("NetworkServices/H323/Mode", "On")
                .doesNotContainKey("SIP/URI");
    }

    @Test
    void setsUpPoly() {
        assertThat(made("Polycom", "RealPresence Group 500", account("Зал 3", Protocol.SIP, Protocol.H323))
                        .commands())
                .containsEntry("systemname", "Зал 3")
                .containsEntry("sipregistrarserver", "gw.court.kz")
                .containsEntry("sipusername", "zal3")
                .containsEntry("sippassword", PASSWORD)
                .containsEntry("siptransportprotocol", "TLS")
                .containsEntry("h323name", "zal3")
                .containsEntry("e164ext", "77013")
                .containsEntry("gatekeeperip", "gw.court.kz");
        RenderedFile video = made("Poly", "Studio X50", account("Зал 3", Protocol.SIP, Protocol.H323));
        assertThat(video.name()).isEqualTo("805EC079C37F-courtbridge.cfg");
        assertThat(video.settings())
                .containsEntry("PHONE_CONFIG/ALL@voIpProt.SIP.enable", "true")
                .containsEntry("PHONE_CONFIG/ALL@voIpProt.SIP.registrarServer", "gw.court.kz")
                .containsEntry("PHONE_CONFIG/ALL@voIpProt.SIP.auth.userId", "zal3")
                .containsEntry("PHONE_CONFIG/ALL@voIpProt.SIP.auth.password", PASSWORD)
                .containsEntry("PHONE_CONFIG/ALL@voIpProt.H323.gk.ipAddress", "gw.court.kz")
                .containsEntry("PHONE_CONFIG/ALL@voIpProt.H323.e164", "77013");
        assertThat(made("Poly", "G7500", account("x", Protocol.SIP)).settings())
                .containsEntry("PHONE_CONFIG/ALL@voIpProt.H323.enable", "false")
                .doesNotContainKey("PHONE_CONFIG/ALL@voIpProt.H323.name");
    }

    @Test
    void setsUpYealink() {
        RenderedFile made = made("YEALINK", "VC500", account("Зал 3", Encryption.REQUIRED, Protocol.SIP));
        assertThat(made.text()).startsWith("#!version:1.0.0.1\n");
        assertThat(made.settings())
                .containsEntry("account.1.enable", "1")
                .containsEntry("account.1.display_name", "Зал 3")
                .containsEntry("account.1.user_name", "zal3")
                .containsEntry("account.1.password", PASSWORD)
                .containsEntry("account.1.sip_server.1.address", "gw.court.kz")
                .containsEntry("account.1.sip_server.1.port", "5061")
                .containsEntry("account.1.sip_server.1.transport_type", "2")
                .containsEntry("account.1.srtp_encryption", "2");
    }

    @Test
    void setsUpGrandstream() {
        RenderedFile made = made("Grandstream", "GVC3220", account("Зал 3", Encryption.OFF, Protocol.SIP));
        assertThat(made.name()).isEqualTo("cfg805EC079C37F.xml");
        assertThat(made.settings())
                .containsEntry("gs_provision/mac", "805ec079c37f")
                .containsEntry("gs_provision/config/P271", "1")
                .containsEntry("gs_provision/config/P47", "gw.court.kz")
                .containsEntry("gs_provision/config/P35", "zal3")
                .containsEntry("gs_provision/config/P36", "zal3")
                .containsEntry("gs_provision/config/P34", PASSWORD)
                .containsEntry("gs_provision/config/P130", "2")
                .containsEntry("gs_provision/config/P183", "0");
    }

    @Test
    void setsUpLifeSize() {
        assertThat(made("LifeSize", "Icon 600", account("x", Protocol.SIP)).settings())
                .containsEntry("set sip authorization", "zal3 " + PASSWORD)
                .containsEntry("set sip tls", "enabled 5061")
                .containsEntry("set sip registrar", "enabled gw.court.kz 5061")
                .containsEntry("set sip signaling-mode", "tls");
        RenderedFile room = made("LifeSize", "Room 220", account("x", Protocol.SIP, Protocol.H323));
        assertThat(room.settings())
                .containsEntry("set sip server-type", "generic")
                .containsEntry("set sip registrar", "enabled gw.court.kz 5061")
                .containsEntry("set sip commit", "")
                .containsEntry("set h323 name", "zal3")
                .containsEntry("set h323 extension", "77013")
                .containsEntry("set h323 primary", "gw.court.kz 1719")
                .containsEntry("set h323 mode", "manual")
                .containsEntry("set h323 register", "")
                .doesNotContainKey("set sip signaling-mode");
        assertThat(List.copyOf(room.settings().keySet()))
                .containsSubsequence("set sip registrar", "set sip commit", "set h323 h323");
        RenderedFile h323 = made("LifeSize", "Express 220", account("x", Protocol.H323));
        assertThat(h323.commands()).containsEntry("sip sip", "disabled").containsEntry("h323 h323", "enabled");
        assertThat(h323.text()).doesNotContain(PASSWORD);
    }

    /** By the names that the drivers know. */
    @Test
    void tellsCodecs() {
        TemplateCatalogue catalogue = new TemplateCatalogue(Optional.empty());
        DeviceAccount both = account("Зал 3", Protocol.SIP, Protocol.H323);
        assertThat(told(catalogue, "Poly", "Studio X30", "poly-rest", both))
                .containsEntry("device.local.roomName", "Зал 3")
                .containsEntry("voIpProt.SIP.registrarServer", "gw.court.kz")
                .containsEntry("voIpProt.SIP.transport", "TLS")
                .containsEntry("voIpProt.SIP.auth.userId", "zal3")
                .containsEntry("voIpProt.SIP.auth.password", PASSWORD)
                .containsEntry("voIpProt.H323.gk.ipAddress", "gw.court.kz")
                .containsEntry("voIpProt.H323.e164", "77013")
                .containsEntry("voIpProt.H323.gk.auth.password", PASSWORD);
        assertThat(told(catalogue, "LifeSize", "Icon 600", "lifesize", both))
                .containsEntry("sip username", "zal3")
                .containsEntry("sip authorization", "zal3 " + PASSWORD)
                .containsEntry("sip registrar", "enabled gw.court.kz 5061");
        assertThat(told(catalogue, "LifeSize", "Team 220", "lifesize", both))
                .containsEntry("sip commit", "")
                .containsEntry("h323 primary", "gw.court.kz 1719");
        assertThat(told(catalogue, "Huawei", "TE40", "huawei", both))
                .isEqualTo(Map.of("string sipserv_addr", "gw.court.kz", "string proxy_addr", "gw.court.kz"));
        for (String driver : List.of("cisco-ce", "cisco-ssh")) {
            assertThat(told(catalogue, "Cisco", "SX80", driver, both)).containsEntry("SIP/URI", "zal3@gw.court.kz");
        }
        for (String driver : List.of("poly-group", "poly-group-telnet")) {
            assertThat(told(catalogue, "Polycom", "Group 500", driver, both))
                    .containsEntry("gatekeeperip", "gw.court.kz");
        }
    }

    private static Map<String, String> told(
            TemplateCatalogue catalogue, String make, String model, String driver, DeviceAccount account) {
        return catalogue
                .told(new DeviceModel(make, model, ""), account.protocols(), driver)
                .orElseThrow()
                .render(account)
                .commands();
    }

    @Test
    void knowsWhichSettingsHaveThePassword() {
        DeviceAccount both = account("Зал 3", Protocol.SIP, Protocol.H323);
        assertThat(made("Poly", "Studio X30", both).secretCommands())
                .containsExactlyInAnyOrder("voIpProt.SIP.auth.password", "voIpProt.H323.gk.auth.password");
        assertThat(made("LifeSize", "Icon 600", both).secretCommands()).containsExactly("sip authorization");
        assertThat(made("LifeSize", "Room 220", account("x", Protocol.H323)).secretCommands())
                .isEmpty();
    }

    @Test
    void tellsNobodyWhoseDriverTakesNoSettingsOrWhoseProtocolItCannotSet() {
        TemplateCatalogue catalogue = new TemplateCatalogue(Optional.empty());
        Set<Protocol> sip = Set.of(Protocol.SIP);
        assertThat(catalogue.told(new DeviceModel("Yealink", "VC500", ""), sip, "onvif"))
                .isEmpty();
        assertThat(catalogue.told(new DeviceModel("Yealink", "VC500", ""), sip, ""))
                .isEmpty();
        assertThat(catalogue.told(new DeviceModel("Cisco", "SX80", ""), sip, "poly-rest"))
                .isEmpty();
        Set<Protocol> h323 = Set.of(Protocol.H323);
        assertThat(catalogue.told(new DeviceModel("Huawei", "TE40", ""), h323, "huawei"))
                .isEmpty();
        assertThat(catalogue.told(new DeviceModel("LifeSize", "Icon 600", ""), h323, "lifesize"))
                .isEmpty();
    }

    @Test
    void setsUpWhateverElseByTheGenericSheet() {
        RenderedFile huawei = made("Huawei", "TE40", account("Зал 3", Protocol.SIP, Protocol.H323));
        assertThat(huawei.template()).isEqualTo("generic.cfg.mustache");
        assertThat(huawei.settings())
                .containsEntry("sip.address", "sip:zal3@gw.court.kz")
                .containsEntry("sip.port", "5061")
                .containsEntry("h323.gatekeeper", "gw.court.kz")
                .containsEntry("h323.ras-port", "1719")
                .containsEntry("h323.number", "77013");
        assertThat(made("Yealink", "VC500", account("Зал 3", Protocol.H323)).template())
                .isEqualTo("generic.cfg.mustache");
    }

    @Test
    void saysPortsThatAreNotTheUsualOnes() {
        GatewayAddress odd = new GatewayAddress("192.0.2.1", SipTransport.UDP, 5070, 1729);
        DeviceAccount account = new DeviceAccount(
                "x", "zal3", PASSWORD, "", "", odd, Set.of(Protocol.SIP, Protocol.H323), Encryption.OFF);
        assertThat(made("Cisco", "", account).commands())
                .containsEntry("SIP/Proxy[1]/Address", "192.0.2.1:5070")
                .containsEntry("H323/Gatekeeper/Address", "192.0.2.1:1729")
                .containsEntry("SIP/DefaultTransport", "UDP");
    }

    @Test
    void refusesANameThatIsASettingOfItsOwn() {
        assertThatThrownBy(() -> made("Yealink", "", account("зал\naccount.1.password = stolen", Protocol.SIP)))
                .isInstanceOf(TemplateException.class)
                .hasMessage("yealink.cfg.mustache: name: U+000A cannot be written in this device's file");
        assertThatThrownBy(() -> made("Polycom", "Group 500", account("зал\" \"x", Protocol.SIP)))
                .hasMessage("poly-group.txt.mustache: name: U+0022 cannot be written in this device's file");
        assertThatThrownBy(() -> made("Cisco", "", account("зал\u0000", Protocol.SIP)))
                .hasMessage("cisco-ce.xml.mustache: name: U+0000 cannot be written in XML");
    }

    @Test
    void asksForWhatDevicesAskFor() {
        TemplateCatalogue catalogue = new TemplateCatalogue(Optional.empty());
        assertThat(asked(catalogue, "Yealink", "805ec079c37f.cfg")).isEqualTo("yealink.cfg.mustache 805EC079C37F");
        assertThat(asked(catalogue, "Yealink", "y000000000076.cfg")).isEqualTo("yealink-common.cfg.mustache ");
        assertThat(asked(catalogue, "Grandstream", "cfg000b820102ab.xml"))
                .isEqualTo("grandstream.xml.mustache 000B820102AB");
        // Their binary format, which we do not speak.
        assertThat(asked(catalogue, "Grandstream", "cfg000b820102ab")).isEmpty();
        assertThat(asked(catalogue, "Poly", "000000000000.cfg")).isEqualTo("poly-video-master.cfg.mustache ");
        assertThat(asked(catalogue, "Poly", "8G2149EBA12F.cfg"))
                .isEqualTo("poly-video-master.cfg.mustache 8G2149EBA12F");
        assertThat(asked(catalogue, "Poly", "8G2149EBA12F-courtbridge.cfg"))
                .isEqualTo("poly-video.cfg.mustache 8G2149EBA12F");
        assertThat(asked(catalogue, "", "80-5e-c0-79-c3-7f.cfg")).isEqualTo("generic.cfg.mustache 805EC079C37F");
        assertThat(asked(catalogue, "", "../etc/passwd")).isEmpty();
        assertThat(asked(catalogue, "", "a.cfg")).isEmpty();
    }

    private static String asked(TemplateCatalogue catalogue, String make, String name) {
        String model = make.equals("Poly") ? "Studio X30" : "";
        return catalogue
                .asked(new DeviceModel(make, model, ""), Set.of(Protocol.SIP), name)
                .map(asked -> asked.template() + " " + asked.id().orElse(""))
                .orElse("");
    }
}
