package org.courtbridge.codecs.srtp;

import java.util.Arrays;

/**
 * The identifier of its master key that a sender may put into each packet (MKI, RFC 3711, section 3.1): before the tag in
 * counter mode, behind it, and behind the index of SRTCP, with GCM (RFC 7714, sections 8.2 and 9.2). It is not
 * authenticated.
 *
 * <p>Some announce one and send none, so that a packet is first looked at as if it were there, and then as if not.
 */
final class MasterKeyIdentifier {

    private final byte[] bytes;
    private final boolean beforeTag;
    private final int tagLength;

    MasterKeyIdentifier(SrtpKey key, PacketKind kind) {
        bytes = key.identifier();
        beforeTag = !key.profile().isAead();
        tagLength = beforeTag ? key.profile().tagLength(kind) : 0;
    }

    /** Whether a packet may carry it, by its bytes; never if there is none. */
    boolean isIn(byte[] packet, int offset, int length) {
        int at = offset + length - tagLength - bytes.length;
        return bytes.length > 0 && at > offset && Arrays.equals(packet, at, at + bytes.length, bytes, 0, bytes.length);
    }

    /** @return the length of the packet without it */
    int cut(byte[] packet, int offset, int length) {
        if (beforeTag) {
            int at = offset + length - tagLength;
            System.arraycopy(packet, at, packet, at - bytes.length, tagLength);
        }
        return length - bytes.length;
    }

    /** Undoes {@link #cut}. */
    void restore(byte[] packet, int offset, int length) {
        if (beforeTag) {
            int at = offset + length - tagLength;
            System.arraycopy(packet, at - bytes.length, packet, at, tagLength);
            System.arraycopy(bytes, 0, packet, at - bytes.length, bytes.length);
        }
    }
}
