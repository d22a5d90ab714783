package org.courtbridge.h323.dissect;

/**
 * Number of dissected messages, and how many of them could be decoded and encoded again.
 *
 * @param decoded those of which everything could be read
 * @param identical those that encoding again gives the same octets for
 */
public record Tally(int messages, int decoded, int identical) {

    public static final Tally NONE = new Tally(0, 0, 0);

    public Tally with(DissectedMessage message) {
        return new Tally(
                messages + 1, decoded + (message.isDecoded() ? 1 : 0), identical + (message.identical() ? 1 : 0));
    }

    /** Whether all were decoded, and came out as they went in. */
    public boolean isPerfect() {
        return decoded == messages && identical == messages;
    }

    @Override
    public String toString() {
        return "messages=%d decoded=%d identical=%d".formatted(messages, decoded, identical);
    }
}
