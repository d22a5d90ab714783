package org.courtbridge.codecs.payload;

import java.util.Optional;

/**
 * A named event in the sound (RFC 4733, section 2.3).
 *
 * @param event 0 to 255; 0 to 15 are keys
 * @param end whether the key was let go
 * @param volume of the tone in -dBm0, 0 to 63
 * @param duration so far, in units of the timestamp, 0 to 65,535
 */
public record TelephoneEvent(int event, boolean end, int volume, int duration) {

    private static final String KEYS = "0123456789*#ABCD";
    private static final int SIZE = 4;

    /** Reads the first event of a payload; empty if it is too short to be one. */
    public static Optional<TelephoneEvent> parse(byte[] bytes, int offset, int length) {
        if (length < SIZE) {
            return Optional.empty();
        }
        int flags = bytes[offset + 1] & 0xFF;
        return Optional.of(new TelephoneEvent(
                bytes[offset] & 0xFF,
                (flags & 0x80) != 0,
                flags & 0x3F,
                (bytes[offset + 2] & 0xFF) << 8 | bytes[offset + 3] & 0xFF));
    }

    /** Writes the four bytes of the payload. */
    public void write(byte[] bytes, int offset) {
        bytes[offset] = (byte) event;
        bytes[offset + 1] = (byte) ((end ? 0x80 : 0) | volume);
        bytes[offset + 2] = (byte) (duration >> 8);
        bytes[offset + 3] = (byte) duration;
    }

    /** 0 to 9, *, #, A to D; empty for a flash or a tone that is no key. */
    public Optional<Character> key() {
        return event < KEYS.length() ? Optional.of(KEYS.charAt(event)) : Optional.empty();
    }
}
