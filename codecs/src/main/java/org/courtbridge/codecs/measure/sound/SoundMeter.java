package org.courtbridge.codecs.measure.sound;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Measures one direction of sound as it comes out of the decoder: its latest minute, or of some figures 55 s and more of it.
 *
 * <p>Two channels are measured as others hear them, mixed down, and compared with each other. Some tens of microseconds for 20 ms,
 * and nothing is allocated while it hears. One thread at a time.
 */
public final class SoundMeter {

    /** Frames. */
    private static final int SETTLING = 25;

    /** Power of the loudest frame over one that is loud enough to have its tops cut off with it: 20 dB. */
    private static final double LOUD = 100;

    /** Hz up to which a stream that carries more must carry speech. */
    private static final double WIDE = 8_000;

    private final int sampleRate;
    private final int channels;
    private final SoundFrame frame;
    private final SpeechVoltmeter voltmeter;
    private final AverageSpectrum spectrum;
    private final ClippingMeter clipping;
    private final HumMeter hum;
    private final PitchFinder pitch;
    private final @Nullable ChannelMeter pair;
    private final EchoMeter echo;
    private final FrameHistory history = new FrameHistory();
    private final LoudestFrame loudest = new LoudestFrame();

    /**
     * @param sampleRate Hz, a multiple of 8000 up to 48,000
     * @param channels 1 or 2
     */
    public SoundMeter(int sampleRate, int channels) {
        if (sampleRate < 8_000 || sampleRate > 48_000 || sampleRate % 8_000 != 0) {
            throw new IllegalArgumentException(
                    "sample rate: " + sampleRate + " (expected: a multiple of 8000, to 48000)");
        }
        if (channels < 1 || channels > 2) {
            throw new IllegalArgumentException("channels: " + channels + " (expected: 1 or 2)");
        }
        this.sampleRate = sampleRate;
        this.channels = channels;
        frame = new SoundFrame(sampleRate);
        voltmeter = new SpeechVoltmeter(sampleRate);
        spectrum = new AverageSpectrum(sampleRate);
        clipping = new ClippingMeter(sampleRate);
        hum = new HumMeter(sampleRate);
        pitch = new PitchFinder(sampleRate);
        echo = new EchoMeter(sampleRate);
        pair = channels == 2 ? new ChannelMeter(sampleRate) : null;
    }

    /** Our {@link Probe} begins to be sent when the next sample is heard. */
    public void probeBegins() {
        echo.begin(frame.filled());
    }

    /**
     * Hears what comes next.
     *
     * @param pcm 16 bits, the channels' samples in turn
     * @param count samples of each channel
     */
    public void hear(short[] pcm, int at, int count, Origin from) {
        for (int i = 0; i < count; i++) {
            int left = pcm[at + i * channels];
            int right = channels == 2 ? pcm[at + i * channels + 1] : left;
            if (from == Origin.RECEIVED) {
                clipping.raw(Math.abs(left) >= Math.abs(right) ? left : right);
            }
            if (pair != null) {
                pair.hear(left / 32_768f, right / 32_768f);
            }
            if (frame.add(left, right, from)) {
                measure(frame.samples(), frame.origin());
                frame.begin();
            }
        }
    }

    private void measure(float[] samples, Origin origin) {
        if (history.size() > 0 && history.beginsPart()) {
            beginPart();
        }
        frame.centre();
        boolean silent = frame.isSilent();
        double voice = pitch.hear(samples);
        echo.hear(samples, origin == Origin.RECEIVED && !silent);
        history.add(samples, origin, voice, silent);
        if (pair != null) {
            pair.frame(origin, silent);
        }
        boolean loud = false;
        if (origin == Origin.RECEIVED) {
            voltmeter.hear(samples, samples.length);
            double power = history.power(history.size() - 1);
            loudest.hear(power);
            loud = power * LOUD >= loudest.power() && !silent;
            if (!silent) {
                spectrum.hear(samples);
            }
        }
        if (loud) {
            clipping.hear(samples, voice > 0);
        } else {
            clipping.leaveOut(samples);
        }
        if (origin == Origin.RECEIVED && !silent) {
            hum.hear(samples);
        } else {
            hum.interrupt();
        }
    }

    private void beginPart() {
        loudest.beginPart();
        voltmeter.beginPart();
        spectrum.beginPart();
        clipping.beginPart();
    }

    /** Figures of the latest minute; goes on hearing. */
    public SoundReport report() {
        SpeechFinder speech = new SpeechFinder(history);
        boolean spoken = speech.anySpeech();
        OptionalDouble level = spoken ? voltmeter.activeLevel() : OptionalDouble.empty();
        OptionalDouble noise = speech.noiseFloor();
        OptionalDouble none = OptionalDouble.empty();
        OptionalDouble gapPart = none;
        OptionalDouble gapCount = none;
        OptionalDouble longestGap = none;
        if (level.isPresent() && level.getAsDouble() >= GapFinder.LEAST_LEVEL) {
            GapFinder gaps = new GapFinder(history, speech, level.getAsDouble());
            if (gaps.count() > 0 || !gaps.doubtful()) {
                gapPart = OptionalDouble.of(100 * gaps.seconds() / (gaps.seconds() + speech.seconds()));
                gapCount = OptionalDouble.of(gaps.count());
                longestGap = OptionalDouble.of(gaps.longestMs());
            }
        }
        OptionalDouble bandwidth = spoken ? spectrum.bandwidth() : none;
        EchoMeter.Echo back = echo.measure();
        return new SoundReport(
                channels,
                history.size() / 50.0,
                received() / 50.0,
                digitalSilence(),
                speech.seconds(),
                level,
                spoken ? voltmeter.activity() : none,
                noise,
                level.isPresent() && noise.isPresent()
                        ? OptionalDouble.of(level.getAsDouble() - noise.getAsDouble())
                        : none,
                spoken ? clipping.share() : none,
                hum(noise),
                hum.frequency(),
                gapPart,
                gapCount,
                longestGap,
                bandwidth,
                bandwidth.isPresent()
                        ? OptionalDouble.of(100 * bandwidth.getAsDouble() / Math.min(sampleRate / 2.0, WIDE))
                        : none,
                speech.pitch(),
                speech.syllableRate(),
                pair != null ? pair.balance() : none,
                pair != null ? pair.correlation(speech) : none,
                back.level(),
                back.delay());
    }

    /** Hum is a part of the noise, and where more of it was found it was a voice. */
    private OptionalDouble hum(OptionalDouble noise) {
        OptionalDouble found = hum.level();
        return found.isPresent() && noise.isPresent()
                ? OptionalDouble.of(Math.min(found.getAsDouble(), noise.getAsDouble()))
                : OptionalDouble.empty();
    }

    private int received() {
        int count = 0;
        for (int i = 0; i < history.size(); i++) {
            count += history.origin(i) == Origin.RECEIVED ? 1 : 0;
        }
        return count;
    }

    /** A coder's first half second, before it has settled, may be no silence though the microphone is off (G.722, seen with baresip). */
    private OptionalDouble digitalSilence() {
        int silent = 0;
        int count = 0;
        for (int i = Math.min(SETTLING, history.size() / 2); i < history.size(); i++) {
            if (history.origin(i) == Origin.RECEIVED) {
                count++;
                silent += history.silent(i) ? 1 : 0;
            }
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * silent / count);
    }
}
