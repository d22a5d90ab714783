package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PathKeysTest {

    private static final SrtpProfile PROFILE = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
    private static final SrtpKey FIRST = key(1);
    private static final SrtpKey SECOND = key(2);

    private final PathKeys ours = new PathKeys();
    private final PathKeys party = new PathKeys();
    private int sequenceNumber;

    @AfterEach
    void close() {
        ours.close();
        party.close();
    }

    @Test
    void leavesPacketsAsTheyAreWithoutKeys() {
        RtpPacket packet = packet();
        assertThat(party.protect(packet)).isTrue();
        assertThat(packet.getLength()).isEqualTo(40);
        assertThat(ours.unprotect(packet, 0)).isTrue();
        assertThat(party.protectRtcp(new byte[64], 28)).isEqualTo(28);
        assertThat(ours.unprotectRtcp(new byte[64], 28, 0)).isEqualTo(28);
        assertThat(ours.protection(true, true)).isEmpty();
    }

    @Test
    void retiresTheKeyBeforeSomeSecondsAfterTheFirstPacketUnderTheNewOne() {
        ours.receivesUnder(List.of(FIRST));
        party.sendsUnder(FIRST);
        RtpPacket early = packet();
        RtpPacket straggler = packet();
        RtpPacket late = packet();
        assertThat(List.of(early, straggler, late)).allMatch(party::protect);

        ours.receivesUnder(List.of(SECOND));
        assertThat(arrives(early, 1000)).isTrue(); // nothing has come under the new one
        party.sendsUnder(SECOND);
        assertThat(arrives(fresh(), 1001)).isTrue();
        assertThat(arrives(straggler, 1002)).isTrue();
        assertThat(arrives(fresh(), 1001 + PathKeys.RETIREMENT_SECONDS)).isTrue();
        assertThat(arrives(late, 1001 + PathKeys.RETIREMENT_SECONDS)).isFalse();
    }

    @Test
    void namesTheProfileOfADirectionThatCounts() {
        ours.receivesUnder(List.of(FIRST));
        assertThat(ours.protection(true, true)).isEmpty();
        assertThat(ours.protection(false, true)).contains(PROFILE);
        ours.sendsUnder(SECOND);
        assertThat(ours.protection(true, true)).contains(PROFILE);
        assertThat(ours.protection(false, false)).isEmpty();
    }

    @Test
    void takesNoKeyOnceItIsClosed() {
        ours.close();
        ours.sendsUnder(FIRST);
        ours.receivesUnder(List.of(FIRST));
        assertThat(ours.hasSendKey()).isFalse();
        assertThat(ours.hasReceiveKey()).isFalse();
    }

    private RtpPacket fresh() {
        RtpPacket packet = packet();
        assertThat(party.protect(packet)).isTrue();
        return packet;
    }

    private boolean arrives(RtpPacket packet, int seconds) {
        return ours.unprotect(packet, TimeUnit.SECONDS.toNanos(seconds));
    }

    private RtpPacket packet() {
        byte[] bytes = new byte[100];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, 40);
        packet.sequenceNumber(sequenceNumber++);
        return packet;
    }

    private static SrtpKey key(int value) {
        byte[] key = new byte[PROFILE.keyLength()];
        Arrays.fill(key, (byte) value);
        return SrtpKey.of(PROFILE, key, new byte[PROFILE.saltLength()]);
    }
}
