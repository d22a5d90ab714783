package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.signalling.ivr.DialPlan.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialPlanTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100200",
                "100-200",
                "(100) 200",
                "100.200",
                "100200#",
                "100200**",
                "court.example##100200",
                "10.0.0.1##100200",
                "10.0.0.1%23%23100200",
                "a##b##100200",
                "##100200",
                "100200;phone-context=court.example"
            })
    void numberLeadsToItsHearing(String user) {
        assertThat(DialPlan.of(user)).isEqualTo(new Target.Hearing("100200"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"100200**4711", "100200**4711#", "100200%2a%2A4711", "10.0.0.1##100200**4711", "100-200**47-11"})
    void numberWithItsPinSkipsTheMenu(String user) {
        assertThat(DialPlan.of(user)).isEqualTo(new Target.HearingByPin("100200", "4711"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "10.0.0.1", "[2001:db8::1]", "2001:db8::1", "court.example##", "##10.0.0.1"})
    void bareAddressLeadsToTheMenu(String user) {
        assertThat(DialPlan.of(user)).isEqualTo(new Target.Menu());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "100a",
                "100*1",
                "100***1",
                "100**12**3",
                "**12",
                "*",
                "#",
                "+7700",
                "100200300400500600700",
                "1**1234567890123",
                "%",
                "%zz",
                "10.0.0.300x"
            })
    void everythingElseLeadsNowhere(String user) {
        assertThat(DialPlan.of(user)).isEqualTo(new Target.Nowhere());
    }

    @Test
    void whatNobodyCanHaveDialledLeadsNowhere() {
        assertThat(DialPlan.of("1".repeat(100_000))).isEqualTo(new Target.Nowhere());
        assertThat(DialPlan.of("##".repeat(50_000))).isEqualTo(new Target.Nowhere());
    }

    @Test
    void pinIsNotPrinted() {
        assertThat(DialPlan.of("1**98765")).asString().doesNotContain("98765");
    }
}
