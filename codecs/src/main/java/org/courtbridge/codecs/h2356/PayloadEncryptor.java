package org.courtbridge.codecs.h2356;

import java.util.Arrays;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Encrypts what we send on one channel (H.235.6, clause 8). What does not fill its last block is padded (RFC 3550, section
 * 5.1), and never shares octets of it with the block before: H323Plus says of itself that others do not understand what it
 * makes by ciphertext stealing, and pads too. Not safe for threads.
 */
public final class PayloadEncryptor {

    /** Octets that a packet grows by at most. */
    public static final int OVERHEAD = PayloadCipher.BLOCK;

    private static final int PADDING = 0x20;

    private PayloadCipher cipher;

    public PayloadEncryptor(MediaKey key) {
        this.cipher = new PayloadCipher(key);
    }

    public MediaKey key() {
        return cipher.key();
    }

    /** Encrypts under another key from now on. */
    public void key(MediaKey next) {
        if (!next.equals(cipher.key())) {
            cipher = new PayloadCipher(next);
        }
    }

    /** Encrypts a packet in place and gives it the key's payload type; it may grow. Padding that it has is left out. One with nothing in it stays as it is: it keeps a way open, and is of another type. */
    public void encrypt(RtpPacket packet) {
        int plain = packet.payloadLength();
        if (plain == 0 && !packet.hasPadding()) {
            return;
        }
        packet.payloadType(cipher.key().payloadType());
        packet.setLength(packet.headerLength() + plain);
        int padding = (PayloadCipher.BLOCK - plain % PayloadCipher.BLOCK) % PayloadCipher.BLOCK;
        packet.grow(padding);
        byte[] bytes = packet.getBuffer();
        int start = packet.getOffset();
        if (padding > 0) {
            int end = start + packet.getLength();
            Arrays.fill(bytes, end, end + padding, (byte) padding);
            packet.setLength(packet.getLength() + padding);
            bytes[start] |= (byte) PADDING;
        } else {
            bytes[start] &= (byte) ~PADDING;
        }
        if (plain > 0) {
            cipher.encrypt(packet, packet.payloadAt(), plain + padding);
        }
    }
}
