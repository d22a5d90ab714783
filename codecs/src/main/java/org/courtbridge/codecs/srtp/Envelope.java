package org.courtbridge.codecs.srtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Layout of one protected packet, and the initialization vector of its encryption. One for each direction and kind, filled for
 * each packet in turn, so that nothing is allocated.
 *
 * <pre>
 *            clear              length
 * counter mode: header | ciphertext | tag                  tag over all before it and the rollover counter
 *               8 bytes | ciphertext | E, index | tag      tag over all before it
 * GCM:          header | ciphertext | tag                  tag over all before it
 *               8 bytes | ciphertext | tag | E, index      tag over all else
 * </pre>
 */
final class Envelope {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Set in the index word of SRTCP if the packet is encrypted. */
    private static final int ENCRYPTED = 0x8000_0000;

    private static final int RTCP_CLEAR = 8;

    private final PacketKind kind;
    private final boolean aead;
    private final int tagLength;
    private final int ssrcAt;
    private final byte[] salt;
    private final byte[] iv;

    private byte[] bytes = {};
    private int offset;
    private int clear;
    private int length;
    private int word;

    Envelope(SrtpProfile profile, PacketKind kind, byte[] salt) {
        this.kind = kind;
        this.aead = profile.isAead();
        this.tagLength = profile.tagLength(kind);
        // RFC 7714, sections 8.1 and 9.1: two zero bytes, SSRC, index. RFC 3711, section 4.1.1: four, SSRC, index,
        // counter.
        this.ssrcAt = aead ? 2 : 4;
        this.salt = salt;
        this.iv = new byte[aead ? 12 : 16];
    }

    /**
     * @param header bytes before the payload
     * @param length bytes of the packet without what protection adds
     * @param index 48 bits, the rollover counter and the sequence number
     */
    Envelope rtp(byte[] bytes, int offset, int header, int length, int ssrc, long index) {
        this.bytes = bytes;
        this.offset = offset;
        this.clear = header;
        this.length = length;
        this.word = (int) (index >> 16);
        vector(ssrc, index);
        return this;
    }

    /**
     * @param length bytes of the compound packet without what protection adds
     * @param word as it stands in the packet, the E flag and 31 bits of index
     */
    Envelope rtcp(byte[] bytes, int offset, int length, int word) {
        this.bytes = bytes;
        this.offset = offset;
        this.clear = (word & ENCRYPTED) != 0 ? RTCP_CLEAR : length;
        this.length = length;
        this.word = word;
        vector(ssrc(bytes, offset), word & ~ENCRYPTED);
        return this;
    }

    static int ssrc(byte[] rtcp, int offset) {
        return (int) INT.get(rtcp, offset + 4);
    }

    static int encrypted(int index) {
        return index | ENCRYPTED;
    }

    static int index(int word) {
        return word & ~ENCRYPTED;
    }

    /** The index word of an SRTCP packet whose {@link #rtcp length} is known. */
    int readWord(byte[] bytes, int offset, int length) {
        return (int) INT.get(bytes, offset + wordAt(length));
    }

    void writeWord() {
        INT.set(bytes, offset + wordAt(length), word);
    }

    private int wordAt(int length) {
        return aead ? length + tagLength : length;
    }

    private void vector(int ssrc, long index) {
        System.arraycopy(salt, 0, iv, 0, salt.length);
        // Index and the two bytes before it in one write: both are XORed, so the SSRC goes first.
        INT.set(iv, ssrcAt, (int) INT.get(iv, ssrcAt) ^ ssrc);
        LONG.set(iv, ssrcAt + 2, (long) LONG.get(iv, ssrcAt + 2) ^ index);
    }

    /**
     * Writes what f8 begins with (RFC 3711, sections 4.1.2.2 and 4.1.2.3): a zero byte, the header of RTP from its second
     * byte on, and the rollover counter; or four zero bytes, the word of SRTCP, and its first eight bytes.
     */
    void writeHeaderVector(byte[] vector) {
        if (kind == PacketKind.RTP) {
            System.arraycopy(bytes, offset, vector, 0, 12);
            vector[0] = 0;
            INT.set(vector, 12, word);
        } else {
            INT.set(vector, 0, 0);
            INT.set(vector, 4, word);
            System.arraycopy(bytes, offset, vector, 8, RTCP_CLEAR);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    /** Index of the packet's first byte in {@link #bytes}. */
    int offset() {
        return offset;
    }

    /** Bytes at the beginning that stay readable. */
    int clear() {
        return clear;
    }

    /** Bytes of the packet without tag and index. */
    int length() {
        return length;
    }

    /** Place of the authentication tag, counted from {@link #offset}. */
    int tagAt() {
        return kind == PacketKind.RTCP && !aead ? length + Integer.BYTES : length;
    }

    int tagLength() {
        return tagLength;
    }

    /** Whether {@link #word} is authenticated beyond what stands before the tag. */
    boolean authenticatesWord() {
        return !aead || kind == PacketKind.RTCP;
    }

    /** The rollover counter of RTP, the E flag and index of RTCP. */
    int word() {
        return word;
    }

    /** Initialization vector: 12 bytes for GCM, 16 for counter mode. */
    byte[] iv() {
        return iv;
    }
}
