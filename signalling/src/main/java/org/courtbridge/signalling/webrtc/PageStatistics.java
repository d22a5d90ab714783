package org.courtbridge.signalling.webrtc;

/**
 * The statistics that a page reports of its own media: none of them counts where the gateway can measure the same.
 *
 * @param picturesPerSecond that it decodes of the picture that it is sent
 * @param packetsLost of all that it was sent, since the beginning
 * @param jitter of the sound that it is sent, ms
 * @param roundTrip ms
 * @param outgoing what it takes its line up to carry, kbit/s; 0 if it does not know
 * @param limited whether it sends a smaller picture than it could, as it takes the line to carry no more
 */
public record PageStatistics(
        double picturesPerSecond,
        double packetsLost,
        double jitter,
        double roundTrip,
        double outgoing,
        boolean limited) {

    private static final double MOST_PICTURES = 240;
    private static final double MOST_PACKETS = 1e9;
    private static final double LONGEST_MILLIS = 60_000;
    private static final double MOST_KBITS = 10_000_000;

    public PageStatistics {
        check("picturesPerSecond", picturesPerSecond, MOST_PICTURES);
        check("packetsLost", packetsLost, MOST_PACKETS);
        check("jitter", jitter, LONGEST_MILLIS);
        check("roundTrip", roundTrip, LONGEST_MILLIS);
        check("outgoing", outgoing, MOST_KBITS);
    }

    private static void check(String name, double figure, double most) {
        if (!(figure >= 0 && figure <= most)) {
            throw new IllegalArgumentException("%s: %s (expected: 0 to %s)".formatted(name, figure, most));
        }
    }
}
