package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;

class RoomSecrecyTest {

    private static final String CRYPTO = "a=crypto:";

    /** Of a version 2 packet of payload type 9 with 160 bytes of sound. */
    private static final byte[] SOUND = packet(172, 9);

    /** A receiver report without blocks. */
    private static final byte[] REPORT = packet(8, 201);

    private static byte[] packet(int length, int type) {
        byte[] packet = new byte[length];
        packet[0] = (byte) 0x80;
        packet[1] = (byte) type;
        packet[3] = 1;
        packet[length - 1] = 77;
        return packet;
    }

    private static RoomMedia room(boolean encrypts) throws IOException {
        return RoomMedia.open(InetAddress.getLoopbackAddress(), "room", RoomSources.USUAL, encrypts);
    }

    private static SrtpSecrecy sound(RoomMedia room) {
        return room.devices().soundPorts().srtp();
    }

    @Test
    void twoThatEncryptProtectWhatTheySend() throws Exception {
        try (RoomMedia caller = room(true);
                RoomMedia called = room(true)) {
            String answer = called.answer(caller.offer()).orElseThrow();
            caller.accepted(answer);

            assertThat(answer.lines().filter(line -> line.startsWith(CRYPTO)))
                    .hasSize(2)
                    .allMatch(line -> line.startsWith(CRYPTO + "1 " + SrtpProfile.AES_CM_128_HMAC_SHA1_80));
            RtpPacket sent = sound(caller).protect(SOUND, SOUND.length).orElseThrow();
            assertThat(sent.getLength()).isGreaterThan(SOUND.length);
            byte[] received = Arrays.copyOf(sent.getBuffer(), sent.getLength());
            byte[] forged = received.clone();
            forged[20] ^= 1;
            assertThat(sound(called).unprotect(forged, forged.length)).isEmpty();
            assertThat(sound(called).unprotect(received, received.length)).contains(SOUND.length);
            assertThat(Arrays.copyOf(received, SOUND.length)).isEqualTo(SOUND);

            byte[] report = sound(called).protectRtcp(REPORT, REPORT.length).orElseThrow();
            assertThat(report).hasSizeGreaterThan(REPORT.length);
            assertThat(sound(caller).unprotectRtcp(report, report.length)).contains(REPORT.length);
        }
    }

    /** A key that began anew would use its keystream twice. */
    @Test
    void keysStayWhenTheCallIsDescribedAnew() throws Exception {
        try (RoomMedia caller = room(true);
                RoomMedia called = room(true)) {
            caller.accepted(called.answer(caller.offer()).orElseThrow());
            RtpPacket first = sound(caller).protect(SOUND, SOUND.length).orElseThrow();
            byte[] received = Arrays.copyOf(first.getBuffer(), first.getLength());
            assertThat(sound(called).unprotect(received.clone(), received.length))
                    .isPresent();

            caller.accepted(called.answer(caller.offer()).orElseThrow());
            assertThat(sound(called).unprotect(received, received.length))
                    .as("the same packet once more")
                    .isEmpty();
        }
    }

    @Test
    void withWhoeverDoesNotItIsInTheClear() throws Exception {
        for (boolean callerDoes : new boolean[] {true, false}) {
            try (RoomMedia caller = room(callerDoes);
                    RoomMedia called = room(!callerDoes)) {
                String answer = called.answer(caller.offer()).orElseThrow();
                caller.accepted(answer);
                assertThat(answer).doesNotContain(CRYPTO);
                assertThat(sound(caller).isOn()).isFalse();
                assertThat(sound(called).unprotect(SOUND.clone(), SOUND.length)).isEqualTo(Optional.of(SOUND.length));
            }
        }
    }
}
