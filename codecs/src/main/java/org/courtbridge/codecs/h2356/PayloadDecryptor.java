package org.courtbridge.codecs.h2356;

import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts what comes on one channel (H.235.6, clause 8). Which key a packet is under, its payload type says; one of another
 * payload type, such as keys that were pressed (RFC 4733), is under the key of the one before it. Not safe for threads.
 *
 * <p>Nothing proves that a packet is genuine. One that comes in the clear is decrypted as others are, so that it is noise or,
 * without a whole block, nothing at all. Of padding only the octet that counts it is looked at: Polycom's endpoints fill it
 * with anything, as H323Plus notes.
 */
public final class PayloadDecryptor {

    private static final int RETIREMENT_SECONDS = 5;
    private static final long RETIREMENT = TimeUnit.SECONDS.toNanos(RETIREMENT_SECONDS);
    private static final int PADDING = 0x20;

    private final int plainPayloadType;
    private PayloadCipher cipher;
    private @Nullable PayloadCipher former;
    private long retiresAt = Long.MAX_VALUE;

    /** Whether a packet has come under the present key. */
    private boolean inUse;

    /** @param plainPayloadType that packets have once they are decrypted */
    public PayloadDecryptor(MediaKey key, int plainPayloadType) {
        this.cipher = new PayloadCipher(key);
        this.plainPayloadType = plainPayloadType;
    }

    public MediaKey key() {
        return cipher.key();
    }

    /**
     * Takes another key. Packets under the one before are taken until {@value #RETIREMENT_SECONDS} s after the first under
     * the new one; if both have the same payload type, at once no more.
     */
    public void key(MediaKey next) {
        if (next.equals(cipher.key())) {
            return;
        }
        inUse = next.payloadType() == cipher.key().payloadType();
        former = cipher;
        retiresAt = Long.MAX_VALUE;
        cipher = new PayloadCipher(next);
    }

    /**
     * Decrypts a packet in place.
     *
     * @param now {@link System#nanoTime}
     * @return whether it is a packet now; one that is not must not be looked at
     */
    public boolean decrypt(RtpPacket packet, long now) {
        int at = packet.payloadAt();
        int length = packet.getLength() - packet.headerLength();
        boolean padded = packet.hasPadding();
        boolean whole = length % PayloadCipher.BLOCK == 0;
        if (padded && length == 0 || !whole && (padded || length < PayloadCipher.BLOCK)) {
            return false;
        }
        PayloadCipher its = cipher(packet, now);
        if (length > 0) {
            its.decrypt(packet, at, length);
        }
        int padding = padded ? packet.getBuffer()[at + length - 1] & 0xFF : 0;
        if (padded && (padding == 0 || padding > length)) {
            return false;
        }
        packet.setLength(packet.getLength() - padding);
        packet.getBuffer()[packet.getOffset()] &= (byte) ~PADDING;
        return true;
    }

    /** The key that a packet is under; gives it the plain payload type. */
    private PayloadCipher cipher(RtpPacket packet, long now) {
        int payloadType = packet.payloadType();
        if (now - retiresAt >= 0 && retiresAt != Long.MAX_VALUE) {
            former = null;
        }
        if (payloadType == cipher.key().payloadType()) {
            inUse = true;
            if (retiresAt == Long.MAX_VALUE) {
                retiresAt = now + RETIREMENT;
            }
            packet.payloadType(plainPayloadType);
            return cipher;
        }
        PayloadCipher before = former;
        if (before == null) {
            return cipher;
        }
        if (payloadType == before.key().payloadType()) {
            packet.payloadType(plainPayloadType);
            return before;
        }
        return inUse ? cipher : before;
    }
}
