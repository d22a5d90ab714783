package org.courtbridge.codecs.measure.line;

/**
 * The E-model: from the properties of a connection to a rating of the conversation over it, and to a mean opinion score. Each band
 * has a scale of its own, which {@link #relative} makes comparable.
 */
public enum EModel {
    /** 300 to 3400 Hz (ITU-T G.107). */
    NARROWBAND(93.2, 100, 95, 1) {
        @Override
        public double rating(Connection connection) {
            return NarrowbandModel.rating(connection);
        }
    },
    /** 50 to 7000 Hz (ITU-T G.107.1). */
    WIDEBAND(129, 129, 95, 1),
    /** 20 to 20,000 Hz (ITU-T G.107.2). */
    FULLBAND(148, 148, 132, 1.48);

    /** ms up to which delay does not disturb: mT (G.107, table 1, default class of delay sensitivity). */
    private static final double UNNOTICED_DELAY = 100;

    /** BurstR for which the model is made (G.107, table 3): from loss by chance up to this. */
    private static final double BURSTIEST = 8;

    private final double best;
    private final double scale;
    private final double worstImpairment;
    private final double delayScale;

    EModel(double best, double scale, double worstImpairment, double delayScale) {
        this.best = best;
        this.scale = scale;
        this.worstImpairment = worstImpairment;
        this.delayScale = delayScale;
    }

    /** R of a connection in which nothing but what is told disturbs; talker echo is not in the wider bands' models. */
    public double rating(Connection connection) {
        return best - delayScale * delayImpairment(connection.delay()) - equipmentImpairment(connection);
    }

    /** Rx: the rating on the scale from 0 to 100 of all bands (G.107.1 and G.107.2, annex A). */
    public double relative(double rating) {
        return Math.clamp(100 * rating / scale, 0, 100);
    }

    /** MOS-CQE of the band, 1 to 4.5 (G.107, annex B; G.107.1 and G.107.2, annex A). */
    public double meanOpinionScore(double rating) {
        double r = relative(rating);
        return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
    }

    /** Ie,eff (G.107, equation 7-29; G.107.1, 7-15, and G.107.2, which both know loss by chance alone: BurstR is G.107's). */
    double equipmentImpairment(Connection c) {
        if (c.loss() == 0) {
            return c.impairment();
        }
        double burstRatio = Math.clamp(c.burstRatio(), 1, BURSTIEST);
        return c.impairment()
                + (worstImpairment - c.impairment()) * c.loss() / (c.loss() / burstRatio + c.robustness());
    }

    /** Idd: of delay alone, without echo (G.107, equations 7-27 and 7-28). */
    static double delayImpairment(double delay) {
        if (delay <= UNNOTICED_DELAY) {
            return 0;
        }
        double x = Math.log(delay / UNNOTICED_DELAY) / Math.log(2);
        return 25 * (Math.pow(1 + Math.pow(x, 6), 1 / 6.0) - 3 * Math.pow(1 + Math.pow(x / 3, 6), 1 / 6.0) + 2);
    }
}
