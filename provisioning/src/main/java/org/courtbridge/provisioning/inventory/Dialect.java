package org.courtbridge.provisioning.inventory;

/** The deviations of a device from what most devices do, to which the gateway adapts. */
public record Dialect(DigestChallenge digestChallenge, LargestPicture largestPicture) {

    /** Of a device of which nothing was said. */
    public static final Dialect USUAL = new Dialect(DigestChallenge.BOTH, LargestPicture.AUTOMATIC);

    public Dialect with(DigestChallenge other) {
        return new Dialect(other, largestPicture);
    }

    public Dialect with(LargestPicture other) {
        return new Dialect(digestChallenge, other);
    }
}
