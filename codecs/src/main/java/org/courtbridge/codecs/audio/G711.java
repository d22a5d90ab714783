package org.courtbridge.codecs.audio;

/** One law of G.711: what each of the 256 bytes means, and which byte is nearest to a sample of 16 bits. */
final class G711 {

    static final G711 MU_LAW = new G711(false);
    static final G711 A_LAW = new G711(true);

    private static final int MU_BIAS = 0x84;
    private static final int MU_CLIP = 32_635;

    private final float[] samples = new float[256];

    /** By the sample plus 32,768. */
    private final byte[] codes = new byte[65_536];

    private G711(boolean aLaw) {
        for (int code = 0; code < samples.length; code++) {
            samples[code] = (aLaw ? aLawSample(code) : muLawSample(code)) / 32_768f;
        }
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            codes[sample + 32_768] = (byte) (aLaw ? aLawCode(sample) : muLawCode(sample));
        }
    }

    float sample(byte code) {
        return samples[code & 0xFF];
    }

    byte code(float sample) {
        return codes[Pcm.toShort(sample) + 32_768];
    }

    /** Table 2 of G.711: 13 bits in eight segments, every even bit inverted on the line. */
    private static int aLawSample(int code) {
        int bits = code ^ 0x55;
        int segment = bits >> 4 & 7;
        int magnitude = ((bits & 0x0F) << 4) + 8;
        if (segment > 0) {
            magnitude = magnitude + 0x100 << segment - 1;
        }
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    private static int aLawCode(int sample) {
        int magnitude = sample >= 0 ? sample : -sample - 1;
        int segment = magnitude < 256 ? 0 : highestBit(magnitude) - 7;
        int mantissa = segment == 0 ? magnitude >> 4 : magnitude >> segment + 3 & 0x0F;
        return ((sample >= 0 ? 0x80 : 0) | segment << 4 | mantissa) ^ 0x55;
    }

    /** Table 1 of G.711: 14 bits in eight segments, every bit inverted on the line. */
    private static int muLawSample(int code) {
        int bits = ~code;
        int magnitude = (((bits & 0x0F) << 3) + MU_BIAS << (bits >> 4 & 7)) - MU_BIAS;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }

    private static int muLawCode(int sample) {
        int magnitude = Math.min(Math.abs(sample), MU_CLIP) + MU_BIAS;
        int segment = highestBit(magnitude) - 7;
        return ~((sample < 0 ? 0x80 : 0) | segment << 4 | magnitude >> segment + 3 & 0x0F);
    }

    private static int highestBit(int value) {
        return 31 - Integer.numberOfLeadingZeros(value);
    }
}
