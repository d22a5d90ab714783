package org.courtbridge.provisioning.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

    private static DeviceDescription with(String mac) {
        return new DeviceDescription(
                Optional.empty(), "", "", "", "", mac, List.of(), "", List.of(), "", List.of(), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"80:5e:c0:79:c3:7f", "80-5E-C0-79-C3-7F", "805E.C079.C37F", "805ec079c37f", " 80 5e c0 79 c3 7f "
            })
    void hasOneForm(String written) {
        assertThat(MacAddress.of(written)).isEqualTo("80:5e:c0:79:c3:7f");
        assertThat(with(written)).isEqualTo(with("80:5e:c0:79:c3:7f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80:5e:c0:79:c3",
                "80:5e:c0:79:c3:7f:00",
                "80:5e:c0:79:c3:7g",
                "00:00:00:00:00:00",
                "ff:ff:ff:ff:ff:ff",
                "01:00:5e:00:00:01",
                "\u0668\u0660:5e:c0:79:c3:7f",
                "SIM00000001"
            })
    void refusesWhatIsNoneOfOneDevice(String written) {
        assertThatThrownBy(() -> with(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mac: " + written);
        assertThat(MacAddress.find(written)).isEmpty();
    }

    @Test
    void isNotAlwaysKnown() {
        assertThat(MacAddress.of("")).isEmpty();
        assertThat(MacAddress.of(" : ")).isEmpty();
        assertThat(MacAddress.writings("")).isEmpty();
    }

    @Test
    void isFoundHoweverItIsWritten() {
        Placement placement = new Placement(
                Device.newlyAdded("d", "Зал", "zal", Instant.EPOCH),
                with("80:5e:c0:79:c3:7f"),
                Optional.empty(),
                Optional.empty());
        for (String query : List.of("80:5E:C0:79:C3:7F", "805ec079c37f", "80-5e-c0", "c079.c37f", "C37F")) {
            assertThat(placement.matches(query)).as(query).isTrue();
        }
        assertThat(placement.matches("80:5e:c0:79:c3:70")).isFalse();
    }
}
