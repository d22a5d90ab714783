package org.courtbridge.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SendingStatistics;
import org.courtbridge.media.bridge.SimulatedTransport;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarriedStreamsTest {

    private static final AudioFormat PCMA = AudioFormat.withoutParameters(AudioCodec.PCMA, 8);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final SimulatedTransport transport = new SimulatedTransport(channel.eventLoop());
    private final CarriedStreams streams = new CarriedStreams();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void agreeSound(boolean received, Optional<Long> sent) {
        streams.agreed(new Streams(
                Optional.of(ReceivedAudio.plain(transport, Map.of(8, PCMA), Map.of()))
                        .filter(_ -> received),
                sent.map(ssrc -> SentAudio.plain(transport, ssrc, PCMA, "cname")),
                Optional.empty(),
                List.of(),
                "cname"));
    }

    private static RtpPacket packet(long ssrc) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 160];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.ssrc(ssrc);
        return packet;
    }

    @Test
    void soundThatGoesOnIsCountedOn() {
        agreeSound(false, Optional.of(1L));
        streams.sent(packet(1), BridgeClock.SYSTEM);
        agreeSound(true, Optional.of(1L));
        streams.sent(packet(1), BridgeClock.SYSTEM);
        assertThat(streams.sending())
                .singleElement()
                .extracting(SendingStatistics::packets)
                .isEqualTo(2L);
        agreeSound(true, Optional.of(9L));
        assertThat(streams.sending())
                .singleElement()
                .extracting(SendingStatistics::packets)
                .isEqualTo(0L);
    }

    @Test
    void soundThatIsHeldIsNotCountedAndGoesOnFromItsCountsLater() {
        agreeSound(true, Optional.of(1L));
        streams.sent(packet(1), BridgeClock.SYSTEM);
        agreeSound(true, Optional.empty());
        streams.sent(packet(1), BridgeClock.SYSTEM);
        assertThat(streams.sending()).isEmpty();
        assertThat(streams.sentSound()).isEmpty();
        agreeSound(true, Optional.of(1L));
        assertThat(streams.sending())
                .singleElement()
                .extracting(SendingStatistics::packets)
                .isEqualTo(1L);
    }

    @Test
    void aStreamThatBeginsIsNewsUntilItIsReported() {
        agreeSound(true, Optional.of(1L));
        assertThat(streams.hasNews()).isFalse();
        streams.sent(packet(1), BridgeClock.SYSTEM);
        assertThat(streams.hasNews()).isTrue();
        streams.sending().getFirst().report(0, BridgeClock.SYSTEM.wall().instant(), List.of());
        assertThat(streams.hasNews()).isFalse();
    }

    @Test
    void theReceptionOfSoundIsReportedOnceItComes() {
        agreeSound(true, Optional.empty());
        assertThat(streams.reports(0)).isEmpty();
        streams.receivedSound().received(packet(5), 0);
        assertThat(streams.reports(0))
                .singleElement()
                .satisfies(block -> assertThat(block.ssrc()).isEqualTo(5));
        assertThat(streams.snapshot(0))
                .singleElement()
                .satisfies(stream -> assertThat(stream.direction()).isEqualTo(Direction.RECEIVED));
        streams.end();
        assertThat(streams.reports(0)).isEmpty();
        assertThat(streams.snapshot(0)).isEmpty();
    }
}
