package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.codecs.h2356.MediaAlgorithm;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaPathTest {

    private static final SrtpProfile PROFILE = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
    private static final SrtpKey FIRST = key(1);
    private static final SrtpKey SECOND = key(2);

    private final Scratch scratch = new Scratch();
    private final MediaPath ours = MediaPath.plain(scratch, new LongAdder(), 0);
    private final MediaPath party = MediaPath.plain(scratch, new LongAdder(), 0);
    private int sequenceNumber;

    @AfterEach
    void close() {
        ours.close();
        party.close();
    }

    @Test
    void takesPacketsUnderTheOldKeyForAWhileAfterTheNewOneIsUsed() {
        ours.keys(FIRST, FIRST);
        ours.listener(new Ear());
        party.keys(FIRST, FIRST);
        assertThat(arrives(packet(), 0)).isTrue();
        byte[] straggler = packet();
        byte[] late = packet();

        ours.keys(SECOND, SECOND);
        assertThat(arrives(packet(), 100)).isTrue(); // the party has not changed yet

        party.keys(SECOND, SECOND);
        assertThat(arrives(packet(), 101)).isTrue();
        assertThat(arrives(straggler, 104)).isTrue();
        assertThat(arrives(packet(), 107)).isTrue();
        assertThat(arrives(late, 107)).isFalse();
    }

    @Test
    void goesOnWhereItIsWhenTheSameKeyIsSetAgain() {
        ours.keys(FIRST, FIRST);
        ours.listener(new Ear());
        party.keys(FIRST, FIRST);
        sequenceNumber = 65_500;
        byte[] repeated = packet();
        assertThat(arrives(repeated, 0)).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(arrives(packet(), 0)).isTrue();
        }

        ours.keys(FIRST, FIRST);
        party.keys(FIRST, FIRST);

        assertThat(arrives(packet(), 0)).isTrue(); // a counter that began again would not match
        assertThat(arrives(repeated, 0)).isFalse();
    }

    @Test
    void carriesNothingAfterItsEnd() {
        ours.keys(FIRST, FIRST);
        ours.listener(new Ear());
        party.keys(FIRST, FIRST);
        byte[] packet = packet();
        ours.close();
        ours.keys(SECOND, SECOND);
        assertThat(arrives(packet, 0)).isFalse();
        assertThat(ours.outgoing(rtp(), UnpooledByteBufAllocator.DEFAULT)).isNull();
        assertThat(ours.stats().unsent()).isEqualTo(1);
        assertThat(ours.stats().dropped()).isEqualTo(1);
    }

    private static MediaKey secret(int payloadType) {
        byte[] octets = new byte[32];
        Arrays.fill(octets, (byte) payloadType);
        return MediaKey.of(octets, payloadType);
    }

    /** As H.323 rooms encrypt (H.235.6): what packets carry, and that under a payload type of its own. */
    @Test
    void encryptsPayloadsAndDecryptsThem() throws InterruptedException {
        Ear ear = new Ear();
        ours.listener(ear);
        party.payloads().sends(Optional.of(secret(120)));
        ours.payloads().receives(Optional.of(secret(120)), 9);
        byte[] encrypted = packet();
        assertThat(encrypted).hasSize(12 + 32);
        assertThat(arrives(encrypted, 0)).isTrue();
        byte[] straggler = packet();
        party.payloads().sends(Optional.of(secret(121)));
        ours.payloads().receives(Optional.of(secret(121)), 9);
        assertThat(arrives(packet(), 1)).isTrue();
        assertThat(arrives(straggler, 2)).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(ear.next()).startsWith("rtp 8009").endsWith("00".repeat(28));
        }

        party.payloads().sends(Optional.empty());
        assertThat(arrives(packet(), 3)).isTrue();
        assertThat(ear.next()).as("what came in the clear").doesNotContain("00".repeat(9));
        assertThat(ours.stats().packetsReceived()).isEqualTo(4);
    }

    @Test
    void isProtectedIfAllThatFlowsIs() {
        assertThat(ours.protection()).isEmpty();
        ours.payloads().sends(Optional.of(secret(120)));
        assertThat(ours.protection()).contains(MediaAlgorithm.AES_256_CBC);
        ours.payloads().receives(Optional.empty(), 9);
        assertThat(ours.protection()).isEmpty();
        ours.payloads().receivesNothing();
        assertThat(ours.protection()).contains(MediaAlgorithm.AES_256_CBC);
        ours.payloads().receives(Optional.of(secret(121)), 9);
        ours.payloads().sends(Optional.empty());
        assertThat(ours.protection()).isEmpty();
        ours.payloads().sendsNothing();
        assertThat(ours.protection()).contains(MediaAlgorithm.AES_256_CBC);
        ours.payloads().receivesNothing();
        assertThat(ours.protection()).isEmpty();
    }

    /** As H.323 rooms have SRTP (H.235.8): each direction is a channel of its own, with a key of its own. */
    @Test
    void checksWhatComesOnAChannelThatGoesBySrtp() throws InterruptedException {
        Ear ear = new Ear();
        ours.listener(ear);
        byte[] clear = packet();
        receives(FIRST);
        party.sends(Optional.of(FIRST));
        assertThat(arrives(packet(), 0)).isTrue();
        assertThat(ear.next()).startsWith("rtp 8000").endsWith("00".repeat(28));
        assertThat(arrives(clear, 0)).isFalse();
        party.sends(Optional.of(SECOND));
        assertThat(arrives(packet(), 0)).isFalse();
        receives(SECOND);
        assertThat(arrives(packet(), 0)).isTrue();
        assertThat(ear.next()).startsWith("rtp 8000");
    }

    private void receives(SrtpKey... keys) {
        ours.payloads().receives(Optional.empty(), 8);
        ours.receives(List.of(keys), -1, 8);
    }

    private void sends(Optional<SrtpKey> key) {
        ours.payloads().sends(Optional.empty());
        ours.sends(key);
    }

    @Test
    void sendsNothingInTheClearBesideAChannelThatGoesBySrtp() {
        ours.listener(new Ear());
        byte[] rtcp = HexFormat.of().parseHex("80c90001" + "0badcafe");
        assertThat(ours.outgoingRtcp(rtcp, 0, rtcp.length, UnpooledByteBufAllocator.DEFAULT))
                .isNotNull()
                .satisfies(ByteBuf::release);
        receives(FIRST);
        assertThat(ours.outgoing(rtp(), UnpooledByteBufAllocator.DEFAULT)).isNull();
        assertThat(ours.outgoingRtcp(rtcp, 0, rtcp.length, UnpooledByteBufAllocator.DEFAULT))
                .isNull();
        sends(Optional.of(SECOND));
        assertThat(ours.outgoing(rtp(), UnpooledByteBufAllocator.DEFAULT))
                .isNotNull()
                .satisfies(sent -> assertThat(sent.readableBytes()).isEqualTo(40 + 10))
                .satisfies(ByteBuf::release);
        assertThat(ours.outgoingRtcp(rtcp, 0, rtcp.length, UnpooledByteBufAllocator.DEFAULT))
                .isNotNull()
                .satisfies(sent -> assertThat(sent.readableBytes()).isEqualTo(8 + 4 + 10))
                .satisfies(ByteBuf::release);
    }

    /** Before the room has a channel of its own, nobody knows its key; nor is anything taken without one. */
    @Test
    void takesNothingInTheClearBesideAChannelThatGoesBySrtp() {
        ours.listener(new Ear());
        sends(Optional.of(FIRST));
        assertThat(arrives(packet(), 0)).isFalse();
        receives();
        assertThat(arrives(packet(), 0)).isTrue();
    }

    @Test
    void isProtectedBySrtpIfAllChannelsThatAreOpenAre() {
        sends(Optional.of(FIRST));
        assertThat(ours.protection()).contains(PROFILE);
        receives();
        assertThat(ours.protection()).isEmpty();
        receives(SECOND);
        assertThat(ours.protection()).contains(PROFILE);
        sends(Optional.empty());
        assertThat(ours.protection()).isEmpty();
        ours.payloads().sendsNothing();
        assertThat(ours.protection()).contains(PROFILE);
        ours.payloads().receivesNothing();
        assertThat(ours.protection()).isEmpty();
    }

    /** OPAL gives G.711 that goes by SRTP a dynamic payload type. */
    @Test
    void takesThePayloadTypeThatTheRoomHasNamedForTheOneItIs() throws InterruptedException {
        Ear ear = new Ear();
        ours.listener(ear);
        party.sends(Optional.of(FIRST));
        ours.payloads().receives(Optional.empty(), 8);
        ours.receives(List.of(FIRST), 0, 8);
        assertThat(arrives(packet(), 0)).isTrue();
        assertThat(ear.next()).startsWith("rtp 8008");
        receives(FIRST);
        assertThat(arrives(packet(), 0)).isTrue();
        assertThat(ear.next()).startsWith("rtp 8000");
    }

    private static SrtpKey key(int value) {
        byte[] key = new byte[PROFILE.keyLength()];
        Arrays.fill(key, (byte) value);
        return SrtpKey.of(PROFILE, key, new byte[PROFILE.saltLength()]);
    }

    private RtpPacket rtp() {
        byte[] bytes = new byte[40];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(sequenceNumber++ & 0xFFFF);
        return packet;
    }

    /** The next one from the party. */
    private byte[] packet() {
        ByteBuf outgoing = Objects.requireNonNull(party.outgoing(rtp(), UnpooledByteBufAllocator.DEFAULT));
        byte[] bytes = new byte[outgoing.readableBytes()];
        outgoing.readBytes(bytes).release();
        return bytes;
    }

    private boolean arrives(byte[] packet, int seconds) {
        return ours.arrived(Unpooled.wrappedBuffer(packet), TimeUnit.SECONDS.toNanos(seconds));
    }
}
