package org.courtbridge.codecs.srtp;

import org.jitsi.utils.ByteArrayBuffer;

/** A compound RTCP packet as SRTCP wants it: a region of an array, which the caller made long enough to grow. */
final class RtcpBytes implements ByteArrayBuffer {

    private byte[] buffer = {};
    private int offset;
    private int length;

    RtcpBytes wrap(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        return this;
    }

    @Override
    public byte[] getBuffer() {
        return buffer;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setOffset(int offset) {
        this.offset = offset;
    }

    @Override
    public void setLength(int length) {
        this.length = length;
    }

    @Override
    public boolean isInvalid() {
        return length < 8;
    }

    @Override
    public void readRegionToBuff(int off, int len, byte[] destination) {
        System.arraycopy(buffer, offset + off, destination, 0, len);
    }

    @Override
    public void grow(int howMuch) {
        if (offset + length + howMuch > buffer.length) {
            throw new IllegalArgumentException("room behind the packet: %d bytes (expected: >= %d)"
                    .formatted(buffer.length - offset - length, howMuch));
        }
    }

    @Override
    public void append(byte[] data, int len) {
        grow(len);
        System.arraycopy(data, 0, buffer, offset + length, len);
        length += len;
    }

    @Override
    public void shrink(int len) {
        length = Math.max(0, length - len);
    }
}
