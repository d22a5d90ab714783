package org.courtbridge.codecs.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One RTP packet (RFC 3550, section 5.1) in a byte array, read and rewritten in place.
 *
 * <p>A flyweight: one instance per event loop is {@linkplain #wrap wrapped} around each packet in turn, so that the
 * forward path allocates nothing. Whoever is handed a packet has it only until the call returns; to keep it, copy the
 * bytes. SRTP transforms it in place, which is why it can grow by the length of an authentication tag.
 */
public final class RtpPacket {

    /** Bytes of the fixed header, before CSRCs and the extension. */
    public static final int FIXED_HEADER = 12;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private byte[] buffer = {};
    private int offset;
    private int length;

    /**
     * Points this packet at bytes and checks every length that the sender claims, so that no accessor can read out of
     * bounds.
     *
     * @throws MalformedPacketException if the version, the extension, the padding or a length is wrong
     */
    public RtpPacket wrap(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        check(length >= FIXED_HEADER, "size: %d (expected: >= 12)", length);
        int version = (buffer[offset] & 0xFF) >> 6;
        check(version == 2, "version: %d (expected: 2)", version);
        int header = FIXED_HEADER + 4 * csrcCount();
        if (hasExtension()) {
            check(header + 4 <= length, "extension at: %d (past the end)", header);
        }
        check(headerLength() <= length, "header length: %d (past the end)", headerLength());
        return this;
    }

    public int payloadType() {
        return buffer[offset + 1] & 0x7F;
    }

    public void payloadType(int payloadType) {
        buffer[offset + 1] = (byte) (buffer[offset + 1] & 0x80 | payloadType & 0x7F);
    }

    public boolean marker() {
        return (buffer[offset + 1] & 0x80) != 0;
    }

    public void marker(boolean marker) {
        buffer[offset + 1] = (byte) (buffer[offset + 1] & 0x7F | (marker ? 0x80 : 0));
    }

    /** 0 to 65,535. */
    public int sequenceNumber() {
        return (short) SHORT.get(buffer, offset + 2) & 0xFFFF;
    }

    public void sequenceNumber(int sequenceNumber) {
        SHORT.set(buffer, offset + 2, (short) sequenceNumber);
    }

    /** In units of the payload's clock rate, 0 to 2^32 - 1. */
    public long timestamp() {
        return (int) INT.get(buffer, offset + 4) & 0xFFFF_FFFFL;
    }

    public void timestamp(long timestamp) {
        INT.set(buffer, offset + 4, (int) timestamp);
    }

    /** 0 to 2^32 - 1. */
    public long ssrc() {
        return (int) INT.get(buffer, offset + 8) & 0xFFFF_FFFFL;
    }

    public void ssrc(long ssrc) {
        INT.set(buffer, offset + 8, (int) ssrc);
    }

    public int csrcCount() {
        return buffer[offset] & 0x0F;
    }

    public boolean hasExtension() {
        return (buffer[offset] & 0x10) != 0;
    }

    public boolean hasPadding() {
        return (buffer[offset] & 0x20) != 0;
    }

    /** The "defined by profile" word of the header extension, such as 0xBEDE (RFC 8285); only if there is one. */
    public int extensionProfile() {
        return (short) SHORT.get(buffer, extensionAt()) & 0xFFFF;
    }

    /** Index of the header extension's data in {@link #getBuffer}; only if there is one. */
    public int extensionDataAt() {
        return extensionAt() + 4;
    }

    /** Bytes of the header extension's data; 0 if there is none. */
    public int extensionDataLength() {
        return hasExtension() ? 4 * ((short) SHORT.get(buffer, extensionAt() + 2) & 0xFFFF) : 0;
    }

    /** Bytes before the payload: fixed header, CSRCs and extension. */
    public int headerLength() {
        int header = FIXED_HEADER + 4 * csrcCount();
        return hasExtension() ? header + 4 + extensionDataLength() : header;
    }

    /** Index of the payload in {@link #getBuffer}. */
    public int payloadAt() {
        return offset + headerLength();
    }

    /** Bytes of payload without padding; read it only after SRTP is undone, as padding is encrypted. */
    public int payloadLength() {
        int padding = hasPadding() ? buffer[offset + length - 1] & 0xFF : 0;
        return Math.max(0, length - headerLength() - padding);
    }

    /**
     * Whether the padding that it claims is there (RFC 3550, section 5.1): the octet that counts it at least, and no more
     * than the payload has room for. Ask only after SRTP is undone.
     */
    public boolean paddingFits() {
        int padding = hasPadding() ? buffer[offset + length - 1] & 0xFF : 0;
        return !hasPadding() || padding > 0 && headerLength() + padding <= length;
    }

    private int extensionAt() {
        return offset + FIXED_HEADER + 4 * csrcCount();
    }

    public byte[] getBuffer() {
        return buffer;
    }

    /** Index of the packet's first byte in {@link #getBuffer}. */
    public int getOffset() {
        return offset;
    }

    /** Bytes of the whole packet. */
    public int getLength() {
        return length;
    }

    public void setLength(int length) {
        this.length = length;
    }

    /** Copies bytes of the packet. */
    public void readRegionToBuff(int off, int len, byte[] destination) {
        System.arraycopy(buffer, offset + off, destination, 0, len);
    }

    /** Makes room at the end, in place if the array is long enough. */
    public void grow(int howMuch) {
        if (offset + length + howMuch > buffer.length) {
            byte[] larger = new byte[offset + length + howMuch];
            System.arraycopy(buffer, 0, larger, 0, offset + length);
            buffer = larger;
        }
    }

    private static void check(boolean valid, String complaint, int value) {
        if (!valid) {
            throw new MalformedPacketException(complaint.formatted(value));
        }
    }
}
