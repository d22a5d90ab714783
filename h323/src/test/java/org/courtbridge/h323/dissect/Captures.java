package org.courtbridge.h323.dissect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Makes captures and frames by hand. */
final class Captures {

    private Captures() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** Frames of one second after another. */
    static byte[] pcap(ByteOrder order, int magic, int linkType, byte[]... frames) {
        ByteBuffer out = ByteBuffer.allocate(100_000).order(order);
        out.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
        out.putInt(65_535).putInt(linkType);
        int second = 0;
        for (byte[] frame : frames) {
            out.putInt(++second)
                    .putInt(5)
                    .putInt(frame.length)
                    .putInt(frame.length)
                    .put(frame);
        }
        return taken(out);
    }

    /** A block of a pcapng. */
    static byte[] block(ByteOrder order, int type, byte[] body) {
        int padded = body.length + 3 & ~3;
        ByteBuffer out = ByteBuffer.allocate(padded + 12).order(order);
        out.putInt(type).putInt(padded + 12).put(body).position(8 + padded);
        return out.putInt(padded + 12).array();
    }

    static byte[] section(ByteOrder order) {
        ByteBuffer body = ByteBuffer.allocate(16).order(order);
        body.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        return block(order, 0x0A0D0D0A, body.array());
    }

    /** An interface that counts nanoseconds. */
    static byte[] nanosecondInterface(ByteOrder order, int linkType) {
        ByteBuffer body = ByteBuffer.allocate(20).order(order);
        body.putShort((short) linkType).putShort((short) 0).putInt(0);
        body.putShort((short) 9).putShort((short) 1).put((byte) 9).position(16);
        return block(order, 1, body.array());
    }

    static byte[] microsecondInterface(ByteOrder order, int linkType) {
        ByteBuffer body = ByteBuffer.allocate(8).order(order);
        return block(order, 1, body.putShort((short) linkType).array());
    }

    static byte[] enhanced(ByteOrder order, int from, long ticks, byte[] frame) {
        ByteBuffer body = ByteBuffer.allocate(20 + frame.length).order(order);
        body.putInt(from).putInt((int) (ticks >> 32)).putInt((int) ticks);
        return block(
                order,
                6,
                body.putInt(frame.length).putInt(frame.length).put(frame).array());
    }

    static byte[] simple(ByteOrder order, byte[] frame) {
        ByteBuffer body = ByteBuffer.allocate(4 + frame.length).order(order);
        return block(order, 3, body.putInt(frame.length).put(frame).array());
    }

    static byte[] joined(byte[]... parts) {
        ByteBuffer out = ByteBuffer.allocate(100_000);
        for (byte[] part : parts) {
            out.put(part);
        }
        return taken(out);
    }

    private static byte[] taken(ByteBuffer out) {
        byte[] all = new byte[out.position()];
        out.get(0, all);
        return all;
    }

    /** All frames of a file. */
    static List<Frame> frames(byte[] file) {
        try {
            Capture capture = Capture.of(new ByteArrayInputStream(file));
            List<Frame> frames = new ArrayList<>();
            for (Optional<Frame> next = capture.next(); next.isPresent(); next = capture.next()) {
                frames.add(next.get());
            }
            return frames;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
