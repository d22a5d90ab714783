package org.courtbridge.devices.cisco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.courtbridge.devices.cisco.XapiNode.branch;
import static org.courtbridge.devices.cisco.XapiNode.leaf;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.courtbridge.devices.DeviceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XapiNodeTest {

    private static final XapiNode STATUS = branch(
            "Status",
            branch("Audio", leaf("Volume", 50)),
            branch("Call", leaf("Status", "Connected")).at(3),
            branch("Call", leaf("Status", "Ringing")).at(4));

    @Test
    void isTheSameAsXmlAndAsJson() {
        assertThat(XapiXml.read(XapiXml.write(STATUS))).isEqualTo(STATUS);
        assertThat(XapiJson.read("Status", XapiJson.write(STATUS))).isEqualTo(STATUS);
    }

    /** "API Reference Guide" CE9, "Sending commands and configurations", the response of example 2. */
    @Test
    void readsTheResponseOfTheGuide() {
        XapiNode response = XapiXml.read(
                "<?xml version=\"1.0\"?>\n<Command>\n<CameraPositionSetResult item=\"1\" status=\"OK\"/>\n</Command>");
        assertThat(response.textAt("CameraPositionSetResult", XapiXml.STATUS)).contains("OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<Status>",
                "<Status></Audio>",
                "Status",
                "<Status/><Status/>",
                "<!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Status>&x;</Status>",
                "<!DOCTYPE s [<!ENTITY x \"x\">]><Status>&x;</Status>"
            })
    void refusesWhatIsNoDocumentAndWhatWouldHaveItReadElsewhere(String document) {
        assertThatThrownBy(() -> XapiXml.read(document)).isInstanceOf(DeviceException.class);
    }

    @Test
    void refusesWhatIsTooDeep() {
        String deep = "<a>".repeat(40) + "</a>".repeat(40);
        assertThatThrownBy(() -> XapiXml.read(deep)).isInstanceOf(DeviceException.class);
    }

    @Test
    void findsWhatPathsLeadTo() {
        assertThat(STATUS.only(XapiPath.of("Call[4]/Status").steps()))
                .contains(branch(
                        "Status", branch("Call", leaf("Status", "Ringing")).at(4)));
        assertThat(STATUS.only(XapiPath.of("audio/volume").steps())).isPresent();
        assertThat(STATUS.only(XapiPath.of("Call[5]").steps())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "SIP/", "SIP//URI", "SIP/<a>", "SIP/Proxy[x]", "SIP/Proxy[1", "SIP/a b", "../x"})
    void takesNothingForAPathThatIsNone(String text) {
        assertThat(XapiPath.parse(text)).isEmpty();
    }

    @Test
    void showsWhatChangedAndWhatIsGone() {
        XapiNode now = branch(
                "Status",
                branch("Audio", leaf("Volume", 60)),
                branch("Call", leaf("Status", "Connected")).at(3));
        assertThat(STATUS.since(Optional.of(STATUS))).isEmpty();
        assertThat(now.since(Optional.of(STATUS)))
                .contains(branch(
                        "Status",
                        branch("Audio", leaf("Volume", 60)),
                        branch("Call", leaf("ghost", "True")).at(4)));
    }

    @Test
    void hasNumbersAsNumbersAndSeveralAsAnArray() throws Exception {
        assertThat(XapiJson.write(STATUS)).isEqualTo(new ObjectMapper().readTree("""
                                {"Audio": {"Volume": 50},
                                 "Call": [{"Status": "Connected", "id": "3"}, {"Status": "Ringing", "id": "4"}]}"""));
    }
}
