package org.courtbridge.devices.pjlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.courtbridge.devices.DeviceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PjlinkMessageTest {

    @Test
    void readsWhatProjectorsSay() {
        assertThat(PjlinkMessage.answer("%2INNM=HDMI 1")).isEqualTo(new PjlinkMessage(2, "INNM", "HDMI 1"));
        assertThat(PjlinkMessage.answer("%1powr=0")).isEqualTo(new PjlinkMessage(1, "POWR", "0"));
        assertThat(PjlinkMessage.answer("%2RFIL=")).isEqualTo(new PjlinkMessage(2, "RFIL", ""));
    }

    @Test
    void readsAgainWhatItWrote() {
        PjlinkMessage message = new PjlinkMessage(1, "INPT", "31");
        assertThat(PjlinkMessage.question(message.asQuestion())).contains(message);
        assertThat(PjlinkMessage.answer(message.asAnswer())).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "%1", "%1POW", "%1POWR", "%1POWR 1", "%3POWR=1", "1POWR=1", "PJLINK ERRA"})
    void refusesWhatIsNoAnswer(String line) {
        assertThatThrownBy(() -> PjlinkMessage.answer(line)).isInstanceOf(DeviceException.class);
    }

    /** The example of PJLink Specifications, 5.3. */
    @Test
    void provesThePasswordAsTheSpecificationDoes() {
        assertThat(PjlinkDigest.of("498e4a67", "JBMIAProjectorLink")).isEqualTo("5d8409bc1c3fa39749434aa3a5c38682");
    }
}
