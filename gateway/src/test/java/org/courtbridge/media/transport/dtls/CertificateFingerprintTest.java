package org.courtbridge.media.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFingerprintTest {

    private static final byte[] CERTIFICATE = {1, 2, 3};

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "sha-384", "SHA-512"})
    void matchesItsCertificateOnly(String algorithm) throws Exception {
        byte[] digest = MessageDigest.getInstance(algorithm).digest(CERTIFICATE);
        CertificateFingerprint fingerprint = CertificateFingerprint.parse(
                algorithm + " " + HexFormat.ofDelimiter(":").formatHex(digest));
        assertThat(fingerprint.matches(CERTIFICATE)).isTrue();
        assertThat(fingerprint.matches(new byte[] {1, 2, 4})).isFalse();
    }

    @Test
    void printsAsItReads() {
        String text = CertificateFingerprint.of(CERTIFICATE).toString();
        assertThat(text).startsWith("sha-256 03:90:58:C6");
        assertThat(CertificateFingerprint.parse(text).sameAs(CertificateFingerprint.of(CERTIFICATE)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha-256",
                "sha-256 AA:BB",
                "sha-256 zz",
                "md5 00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff"
            })
    void refusesWhatIsNoFingerprint(String text) {
        assertThatThrownBy(() -> CertificateFingerprint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
