package org.courtbridge.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Map;
import java.util.OptionalInt;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.rtp.ReportBlock;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.bridge.SimulatedTransport;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;
import org.courtbridge.media.leg.LegStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedSoundTest {

    private static final long TICK = 20_000_000;
    private static final int PCMU = 0;
    private static final int OPUS = 96;
    private static final AudioFormat OPUS_FORMAT = AudioFormat.withoutParameters(AudioCodec.OPUS, OPUS);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final SimulatedTransport transport = new SimulatedTransport(channel.eventLoop());

    private final ReceivedSound sound = new ReceivedSound();

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** RFC 3550, appendix A.1. */
    @Test
    void aForgedPacketOfAnotherSourceIsNotReportedOn() {
        for (int i = 0; i < 100; i++) {
            receive(1, 65_500 + i, i);
            if (i % 10 == 5) {
                receive(9, 30_000 + i / 10, i);
            }
        }
        ReportBlock report = sound.report(100 * TICK).orElseThrow();
        assertThat(report.ssrc()).isEqualTo(1);
        assertThat(report.highestSequence()).isEqualTo(65_599);
        assertThat(report.cumulativeLost()).isZero();
        assertThat(sound.snapshot(100 * TICK).traffic().packets()).isEqualTo(100);
    }

    @Test
    void anotherSourceIsReportedOnFromItsSecondPacketOn() {
        receive(1, 100, 0);
        receive(2, 7_000, 1);
        assertThat(sound.report(TICK).orElseThrow().ssrc()).isEqualTo(1);
        receive(2, 7_001, 2);
        ReportBlock report = sound.report(2 * TICK).orElseThrow();
        assertThat(report.ssrc()).isEqualTo(2);
        assertThat(report.highestSequence()).isEqualTo(7_001);
    }

    /** Several are agreed where we call a room: which of them it sends, its packets alone tell. */
    @ParameterizedTest
    @ValueSource(ints = {PCMU, OPUS})
    void jitterIsMeasuredByTheClockOfWhatComes(int payloadType) {
        agreeOnBoth();
        for (int i = 0; i < 100; i++) {
            receive(payloadType, 1, i, i, i * (payloadType == OPUS ? 960L : 160L));
        }
        assertThat(sound.snapshot(100 * TICK).network().jitter()).isZero();
        assertThat(sound.report(100 * TICK).orElseThrow().jitter()).isZero();
    }

    @Test
    void anotherCodingOfTheSameSourceIsNoJitterAndItsCountsGoOn() {
        agreeOnBoth();
        for (int i = 0; i < 100; i++) {
            receive(OPUS, 1, i, i, 960L * i);
        }
        agreeOnBoth();
        for (int i = 100; i < 200; i++) {
            receive(PCMU, 1, i, i, 160L * i);
        }
        LegStatistics.Stream stream = sound.snapshot(200 * TICK);
        assertThat(stream.network().jitter()).isZero();
        assertThat(stream.traffic().packets()).isEqualTo(200);
    }

    /** Of packets that repeat earlier ones, the clock is that of what they hold (RFC 2198). */
    @Test
    void jitterOfRedundantPacketsIsMeasuredByTheClockOfWhatTheyHold() {
        sound.agreed(new ReceivedAudio(
                transport, Map.of(OPUS, OPUS_FORMAT), Map.of(), OptionalInt.empty(), OptionalInt.of(63), false));
        for (int i = 0; i < 100; i++) {
            receive(63, 1, i, i, 960L * i);
        }
        assertThat(sound.snapshot(100 * TICK).network().jitter()).isZero();
    }

    private void agreeOnBoth() {
        sound.agreed(ReceivedAudio.plain(
                transport,
                Map.of(PCMU, AudioFormat.withoutParameters(AudioCodec.PCMU, PCMU), OPUS, OPUS_FORMAT),
                Map.of()));
    }

    private void receive(long ssrc, int number, int tick) {
        receive(PCMU, ssrc, number, tick, 160L * tick);
    }

    private void receive(int payloadType, long ssrc, int number, int tick, long timestamp) {
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + 160];
        bytes[0] = (byte) 0x80;
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        bytes[1] = (byte) payloadType;
        packet.ssrc(ssrc);
        packet.sequenceNumber(number & 0xFFFF);
        packet.timestamp(timestamp);
        sound.received(packet, tick * TICK);
    }
}
