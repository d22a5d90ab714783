package org.courtbridge.operations.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7:443",
        "10.0.0.7:8443, 10.0.0.7:8443",
        "codec.court.kz:80, codec.court.kz:80",
        "[2001:db8::7]:81, [2001:db8::7]:81",
        "[2001:db8::7], [2001:db8::7]:443",
        "2001:db8::7, [2001:db8::7]:443"
    })
    void readsWhatTheInventoryTakes(String text, String address) {
        assertThat(AddressText.parse(text, 443)).hasToString("Optional[%s]".formatted(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":80", "host:0", "host:65536", "host:99999999999", "[]:80"})
    void takesNothingElse(String text) {
        assertThat(AddressText.parse(text, 443)).isEmpty();
    }
}
