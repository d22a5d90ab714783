package org.courtbridge.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.function.Function;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.bridge.SimulatedTransport;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.junit.jupiter.api.Test;

class AudioSenderTest {

    @Test
    void whatASlowLoopMadeItDropIsNoGapInTheNumbers() {
        EmbeddedChannel channel = new EmbeddedChannel();
        SimulatedTransport transport = new SimulatedTransport(channel.eventLoop());
        AudioSender sender = new AudioSender(
                SentAudio.plain(transport, 1, AudioFormat.withoutParameters(AudioCodec.PCMA, 8), "cname"));
        byte[] payload = new byte[160];
        for (int i = 0; i < 20; i++) {
            sender.send(payload, payload.length, 0);
        }
        channel.runPendingTasks();
        sender.send(payload, payload.length, 0);
        channel.runPendingTasks();

        List<RtpPacket> sent = transport.packets();
        assertThat(sent).hasSize(9);
        assertThat(sender.dropped()).isEqualTo(12);
        for (int i = 1; i < sent.size(); i++) {
            RtpPacket before = sent.get(i - 1);
            assertThat(sent.get(i).sequenceNumber()).isEqualTo(before.sequenceNumber() + 1 & 0xFFFF);
            long blocks = i == 8 ? 13 : 1;
            assertThat(sent.get(i).timestamp() - before.timestamp() & 0xFFFF_FFFFL)
                    .isEqualTo(160 * blocks);
        }
        channel.finishAndReleaseAll();
    }

    @Test
    void whatDoesNotFitAPacketGoesInTwo() {
        AudioFormat format = AudioFormat.withoutParameters(AudioCodec.L16_48K, 96);
        goesInTwo(transport -> SentAudio.plain(transport, 1, format, "cname"), 960, 480);
    }

    /** As G.722 for a party that says maxptime:10 (RFC 8866, section 6.5). */
    @Test
    void whatIsLongerThanThePartyTakesGoesInTwo() {
        AudioFormat format = AudioFormat.withoutParameters(AudioCodec.G722, 9);
        goesInTwo(transport -> SentAudio.plain(transport, 1, format, "cname", 10), 80, 80);
    }

    private static void goesInTwo(Function<SimulatedTransport, SentAudio> sound, int half, int step) {
        EmbeddedChannel channel = new EmbeddedChannel();
        SimulatedTransport transport = new SimulatedTransport(channel.eventLoop());
        AudioSender sender = new AudioSender(sound.apply(transport));
        byte[] payload = new byte[2 * half];
        payload[0] = 1;
        payload[half] = 2;
        sender.send(payload, payload.length, 0);
        sender.send(payload, payload.length, 0);
        channel.runPendingTasks();

        List<RtpPacket> sent = transport.packets();
        assertThat(sent).hasSize(4);
        for (int i = 0; i < sent.size(); i++) {
            RtpPacket packet = sent.get(i);
            assertThat(packet.payloadLength()).isEqualTo(half);
            assertThat(packet.getBuffer()[packet.payloadAt()]).isEqualTo((byte) (1 + i % 2));
            assertThat(packet.marker()).isEqualTo(i == 0);
            assertThat(packet.timestamp() - sent.getFirst().timestamp() & 0xFFFF_FFFFL)
                    .isEqualTo((long) step * i);
            assertThat(packet.sequenceNumber() - sent.getFirst().sequenceNumber() & 0xFFFF)
                    .isEqualTo(i);
        }
        channel.finishAndReleaseAll();
    }
}
