package org.courtbridge.media.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalInt;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.RedundantAudio;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.bridge.SimulatedTransport;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.junit.jupiter.api.Test;

class SoundRedundancyTest {

    private static final int RED = 63;
    private static final int OPUS = 111;
    private static final int SIZE = 90;

    private final SoundRedundancy redundancy = new SoundRedundancy();
    private final RedundantAudio blocks = new RedundantAudio();
    private int sequence = 65_534;

    SoundRedundancyTest() {
        agree(OptionalInt.of(RED));
    }

    private void agree(OptionalInt payloadType) {
        SimulatedTransport transport = new SimulatedTransport(new EmbeddedChannel().eventLoop());
        redundancy.agreed(Optional.of(new SentAudio(
                transport,
                1,
                AudioFormat.withoutParameters(AudioCodec.OPUS, OPUS),
                "cname",
                OptionalInt.empty(),
                payloadType,
                AudioCodec.OPUS.packetMs())));
    }

    @Test
    void repeatsNothingWhileNothingIsLost() {
        for (int i = 0; i < 5; i++) {
            RtpPacket packet = next();
            assertThat(redundancy.of(packet, PacedTransport.UNLIMITED)).isSameAs(packet);
        }
    }

    @Test
    void repeatsNothingToAPartyThatDoesNotTakeIt() {
        agree(OptionalInt.empty());
        redundancy.loses(50);
        for (int i = 0; i < 5; i++) {
            RtpPacket packet = next();
            assertThat(redundancy.of(packet, PacedTransport.UNLIMITED)).isSameAs(packet);
        }
    }

    @Test
    void repeatsTheMoreTheMoreIsLost() {
        redundancy.of(next(), PacedTransport.UNLIMITED);
        redundancy.of(next(), PacedTransport.UNLIMITED);
        redundancy.loses(3);
        expect(redundancy.of(next(), PacedTransport.UNLIMITED), 1);
        redundancy.loses(10);
        expect(redundancy.of(next(), PacedTransport.UNLIMITED), 2);
        redundancy.loses(1);
        RtpPacket plain = next();
        assertThat(redundancy.of(plain, PacedTransport.UNLIMITED)).isSameAs(plain);
    }

    @Test
    void repeatsNoMoreThanTheLineHasRoomFor() {
        redundancy.loses(10);
        redundancy.of(next(), PacedTransport.UNLIMITED);
        redundancy.of(next(), PacedTransport.UNLIMITED);
        // 60 kbit/s, with headers, and 38 for what is said once more; of that, the line carries a third more.
        expect(redundancy.of(next(), 200_000), 2);
        expect(redundancy.of(next(), 150_000), 1);
        RtpPacket packet = next();
        assertThat(redundancy.of(packet, 110_000)).isSameAs(packet);
    }

    @Test
    void repeatsOnlyWhatJustWentBefore() {
        redundancy.loses(10);
        redundancy.of(next(), PacedTransport.UNLIMITED);
        sequence++;
        RtpPacket after = next();
        assertThat(redundancy.of(after, PacedTransport.UNLIMITED)).isSameAs(after);
        expect(redundancy.of(next(), PacedTransport.UNLIMITED), 1);
    }

    @Test
    void allocatesNothing() {
        redundancy.loses(10);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RtpPacket packet = next();
        long before = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            packet.sequenceNumber(sequence++ & 0xFFFF);
            redundancy.of(packet, PacedTransport.UNLIMITED);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    /** Each packet's payload is its number, and so are its length and timestamp. */
    private RtpPacket next() {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + length(sequence)];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.sequenceNumber(sequence & 0xFFFF);
        packet.timestamp(960L * sequence & 0xFFFF_FFFFL);
        packet.payloadType(OPUS);
        packet.ssrc(1);
        for (int at = RtpPacket.FIXED_HEADER; at < bytes.length; at++) {
            bytes[at] = (byte) sequence;
        }
        sequence++;
        return packet;
    }

    private static int length(int number) {
        return SIZE + number % 7;
    }

    /** The last packet that was made, and so many of those before it, oldest first. */
    private void expect(RtpPacket sent, int repeated) {
        int own = sequence - 1;
        assertThat(sent.payloadType()).isEqualTo(RED);
        assertThat(sent.sequenceNumber()).isEqualTo(own & 0xFFFF);
        assertThat(sent.timestamp()).isEqualTo(960L * own & 0xFFFF_FFFFL);
        assertThat(sent.ssrc()).isEqualTo(1);
        assertThat(blocks.read(sent.getBuffer(), sent.payloadAt(), sent.payloadLength()))
                .isTrue();
        assertThat(blocks.count()).isEqualTo(repeated + 1);
        for (int block = 0; block <= repeated; block++) {
            int number = own - repeated + block;
            assertThat(blocks.payloadType(block)).isEqualTo(OPUS);
            assertThat(blocks.offset(block)).isEqualTo(960 * (own - number));
            assertThat(blocks.length(block)).isEqualTo(length(number));
            assertThat(sent.getBuffer()[blocks.start(block)]).isEqualTo((byte) number);
            assertThat(sent.getBuffer()[blocks.start(block) + length(number) - 1])
                    .isEqualTo((byte) number);
        }
    }
}
