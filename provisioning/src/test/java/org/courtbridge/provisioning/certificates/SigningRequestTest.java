package org.courtbridge.provisioning.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class SigningRequestTest {

    @Test
    void readsNameAndKeyOfEachKindThatWeCertify() throws Exception {
        for (KeyPair pair : new KeyPair[] {
            TestRequests.ec("secp256r1"),
            TestRequests.ec("secp384r1"),
            TestRequests.ec("secp521r1"),
            TestRequests.rsa(2048)
        }) {
            SigningRequest request = SigningRequest.parse(TestRequests.request("CN=room3,O=x", pair));
            assertThat(request.commonName()).contains("room3");
            assertThat(request.key().getEncoded()).isEqualTo(pair.getPublic().getEncoded());
        }
        assertThat(SigningRequest.parse(TestRequests.request("", TestRequests.ec("secp256r1")))
                        .commonName())
                .isEmpty();
    }

    @Test
    void readsNamesAsTheyAreAndNotAsTheyAreWritten() throws Exception {
        byte[] request = TestRequests.request("CN=room\\+1", TestRequests.ec("secp256r1"));
        assertThat(SigningRequest.parse(request).commonName()).contains("room+1");
    }

    @Test
    void readsPemAndBareBase64() throws Exception {
        byte[] der = TestRequests.request("CN=room3", TestRequests.ec("secp256r1"));
        String lines = Base64.getMimeEncoder().encodeToString(der);
        for (String text : new String[] {
            lines,
            Base64.getEncoder().encodeToString(der),
            "-----BEGIN CERTIFICATE REQUEST-----\n" + lines + "\n-----END CERTIFICATE REQUEST-----\n",
            "-----BEGIN NEW CERTIFICATE REQUEST-----\n" + lines + "\n-----END NEW CERTIFICATE REQUEST-----\n"
        }) {
            assertThat(SigningRequest.parseText(text).commonName()).contains("room3");
        }
        assertThatThrownBy(() -> SigningRequest.parseText("қате"))
                .isInstanceOf(RefusedRequestException.class)
                .hasMessage("certificate request: no base64");
        assertThatThrownBy(() -> SigningRequest.parseText("")).isInstanceOf(RefusedRequestException.class);
    }

    @Test
    void refusesWhoDoesNotHaveTheKey() throws Exception {
        KeyPair pair = TestRequests.ec("secp256r1");
        byte[] forged = TestRequests.request("CN=room3", pair, TestRequests.ec("secp256r1"));
        assertThatThrownBy(() -> SigningRequest.parse(forged))
                .hasMessage("certificate request: not signed with the key that it is for");
    }

    @Test
    void refusesKeysThatAreTooWeakOrStrange() throws Exception {
        byte[] weak = TestRequests.request("CN=room3", TestRequests.rsa(1024));
        assertThatThrownBy(() -> SigningRequest.parse(weak)).hasMessage("RSA key: 1024 bits (expected: 2048 to 8192)");
        byte[] other = TestRequests.request("CN=room3", brainpool(), TestRequests.ec("secp256r1"));
        assertThatThrownBy(() -> SigningRequest.parse(other))
                .hasMessage("EC key: curve (expected: P-256, P-384 or P-521)");
    }

    private static KeyPair brainpool() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("brainpoolP256r1"));
        return generator.generateKeyPair();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> SigningRequest.parse(new byte[SigningRequest.LIMIT + 1]))
                .hasMessage("certificate request: 16385 bytes (expected: at most 16384)");
    }

    @Test
    void refusesEveryTruncation() throws Exception {
        byte[] whole = TestRequests.request("CN=room3", TestRequests.ec("secp256r1"), "urn:uuid:1");
        for (int n = 0; n < whole.length; n++) {
            byte[] cut = Arrays.copyOf(whole, n);
            assertThatThrownBy(() -> SigningRequest.parse(cut)).isInstanceOf(RefusedRequestException.class);
        }
    }

    @Test
    void noMutationGetsAnotherNameOrKey() throws Exception {
        KeyPair pair = TestRequests.ec("secp256r1");
        byte[] whole = TestRequests.request("CN=room3", pair, "urn:uuid:1");
        Random random = new Random(7030);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] bad = whole.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                SigningRequest request = SigningRequest.parse(bad);
                assertThat(request.subject().toString()).isEqualTo("CN=room3");
                assertThat(request.key().getEncoded())
                        .isEqualTo(pair.getPublic().getEncoded());
            } catch (RefusedRequestException _) {
                refused++;
            }
        }
        assertThat(refused).as("what is not signed may change without harm").isGreaterThan(1900);
    }
}
