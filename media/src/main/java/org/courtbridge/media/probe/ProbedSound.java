package org.courtbridge.media.probe;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioDecoder;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.codecs.measure.line.LineMeter;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.codecs.measure.line.WaitMeter;
import org.courtbridge.codecs.measure.sound.Origin;
import org.courtbridge.codecs.measure.sound.SoundMeter;
import org.courtbridge.codecs.measure.sound.SoundReport;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.rtp.SourceProbation;
import org.courtbridge.media.audio.AudioTap;
import org.courtbridge.media.leg.LegMedia.ReceivedAudio;

/**
 * Measures the sound of one party and the line that it comes over, at the rate that its codec has. Where the party changes to
 * another codec, what counts is from then on. From any thread.
 */
final class ProbedSound implements AudioTap {

    private static final int LONGEST = Pcm.RATE / 1_000 * AudioDecoder.MAX_MS;

    /** Samples at 48 kHz that may be missing at once; a meter hears no more than a minute. */
    private static final long MOST_MISSING = 60L * Pcm.RATE;

    private static final long NO_SSRC = -1;
    private static final AudioCodec USUAL = AudioCodec.PCMA;

    private final Recording recording;
    private final short[] pcm = new short[LONGEST];
    private final SourceProbation others = new SourceProbation();
    private Optional<ReceivedAudio> agreed = Optional.empty();
    private long ssrc = NO_SSRC;
    private Optional<Measured> measured = Optional.empty();

    /** Played last, for which nothing came; at 48 kHz. What it stands for is known when something comes. */
    private long missing;

    private boolean announced;

    /** Whether nothing more is measured: then nobody waits for a report that is being made. */
    private volatile boolean ended;

    /** The meters of the sound that came by one codec. */
    private record Measured(AudioCodec codec, SoundMeter sound, LineMeter line, WaitMeter waits) {

        static Measured of(AudioCodec codec) {
            return new Measured(
                    codec,
                    new SoundMeter(codec.sampleRate(), 1),
                    new LineMeter(codec),
                    new WaitMeter(codec.clockRate()));
        }
    }

    /** @param recording keeps what is played */
    ProbedSound(Recording recording) {
        this.recording = recording;
    }

    private Measured measured(AudioCodec codec) {
        if (measured.isEmpty() || measured.get().codec() != codec) {
            missing = 0;
            measured = Optional.of(Measured.of(codec));
        }
        return measured.get();
    }

    /** Codec of the sound that came last; empty before the first. */
    synchronized Optional<AudioCodec> codec() {
        return measured.map(Measured::codec);
    }

    /** Sets the negotiated formats, by whose payload types packets are told apart. */
    synchronized void agreed(Optional<ReceivedAudio> media) {
        agreed = media;
    }

    @Override
    public void packet(RtpPacket packet, long arrival) {
        if (!ended) {
            measure(packet, arrival);
        }
    }

    private synchronized void measure(RtpPacket packet, long arrival) {
        if (packet.ssrc() == ssrc) {
            others.present();
        } else if (ssrc == NO_SSRC || others.passes(packet)) {
            ssrc = packet.ssrc();
        } else {
            return;
        }
        agreed.ifPresent(media -> count(packet, media, arrival));
    }

    private void count(RtpPacket packet, ReceivedAudio media, long arrival) {
        AudioFormat format = media.formats().get(packet.payloadType());
        if (format != null && packet.payloadLength() > 0) {
            Measured of = measured(format.codec());
            of.line().packet(packet.sequenceNumber(), packet.timestamp(), arrival);
            of.waits().packet(packet.timestamp(), arrival);
        } else if (format == null && media.redundancy().orElse(-1) == packet.payloadType()) {
            measured.ifPresent(of -> of.line().packet(packet.sequenceNumber(), packet.timestamp(), arrival));
        } else {
            measured.ifPresent(of -> of.line().other(packet.sequenceNumber(), arrival));
        }
    }

    @Override
    public void received(AudioCodec codec, float[] samples, int count) {
        if (!ended) {
            hear(codec, samples, count);
        }
    }

    private synchronized void hear(AudioCodec codec, float[] samples, int count) {
        if (measured.filter(of -> of.codec() != codec).isPresent()) {
            return; // of before a change that has come already
        }
        SoundMeter meter = measured(codec).sound();
        hearMissing();
        for (int i = 0; i < count; i++) {
            pcm[i] = (short) Math.clamp(Math.round(samples[i] * 32_768), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        meter.hear(pcm, 0, count, Origin.RECEIVED);
    }

    @Override
    public void madeUp(int samples, boolean silence) {
        if (!ended) {
            miss(samples, silence);
        }
    }

    private synchronized void miss(int samples, boolean silence) {
        missing = Math.min(MOST_MISSING, missing + samples);
        announced = silence;
    }

    @Override
    public void partyWasSilent() {
        if (!ended) {
            silence();
        }
    }

    private synchronized void silence() {
        announced = true;
    }

    /** Takes back what seemed missing: lateness is for {@link LineMeter} to measure. */
    @Override
    public void packetsWereLate() {
        if (!ended) {
            forgive();
        }
    }

    private synchronized void forgive() {
        missing = 0;
    }

    @Override
    public void played(float[] block) {
        recording.add(block);
    }

    private void hearMissing() {
        measured.ifPresent(of -> {
            Origin origin = announced ? Origin.ANNOUNCED_SILENCE : Origin.MADE_UP;
            long left = missing * of.codec().sampleRate() / Pcm.RATE;
            Arrays.fill(pcm, (short) 0);
            while (left > 0) {
                int count = (int) Math.min(left, pcm.length);
                of.sound().hear(pcm, 0, count, origin);
                left -= count;
            }
        });
        missing = 0;
        announced = false;
    }

    /** Forgets what was measured, and measures anew; a probe that begins at once is waited for all the same. */
    synchronized void again() {
        missing = 0;
        announced = false;
        measured = measured.map(of -> Measured.of(of.codec()));
        ended = false;
    }

    /** Our probe begins to be sent. */
    void probeBegins() {
        if (!ended) {
            beginProbe();
        }
    }

    private synchronized void beginProbe() {
        hearMissing();
        measured.ifPresent(of -> of.sound().probeBegins());
    }

    /** Was measured. @param milliseconds there and back */
    void roundTrip(double milliseconds) {
        if (!ended) {
            note(milliseconds);
        }
    }

    private synchronized void note(double milliseconds) {
        measured.ifPresent(of -> of.line().roundTrip(milliseconds));
    }

    /** Figures up to now; goes on measuring. */
    synchronized SoundReport sound() {
        hearMissing();
        return measured.orElseGet(() -> Measured.of(USUAL)).sound().report();
    }

    /** Nothing more is measured: packets that are still awaited are lost. @param now on the clock of arrivals */
    synchronized void end(long now) {
        ended = true;
        measured.ifPresent(of -> of.line().end(now));
    }

    /** ms that most packets waited on their way, as before a line that is full; empty if that is not known. */
    synchronized OptionalDouble waits() {
        return measured.map(of -> of.waits().median()).orElse(OptionalDouble.empty());
    }

    /** Figures up to now; goes on measuring. @param now on the clock of arrivals */
    synchronized LineReport line(long now) {
        return measured.orElseGet(() -> Measured.of(USUAL)).line().report(now);
    }
}
