package org.courtbridge.console.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.console.html.Messages;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.media.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverWordsTest {

    private static String said(Language language, String detail) {
        return DriverWords.said(Messages.in(language), DeviceFault.REFUSED, detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no connection: ConnectException",
                "no connection to 10.0.0.1:23: NoRouteToHostException",
                "nobody listens there",
                "the device closed the connection",
                "the connection was given up",
                "no answer within PT5S",
                "no answer in time",
                "no answer after 3 times within PT1S",
                "no TLS with the device",
                "the answer is no HTTP",
                "the answer to /rest/system is no JSON",
                "a line of more than 4096 bytes",
                "WEB_CallNumberAPI: status 503",
                "the device answered with status 404",
                "action: the device refuses, code 7",
                "the codec does not take the name and the password",
                "no login of the device's own is kept here",
                "the terminal is in a call already",
                "Dial: the codec is in no call",
                "nobody calls the codec",
                "it was left alone",
                "it is being told its settings",
                "it has no driver",
                "its credentials are revoked, or it is disabled",
                "preset: 99 (expected: 1 to 35)",
                "a quotation mark or a control character in a value",
                "there may be no device at 127.0.0.1:80",
                "the device said yes to mute and did not do it",
                "the camera cannot do it now (command not executable)",
                "not supported: setting h323.name",
                "the projector has no command AVMT"
            })
    void whatDriversSayIsInTheLanguageOfThePage(String detail) {
        for (Language language : new Language[] {Language.KAZAKH, Language.RUSSIAN}) {
            assertThat(said(language, detail))
                    .as("%s", language)
                    .startsWith(Messages.in(language).get("fault.REFUSED") + " (")
                    .doesNotContainPattern("[A-Za-z]{2}");
        }
        assertThat(said(Language.ENGLISH, detail)).isEqualTo("It refused. (" + detail + ")");
    }

    @Test
    void settingsAreNamedInEachLanguage() {
        String detail = "line 1 user: set: error 4; volume: a sentence of tomorrow's driver; taken: host, port";
        assertThat(DriverWords.said(Messages.in(Language.RUSSIAN), DeviceFault.PARTLY_CARRIED_OUT, detail))
                .isEqualTo("Оно приняло не все настройки. (line 1 user: код 4; volume; принято: host, port)");
        assertThat(said(Language.RUSSIAN, "user: no answer in time; host: no answer in time"))
                .contains("user: ", "; host: ");
    }

    @Test
    void whatHasNoWordsIsLeftToTheLogAndTheFaultIsSaidAllTheSame() {
        assertThat(said(Language.RUSSIAN, "a sentence of tomorrow's driver")).isEqualTo("Оно отказалось.");
        assertThat(said(Language.RUSSIAN, "")).isEqualTo("Оно отказалось.");
        assertThat(said(Language.RUSSIAN, "preset: 99 (expected: 1 to 35)"))
                .contains("положение 99; возможны от 1 до 35");
        assertThat(said(Language.RUSSIAN, "the device answered with status 404"))
                .contains("код ответа 404");
    }
}
