package org.courtbridge.provisioning.testcall;

/** The unit of a figure. */
public enum Unit {
    /** dB relative to the overload point of the digital system (ITU-T G.100.1); a full-scale square wave is 0. */
    DBOV("dBov", 1),
    DB("dB", 1),
    PERCENT("%", 1),
    HZ("Hz", 0),
    MILLISECONDS("ms", 0),
    SECONDS("s", 1),
    PER_SECOND("1/s", 1),
    KBIT_PER_SECOND("kbit/s", 0),
    /** Rows of pixels. */
    LINES("p", 0),
    /** Luminance as coded, 16 (black) to 235 (white) (ITU-R BT.601). */
    LUMA("Y", 0),
    /** Powers of two of light. */
    STOPS("EV", 1),
    /** The rating factor of the E-model, 0 to 100 (ITU-T G.107). */
    RATING("R", 0),
    /** 1 if it is as it should be, else 0; said as yes and no. */
    STATE("", 0),
    /** A number without a unit. */
    NUMBER("", 2);

    private final String symbol;
    private final int decimals;

    Unit(String symbol, int decimals) {
        this.symbol = symbol;
        this.decimals = decimals;
    }

    /** As it stands behind a figure; empty for a plain number. */
    public String symbol() {
        return symbol;
    }

    /** Digits after the point that are worth showing. */
    public int decimals() {
        return decimals;
    }
}
