package org.courtbridge.codecs.payload;

import java.util.Arrays;

/** The bytes of one picture as they come together, {@value PictureDepacketizer#MAX_PICTURE} at most. */
final class PictureBuffer {

    private byte[] bytes = new byte[1 << 16];
    private int size;

    /** @return false if that is more than a picture can have; then nothing was added */
    boolean append(byte[] from, int offset, int length) {
        if (size + length > PictureDepacketizer.MAX_PICTURE) {
            return false;
        }
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, 2 * bytes.length));
        }
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
        return true;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The last byte; there must be one. */
    int last() {
        return bytes[size - 1] & 0xFF;
    }

    /** Replaces the last byte; there must be one. */
    void last(int replacement) {
        bytes[size - 1] = (byte) replacement;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    void clear() {
        size = 0;
    }
}
