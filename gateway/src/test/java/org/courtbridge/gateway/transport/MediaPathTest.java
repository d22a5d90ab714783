package org.courtbridge.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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
