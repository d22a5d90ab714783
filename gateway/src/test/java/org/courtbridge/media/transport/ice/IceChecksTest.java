package org.courtbridge.media.transport.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IceChecksTest {

    private static final IceCredentials OURS = new IceCredentials("ours", "ourpasswordourpassword");
    private static final byte[] PASSWORD = OURS.password().getBytes(StandardCharsets.UTF_8);
    private static final InetSocketAddress BROWSER = new InetSocketAddress("192.0.2.7", 50_000);

    private final IceChecks<String> checks = new IceChecks<>();

    @BeforeEach
    void register() {
        checks.register(OURS, "session");
    }

    @Test
    void letsInWhoKnowsThePassword() {
        IceChecks.Verdict<String> verdict =
                judge(request("ours:theirs", true).integrity(PASSWORD).fingerprint());
        assertThat(verdict.accepted()).contains("session");
        assertThat(verdict.nominated()).isTrue();
        StunMessage response = response(verdict);
        assertThat(response.type()).isEqualTo(StunMessage.BINDING_SUCCESS);
        assertThat(response.isIntact(PASSWORD)).isTrue();
        assertThat(response.hasFingerprint()).isTrue();
        assertThat(response.transaction()).isEqualTo(transaction());
    }

    @Test
    void tellsNominationFromAMereCheck() {
        assertThat(judge(request("ours:theirs", false).integrity(PASSWORD).fingerprint())
                        .nominated())
                .isFalse();
    }

    @Test
    void answers400ToARequestWithoutCredentials() {
        assertError(judge(new StunWriter(StunMessage.BINDING_REQUEST, transaction()).fingerprint()), 400);
        assertError(judge(request("ours:theirs", true).fingerprint()), 400);
    }

    @Test
    void answers401ToAWrongPasswordOrAnUnknownName() {
        assertError(judge(request("ours:theirs", true).integrity(new byte[22]).fingerprint()), 401);
        assertError(judge(request("others:theirs", true).integrity(PASSWORD).fingerprint()), 401);
        checks.forget(OURS);
        assertError(judge(request("ours:theirs", true).integrity(PASSWORD).fingerprint()), 401);
    }

    @Test
    void answers420ToWhatMustBeUnderstoodAndIsNot() {
        IceChecks.Verdict<String> verdict = judge(request("ours:theirs", true)
                .attribute(0x7F01, new byte[4])
                .integrity(PASSWORD)
                .fingerprint());
        assertError(verdict, 420);
        assertThat(response(verdict).isIntact(PASSWORD)).isTrue();
    }

    @Test
    void answers487ToAnotherControlledAgent() {
        IceChecks.Verdict<String> verdict = judge(request("ours:theirs", true)
                .attribute(StunMessage.ICE_CONTROLLED, new byte[8])
                .integrity(PASSWORD)
                .fingerprint());
        assertError(verdict, 487);
        assertThat(response(verdict).isIntact(PASSWORD)).isTrue();
    }

    @Test
    void saysNothingToResponsesIndicationsAndJunk() {
        for (int type : new int[] {0x0011, StunMessage.BINDING_SUCCESS, StunMessage.BINDING_ERROR, 0x0003}) {
            assertSilence(judge(new StunWriter(type, transaction())
                    .attribute(StunMessage.USERNAME, "ours:theirs".getBytes(StandardCharsets.UTF_8))
                    .integrity(PASSWORD)
                    .fingerprint()));
        }
        byte[] good = request("ours:theirs", true).integrity(PASSWORD).fingerprint();
        for (int n = 0; n < good.length; n++) {
            assertSilence(judge(Arrays.copyOf(good, n)));
        }
        Random random = new Random(4);
        for (int i = 0; i < 500; i++) {
            byte[] changed = good.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(judge(changed).accepted()).isEmpty();
        }
    }

    private IceChecks.Verdict<String> judge(byte[] bytes) {
        return checks.judge(bytes, 0, bytes.length, BROWSER);
    }

    private static StunWriter request(String username, boolean nominate) {
        StunWriter writer = new StunWriter(StunMessage.BINDING_REQUEST, transaction())
                .attribute(StunMessage.USERNAME, username.getBytes(StandardCharsets.UTF_8))
                .attribute(StunMessage.PRIORITY, new byte[4]);
        return nominate ? writer.attribute(StunMessage.USE_CANDIDATE, new byte[0]) : writer;
    }

    private static byte[] transaction() {
        return new byte[] {0x21, 0x12, (byte) 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    }

    private static StunMessage response(IceChecks.Verdict<String> verdict) {
        byte[] bytes = verdict.response().bytes();
        return StunMessage.parse(bytes, 0, bytes.length);
    }

    private static void assertError(IceChecks.Verdict<String> verdict, int code) {
        assertThat(verdict.accepted()).isEmpty();
        StunMessage response = response(verdict);
        assertThat(response.type()).isEqualTo(StunMessage.BINDING_ERROR);
        assertThat(response.hasFingerprint()).isTrue();
        byte[] bytes = verdict.response().bytes();
        assertThat(100 * bytes[26] + bytes[27]).isEqualTo(code);
    }

    private static void assertSilence(IceChecks.Verdict<String> verdict) {
        assertThat(verdict.accepted()).isEmpty();
        assertThat(verdict.response().isEmpty()).isTrue();
    }
}
