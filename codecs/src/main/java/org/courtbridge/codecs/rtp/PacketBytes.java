package org.courtbridge.codecs.rtp;

import org.jitsi.utils.ByteArrayBuffer;

/** A packet as a region of a byte array, which SRTP transforms in place and makes longer by its authentication tag. */
public abstract class PacketBytes implements ByteArrayBuffer {

    protected byte[] buffer = {};
    protected int offset;
    protected int length;

    private final int shortest;

    /** @param shortest bytes of the shortest packet of this kind */
    protected PacketBytes(int shortest) {
        this.shortest = shortest;
    }

    /** Points this packet at bytes. */
    protected final void region(byte[] newBuffer, int newOffset, int newLength) {
        buffer = newBuffer;
        offset = newOffset;
        length = newLength;
    }

    @Override
    public final byte[] getBuffer() {
        return buffer;
    }

    @Override
    public final int getOffset() {
        return offset;
    }

    @Override
    public final int getLength() {
        return length;
    }

    @Override
    public final void setOffset(int offset) {
        this.offset = offset;
    }

    @Override
    public final void setLength(int length) {
        this.length = length;
    }

    @Override
    public final boolean isInvalid() {
        return length < shortest;
    }

    @Override
    public final void readRegionToBuff(int off, int len, byte[] destination) {
        System.arraycopy(buffer, offset + off, destination, 0, len);
    }

    /** Makes room at the end, in place if the array is long enough. */
    @Override
    public void grow(int howMuch) {
        if (offset + length + howMuch > buffer.length) {
            byte[] larger = new byte[offset + length + howMuch];
            System.arraycopy(buffer, 0, larger, 0, offset + length);
            buffer = larger;
        }
    }

    @Override
    public final void append(byte[] data, int len) {
        grow(len);
        System.arraycopy(data, 0, buffer, offset + length, len);
        length += len;
    }

    @Override
    public final void shrink(int len) {
        length = Math.max(0, length - len);
    }
}
