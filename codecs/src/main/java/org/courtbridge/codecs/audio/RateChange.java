package org.courtbridge.codecs.audio;

/** Changes the rate of a stream of samples, block by block and without a seam. */
interface RateChange {

    /** @return samples written, {@code count} times the ratio of the rates */
    int process(float[] in, int count, float[] out);

    /**
     * Between a codec's rate and the mixer's: at once where one is a multiple of the other, else through the lowest rate
     * that is a multiple of both.
     *
     * @param from samples per second
     * @param to samples per second
     * @param longest samples in the longest block, at {@code from}
     */
    static RateChange between(int from, int to, int longest) {
        if (from % to == 0 || to % from == 0) {
            return new Resampler(from, to, longest);
        }
        int common = from / greatestDivisor(from, to) * to;
        int between = longest * (common / from);
        Resampler up = new Resampler(from, common, longest);
        Resampler down = new Resampler(common, to, between);
        float[] middle = new float[between];
        return (in, count, out) -> down.process(middle, up.process(in, count, middle), out);
    }

    private static int greatestDivisor(int a, int b) {
        return b == 0 ? a : greatestDivisor(b, a % b);
    }
}
