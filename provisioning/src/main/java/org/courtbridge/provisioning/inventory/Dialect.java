package org.courtbridge.provisioning.inventory;

/** The ways of a device in which it differs from others and is met halfway. */
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
