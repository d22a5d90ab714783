package org.courtbridge.codecs.measure.line;

/** The rating of ITU-T G.107 (2015), clause 7, with the names of its parameters. */
final class NarrowbandModel {

    // Table 3: default values.
    private static final double SLR = 8;
    private static final double RLR = 2;
    private static final double STMR = 15;
    private static final double LSTR = 18;
    private static final double DS = 3;
    private static final double WEPL = 110;
    private static final double QDU = 1;
    private static final double NC = -70;
    private static final double NFOR = -64;
    private static final double PS = 35;
    private static final double PR = 35;
    private static final double A = 0;

    private static final double NO = noise();
    private static final double RO = 15 - 1.5 * (SLR + NO);

    private NarrowbandModel() {}

    /** R. */
    static double rating(Connection c) {
        return RO - simultaneous(c) - delayed(c) - EModel.NARROWBAND.equipmentImpairment(c) + A;
    }

    /** No: all noise, referred to the 0 dBr point, dBm0p (7.2). */
    private static double noise() {
        double nos = PS - SLR - DS - 100 + 0.004 * Math.pow(PS - (SLR + RLR) - DS - 14, 2);
        double pre = PR + 10 * Math.log10(1 + Math.pow(10, (10 - LSTR) / 10));
        double nor = RLR - 121 + pre + 0.008 * Math.pow(pre - 35, 2);
        double nfo = NFOR + RLR;
        return 10 * Math.log10(power(NC) + power(nos) + power(nor) + power(nfo));
    }

    /** Is: what comes with the voice (7.3). */
    private static double simultaneous(Connection c) {
        double xolr = SLR + RLR + 0.2 * (64 + NO - RLR);
        double iolr = 20 * (Math.pow(1 + Math.pow(xolr / 8, 8), 1 / 8.0) - xolr / 8);
        double q = 37 - 15 * Math.log10(QDU);
        double g = 1.07 + 0.258 * q + 0.0602 * q * q;
        double y = (RO - 100) / 15 + 46 / 8.4 - g / 9;
        double z = 46.0 / 30 - g / 40;
        double iq = 15 * Math.log10(1 + power(10 * y) + power(10 * z));
        return iolr + sidetone(c) + iq;
    }

    /** Ist (7-10 to 7-12). */
    private static double sidetone(Connection c) {
        double stmro = -10 * Math.log10(power(-STMR) + Math.exp(-c.delay() / 4) * power(-c.echoLoss()));
        return 12 * Math.pow(1 + Math.pow((stmro - 13) / 6, 8), 1 / 8.0)
                - 28 * Math.pow(1 + Math.pow((stmro + 1) / 19.4, 35), 1 / 35.0)
                - 13 * Math.pow(1 + Math.pow((stmro - 3) / 33, 13), 1 / 13.0)
                + 29;
    }

    /** Id: what comes later than the voice (7.4). */
    private static double delayed(Connection c) {
        double t = c.delay();
        double roe = -1.5 * (NO - RLR);
        double terv = c.echoLoss() - 40 * Math.log10((1 + t / 10) / (1 + t / 150)) + 6 * Math.exp(-0.3 * t * t);
        double re = 80 + 2.5 * (terv - 14);
        double half = (roe - re) / 2;
        double idte = (half + Math.sqrt(half * half + 100) - 1) * (1 - Math.exp(-t));
        double rle = 10.5 * (WEPL + 7) * Math.pow(2 * t + 1, -0.25);
        double halfListener = (RO - rle) / 2;
        double idle = halfListener + Math.sqrt(halfListener * halfListener + 169);
        return idte + idle + EModel.delayImpairment(t);
    }

    private static double power(double decibels) {
        return Math.pow(10, decibels / 10);
    }
}
