package org.courtbridge.benchmarks;

/** The sides of a relay that are SRTP. */
enum RelayMode {
    PLAIN_TO_PLAIN(false, false),
    PLAIN_TO_SRTP(false, true),
    SRTP_TO_PLAIN(true, false);

    final boolean srtpIn;
    final boolean srtpOut;

    RelayMode(boolean srtpIn, boolean srtpOut) {
        this.srtpIn = srtpIn;
        this.srtpOut = srtpOut;
    }
}
