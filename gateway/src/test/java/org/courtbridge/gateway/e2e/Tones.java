package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Each party's own tone, and how loud it is in what somebody received.
 *
 * <p>The tones swell and fade like syllables, because a browser's noise suppression takes a steady one for noise. No
 * tone is a harmonic of another.
 */
final class Tones {

    /** In Hz, by party. */
    private static final double[] FREQUENCIES = {0, 523, 787, 1_181, 1_637, 2_267, 2_879};

    /** Full swells per second, by party. */
    private static final double[] SWELLS = {0, 2.1, 2.9, 3.7, 2.5, 3.3, 2.3};

    /** Where no party is: what is measured here is the floor. */
    private static final double[] SILENT = {655, 984, 1_409, 2_003, 2_531};

    private static final double WINDOW_SECONDS = 0.1;

    /** In dB below full scale: less is silence. */
    private static final double AUDIBLE = -45;

    private Tones() {}

    static int parties() {
        return FREQUENCIES.length - 1;
    }

    /** A party's tone as a mono WAV. */
    static Path file(Path folder, int party, int sampleRate, int seconds) throws IOException {
        short[] samples = samples(party, sampleRate, seconds);
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(sampleRate).putInt(2 * sampleRate);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        wav.asShortBuffer().put(samples);
        return Files.write(folder.resolve("tone" + party + "-" + sampleRate + ".wav"), wav.array());
    }

    static short[] samples(int party, int sampleRate, int seconds) {
        short[] samples = new short[seconds * sampleRate];
        for (int n = 0; n < samples.length; n++) {
            double time = (double) n / sampleRate;
            double swell = Math.max(0, Math.sin(2 * Math.PI * SWELLS[party] * time));
            samples[n] = (short) (12_000 * swell * Math.sin(2 * Math.PI * FREQUENCIES[party] * time));
        }
        return samples;
    }

    /** How loud a party's tone is at its loudest, in dB below full scale (negative; -120 at least). */
    static double level(int party, short[] sound, int sampleRate) {
        return loudest(FREQUENCIES[party], sound, sampleRate);
    }

    /** The same where there is no tone: what noise and coding alone amount to. */
    static double floor(short[] sound, int sampleRate) {
        return Arrays.stream(SILENT)
                .map(frequency -> loudest(frequency, sound, sampleRate))
                .max()
                .orElseThrow();
    }

    /** The largest sample, 0 to 32,768. */
    static int peak(short[] sound) {
        int peak = 0;
        for (short sample : sound) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    /** Whether a tone stands out of what noise, coding and other tones leave at its place. */
    static boolean hears(int party, short[] sound, int sampleRate) {
        double level = level(party, sound, sampleRate);
        return level > AUDIBLE && level > floor(sound, sampleRate) + 15;
    }

    /**
     * The longest time without a party's tone, in milliseconds; between two swells it is {@link #pauseMillis}, give or
     * take what coding does.
     */
    static double longestSilence(int party, short[] sound, int sampleRate) {
        int window = sampleRate / 25;
        int step = sampleRate / 100;
        int longest = 0;
        int silent = 0;
        for (int at = 0; at + window <= sound.length; at += step) {
            boolean heard =
                    20 * Math.log10(amplitude(FREQUENCIES[party], sound, at, window, sampleRate) + 1e-9) > AUDIBLE;
            silent = heard ? 0 : silent + 1;
            longest = Math.max(longest, silent);
        }
        return 10.0 * longest;
    }

    /** How long a party's tone is silent between two swells. */
    static double pauseMillis(int party) {
        return 500 / SWELLS[party];
    }

    /** All that a failed check needs to be understood. */
    static String describe(short[] sound, int sampleRate) {
        StringBuilder text = new StringBuilder("%.1f s of sound:".formatted((double) sound.length / sampleRate));
        for (int party = 1; party <= parties(); party++) {
            text.append(" %d %.0f dB,".formatted(party, level(party, sound, sampleRate)));
        }
        return text.append(" floor %.0f dB".formatted(floor(sound, sampleRate))).toString();
    }

    /**
     * The level that a tenth of all windows exceed: swells do, a click or a moment of somebody else's tone does not.
     */
    private static double loudest(double frequency, short[] sound, int sampleRate) {
        int window = (int) (WINDOW_SECONDS * sampleRate);
        int windows = sound.length / window;
        if (windows == 0) {
            return -120;
        }
        double[] levels = new double[windows];
        for (int n = 0; n < windows; n++) {
            levels[n] = amplitude(frequency, sound, n * window, window, sampleRate);
        }
        Arrays.sort(levels);
        return Math.max(-120, 20 * Math.log10(levels[windows * 9 / 10] + 1e-9));
    }

    /** One bin of a Fourier transform under a Blackman-Harris window, whose side lobes lie 92 dB down. */
    private static double amplitude(double frequency, short[] sound, int start, int length, int sampleRate) {
        double real = 0;
        double imaginary = 0;
        double weight = 0;
        for (int n = 0; n < length; n++) {
            double turn = 2 * Math.PI * n / length;
            double taper =
                    0.35875 - 0.48829 * Math.cos(turn) + 0.14128 * Math.cos(2 * turn) - 0.01168 * Math.cos(3 * turn);
            double angle = 2 * Math.PI * frequency * n / sampleRate;
            double sample = sound[start + n] / 32_768.0;
            real += taper * sample * Math.cos(angle);
            imaginary += taper * sample * Math.sin(angle);
            weight += taper;
        }
        return 2 * Math.hypot(real, imaginary) / weight;
    }

    /**
     * The samples of a mono 16-bit WAV that may still be growing, so that the lengths in its header are not believed.
     */
    static short[] read(Path wav) throws IOException {
        byte[] file = Files.readAllBytes(wav);
        int data = new String(file, StandardCharsets.ISO_8859_1).indexOf("data") + 8;
        short[] samples = new short[Math.max(0, file.length - data) / 2];
        ByteBuffer.wrap(file, Math.min(data, file.length), 2 * samples.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    /** The samples of the last seconds of such a WAV; none before there is one. */
    static short[] last(Path wav, int seconds, int sampleRate) throws IOException {
        short[] all = Files.exists(wav) ? read(wav) : new short[0];
        return Arrays.copyOfRange(all, Math.max(0, all.length - seconds * sampleRate), all.length);
    }

    /**
     * A WAV of 16 bits as its header describes it, the first channel of it.
     *
     * @param sampleRate samples per second
     */
    record Recording(short[] samples, int sampleRate) {

        /** Where the header of a WAV says how many channels there are, and how many samples a second in each. */
        private static final int CHANNELS_AT = 22;

        private static final int RATE_AT = 24;

        /** Empty if nothing has been written yet. */
        static Optional<Recording> read(Path wav) throws IOException {
            short[] all = Tones.read(wav);
            if (all.length == 0) {
                return Optional.empty();
            }
            ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
            int channels = header.getShort(CHANNELS_AT);
            short[] first = new short[all.length / channels];
            for (int i = 0; i < first.length; i++) {
                first[i] = all[i * channels];
            }
            return Optional.of(new Recording(first, header.getInt(RATE_AT)));
        }

        /** What was recorded in the last seconds. */
        short[] last(int seconds) {
            return Arrays.copyOfRange(samples, Math.max(0, samples.length - seconds * sampleRate), samples.length);
        }
    }
}
