package org.courtbridge.codecs.h2356;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Decrypts what comes on one channel (H.235.6, clause 8). Which key a packet is under, its payload type says; one of another
 * payload type, such as keys that were pressed (RFC 4733), is under the newest key that the sender is known to use. Not safe
 * for threads.
 *
 * <p>The sender goes over to a key that it is given when it likes, and some never do; so a key is left only for one that is
 * in use.
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

    /** Those that packets may be under, by age: at most one of each payload type. */
    private final List<PayloadCipher> ciphers = new ArrayList<>();

    /** Of the newest under which a packet has come; of the first before there was any. */
    private int used;

    /** Time at which keys older than the one in use are dropped, {@link System#nanoTime}. */
    private long retiresAt = Long.MAX_VALUE;

    /** @param plainPayloadType that packets have once they are decrypted */
    public PayloadDecryptor(MediaKey key, int plainPayloadType) {
        ciphers.add(new PayloadCipher(key));
        this.plainPayloadType = plainPayloadType;
    }

    /** The newest. */
    public MediaKey key() {
        return ciphers.getLast().key();
    }

    /** The newest that the sender is known to use. */
    public MediaKey used() {
        return ciphers.get(used).key();
    }

    /**
     * Takes another key. Packets under those before are taken until none of them has come for {@value #RETIREMENT_SECONDS} s
     * since the first under a newer one; under one of the same payload type, at once no more.
     */
    public void key(MediaKey next) {
        if (next.equals(key())) {
            return;
        }
        boolean replacesUsed = next.payloadType() == used().payloadType();
        for (int i = ciphers.size() - 1; i >= 0; i--) {
            if (ciphers.get(i).key().payloadType() == next.payloadType()) {
                ciphers.remove(i);
                used -= i < used ? 1 : 0;
            }
        }
        ciphers.add(new PayloadCipher(next));
        if (replacesUsed) {
            used = ciphers.size() - 1;
        }
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
        if (length == 0) {
            // Nothing is under a key: it keeps a way open (H.460.19), with a payload type of its own that may be a
            // key's.
            return true;
        }
        cipher(packet, now).decrypt(packet, at, length);
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
        if (retiresAt != Long.MAX_VALUE && now - retiresAt >= 0) {
            ciphers.subList(0, used).clear();
            used = 0;
            retiresAt = Long.MAX_VALUE;
        }
        int payloadType = packet.payloadType();
        for (int i = ciphers.size() - 1; i >= 0; i--) {
            PayloadCipher one = ciphers.get(i);
            if (one.key().payloadType() == payloadType) {
                if (i != used) {
                    retiresAt = now + RETIREMENT;
                }
                used = Math.max(used, i);
                packet.payloadType(plainPayloadType);
                return one;
            }
        }
        return ciphers.get(used);
    }
}
