package org.courtbridge.provisioning.inventory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1", "codec.court.kz", "codec:443", "[2001:db8::1]:5061", "2001:db8::1", "a"})
    void takesAddresses(String address) {
        assertThatCode(() -> InventoryTexts.checkAddress("addresses", address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", "a b", "http://a", "a:", "a:123456", "зал", "a/b", "user@host"})
    void refusesWhatIsNoAddress(String address) {
        assertThatThrownBy(() -> InventoryTexts.checkAddress("addresses", address))
                .hasMessage("addresses: %s (expected: a host name or an IP address)".formatted(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sip:zal3@court.kz", "sips:court.kz:5061", "sip:a@[2001:db8::1];transport=tcp"})
    void takesSipUris(String uri) {
        assertThatCode(() -> InventoryTexts.checkSipUri("sipUri", uri)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zal3@court.kz", "sip:", "sip:a b@c", "h323:zal3", "sip:a@b@c"})
    void refusesWhatIsNoSipUri(String uri) {
        assertThatThrownBy(() -> InventoryTexts.checkSipUri("sipUri", uri))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTextsOutOfBounds() {
        assertThatThrownBy(() -> InventoryTexts.checkName("name", "x".repeat(201)))
                .hasMessage("name: 201 characters (expected: at most 200)");
        assertThatThrownBy(() -> InventoryTexts.check("notes", "x".repeat(2001)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InventoryTexts.check("make", "a\nb")).hasMessage("make: holds a control character");
        assertThatThrownBy(() -> InventoryTexts.check("make", "\ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InventoryTexts.check("make", "a\u202eb")).isInstanceOf(IllegalArgumentException.class);
        assertThatCode(() -> InventoryTexts.check("make", "\ud83d\ude00")).doesNotThrowAnyException();
        assertThatCode(() -> InventoryTexts.check("notes", "a\nb")).doesNotThrowAnyException();
    }
}
