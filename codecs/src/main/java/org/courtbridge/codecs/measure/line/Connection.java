package org.courtbridge.codecs.measure.line;

/**
 * The properties of a connection that the E-model is given; all else has the Recommendation's default (ITU-T G.107, table 3).
 *
 * @param delay mouth to ear, ms: Ta, T, and half of Tr
 * @param echoLoss talker echo loudness rating, dB: TELR
 * @param impairment of the codec without loss: Ie
 * @param robustness of the codec against loss, more for better concealment: Bpl
 * @param loss of packets, %: Ppl
 * @param burstRatio mean length of runs of losses over that of losses by chance: BurstR
 */
public record Connection(
        double delay, double echoLoss, double impairment, double robustness, double loss, double burstRatio) {

    /** By default, without delay, codec and loss. */
    public static final Connection PERFECT = new Connection(0, 65, 0, 4.3, 0, 1);

    public Connection withDelay(double ms) {
        return new Connection(ms, echoLoss, impairment, robustness, loss, burstRatio);
    }

    public Connection withEchoLoss(double decibels) {
        return new Connection(delay, decibels, impairment, robustness, loss, burstRatio);
    }

    public Connection withCodec(double ie, double bpl) {
        return new Connection(delay, echoLoss, ie, bpl, loss, burstRatio);
    }

    public Connection withLoss(double percent, double ratio) {
        return new Connection(delay, echoLoss, impairment, robustness, percent, ratio);
    }
}
