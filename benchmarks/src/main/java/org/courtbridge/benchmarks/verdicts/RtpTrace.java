package org.courtbridge.benchmarks.verdicts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The datagrams of a pcap or pcapng file: those of UDP over IPv4 or IPv6 on Ethernet, Linux cooked or raw links. */
final class RtpTrace {

    /**
     * @param payload of UDP; never changed
     * @param nanoseconds of arrival
     */
    record Datagram(byte[] payload, int destinationPort, long nanoseconds) {}

    private static final int SECTION = 0x0A0D0D0A;
    private static final int BYTE_ORDER = 0x1A2B3C4D;
    private static final int PCAP_MICRO = 0xA1B2C3D4;
    private static final int PCAP_NANO = 0xA1B23C4D;

    private static final int ETHERNET = 1;
    private static final int RAW = 101;
    private static final int LINUX_COOKED = 113;

    /** Bytes. */
    private static final long LARGEST_FILE = 1L << 28;

    private final Path file;
    private final List<Datagram> datagrams = new ArrayList<>();

    private RtpTrace(Path file) {
        this.file = file;
    }

    /** @throws ClipException if it is no such file, or cut off */
    static List<Datagram> read(Path file) {
        RtpTrace trace = new RtpTrace(file);
        try {
            trace.check(Files.size(file) <= LARGEST_FILE, "larger than %d bytes".formatted(LARGEST_FILE));
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            int magic = bytes.remaining() < 24 ? 0 : bytes.getInt(0);
            if (magic == SECTION) {
                trace.pcapng(bytes);
            } else {
                trace.pcap(bytes, magic);
            }
        } catch (IOException e) {
            throw new ClipException(file + ": " + e.getMessage(), e);
        }
        return trace.datagrams;
    }

    private void pcap(ByteBuffer bytes, int magic) {
        int swapped = Integer.reverseBytes(magic);
        boolean big = magic == PCAP_MICRO || magic == PCAP_NANO;
        check(big || swapped == PCAP_MICRO || swapped == PCAP_NANO, "neither pcap nor pcapng");
        bytes.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long unit = (big ? magic : swapped) == PCAP_NANO ? 1 : 1_000;
        int link = bytes.getInt(20) & 0xFFFF;
        bytes.position(24);
        while (bytes.remaining() >= 16) {
            long seconds = bytes.getInt() & 0xFFFF_FFFFL;
            long parts = bytes.getInt() & 0xFFFF_FFFFL;
            int length = bytes.getInt();
            bytes.getInt();
            check(length >= 0 && length <= bytes.remaining(), "a frame past the end");
            frame(bytes.slice(bytes.position(), length), link, seconds * 1_000_000_000 + parts * unit);
            bytes.position(bytes.position() + length);
        }
    }

    private void pcapng(ByteBuffer bytes) {
        List<Integer> links = new ArrayList<>();
        List<Double> units = new ArrayList<>();
        while (bytes.remaining() >= 12) {
            int start = bytes.position();
            int type = bytes.getInt(start);
            if (type == SECTION) {
                boolean big = bytes.order(ByteOrder.BIG_ENDIAN).getInt(start + 8) == BYTE_ORDER;
                bytes.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
                links.clear();
                units.clear();
            }
            type = bytes.getInt(start);
            int length = bytes.getInt(start + 4);
            check(length >= 12 && length % 4 == 0 && length <= bytes.remaining(), "a block past the end");
            if (type == 1 && length >= 20) {
                links.add(bytes.getShort(start + 8) & 0xFFFF);
                units.add(nanoseconds(bytes, start + 16, start + length - 4));
            } else if (type == 6 && length >= 32) {
                int of = bytes.getInt(start + 8);
                int captured = bytes.getInt(start + 20);
                check(
                        of >= 0 && of < links.size() && captured >= 0 && captured <= length - 32,
                        "a packet block's fields");
                long time = (bytes.getInt(start + 12) & 0xFFFF_FFFFL) << 32 | bytes.getInt(start + 16) & 0xFFFF_FFFFL;
                frame(bytes.slice(start + 28, captured), links.get(of), (long) (time * units.get(of)));
            }
            bytes.position(start + length);
        }
    }

    /** Of one unit of time of an interface: its option if_tsresol, or a microsecond. */
    private static double nanoseconds(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at + 4 <= to && bytes.getShort(at) != 0) {
            int length = bytes.getShort(at + 2) & 0xFFFF;
            if (bytes.getShort(at) == 9 && length >= 1 && at + 5 <= to) {
                int resolution = bytes.get(at + 4);
                return 1e9 / (resolution < 0 ? Math.scalb(1.0, resolution & 0x7F) : Math.pow(10, resolution));
            }
            at += 4 + (length + 3) / 4 * 4;
        }
        return 1_000;
    }

    private void frame(ByteBuffer frame, int link, long time) {
        int at = switch (link) {
            case ETHERNET -> 14;
            case LINUX_COOKED -> 16;
            case RAW -> 0;
            default ->
                throw new ClipException(file + ": link type " + link + " (expected: Ethernet, Linux cooked or raw IP)");
        };
        if (link == ETHERNET && frame.remaining() > 18 && frame.getShort(12) == (short) 0x8100) {
            at += 4;
        }
        if (frame.remaining() < at + 28) {
            return;
        }
        int version = (frame.get(at) & 0xF0) >> 4;
        int udp = version == 4 ? at + 4 * (frame.get(at) & 0xF) : at + 40;
        int protocol = version == 4 ? frame.get(at + 9) : version == 6 ? frame.get(at + 6) : 0;
        if (protocol != 17 || frame.remaining() < udp + 8) {
            return;
        }
        frame.order(ByteOrder.BIG_ENDIAN);
        int length = Math.min((frame.getShort(udp + 4) & 0xFFFF) - 8, frame.remaining() - udp - 8);
        if (length > 0) {
            byte[] payload = new byte[length];
            frame.get(udp + 8, payload);
            datagrams.add(new Datagram(payload, frame.getShort(udp + 2) & 0xFFFF, time));
        }
    }

    private void check(boolean valid, String complaint) {
        if (!valid) {
            throw new ClipException(file + ": " + complaint);
        }
    }
}
