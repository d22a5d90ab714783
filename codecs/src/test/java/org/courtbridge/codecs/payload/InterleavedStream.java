package org.courtbridge.codecs.payload;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * A sender that sends NAL units in another order than they are decoded in, in all the forms that there are for it: of H.264 as RFC
 * 6184, sections 5.5, 5.7 and 5.8, has them, of H.265 as RFC 7798, section 4.4, has them. Seeded.
 */
final class InterleavedStream {

    /** Octets of a payload at most. */
    private static final int MOST = 300;

    private static final int PAYLOAD_TYPE = 96;
    private static final int TICKS = 3_000;
    private static final int AGGREGATE = 48;
    private static final int FRAGMENT = 49;
    private static final int PACI = 50;

    private final Random random;
    private final boolean h265;
    private final int depth;
    private final List<Unit> units = new ArrayList<>();
    private final List<RtpPacket> packets = new ArrayList<>();
    private int sequence;

    /** Of a picture; how often one behind it went before it. */
    private static final class Unit {
        private final int number;
        private final long timestamp;
        private final byte[] bytes;
        private int passedOver;
        private boolean lastSent;

        private Unit(int number, long timestamp, byte[] bytes) {
            this.number = number;
            this.timestamp = timestamp;
            this.bytes = bytes;
        }
    }

    private InterleavedStream(long seed, boolean h265, int depth) {
        this.random = new Random(seed);
        this.h265 = h265;
        this.depth = depth;
        this.sequence = random.nextInt(1 << 16);
    }

    /** @param depth units that may come before one which is decoded before them, at most */
    static InterleavedStream h264(long seed, int depth, List<List<byte[]>> pictures) {
        return new InterleavedStream(seed, false, depth).send(pictures);
    }

    /** The same of H.265, some of it with additional information around it. */
    static InterleavedStream h265(long seed, int depth, List<List<byte[]>> pictures) {
        return new InterleavedStream(seed, true, depth).send(pictures);
    }

    /** NAL units by picture. */
    static List<List<byte[]>> units(StrangersStream stream) {
        List<List<byte[]>> pictures = new ArrayList<>();
        PictureDepacketizer depacketizer = stream.format().depacketizer();
        for (RtpPacket packet : stream.packets()) {
            depacketizer
                    .push(packet)
                    .ifPresent(picture -> pictures.add(split(HexFormat.of().formatHex(picture))));
        }
        return pictures;
    }

    private static List<byte[]> split(String picture) {
        List<byte[]> units = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= picture.length(); at += 2) {
            if (at == picture.length() || picture.startsWith("00000001", at)) {
                if (at > from) {
                    units.add(HexFormat.of().parseHex(picture, from, at));
                }
                from = at + 8;
            }
        }
        return units;
    }

    private InterleavedStream send(List<List<byte[]>> pictures) {
        int number = random.nextInt(1 << 16);
        long timestamp = random.nextInt() & 0xFFFF_FFFFL;
        for (List<byte[]> picture : pictures) {
            for (byte[] unit : picture) {
                units.add(new Unit(number++ & 0xFFFF, timestamp, unit));
            }
            timestamp = timestamp + TICKS & 0xFFFF_FFFFL;
        }
        List<Unit> order = interleaved();
        for (int i = 0; i < order.size(); i++) {
            Unit unit = order.get(i);
            unit.lastSent = order.subList(i + 1, order.size()).stream().noneMatch(x -> x.timestamp == unit.timestamp);
        }
        for (int at = 0; at < order.size(); ) {
            at += pack(order.subList(at, order.size()));
        }
        return this;
    }

    /** No unit is passed over more often than the depth allows. */
    private List<Unit> interleaved() {
        List<Unit> left = new ArrayList<>(units);
        List<Unit> order = new ArrayList<>();
        while (!left.isEmpty()) {
            boolean mustGo = left.getFirst().passedOver == depth;
            int chosen = mustGo ? 0 : random.nextInt(Math.min(left.size(), depth + 1));
            left.subList(0, chosen).forEach(unit -> unit.passedOver++);
            order.add(left.remove(chosen));
        }
        return order;
    }

    /** @return units that were packed */
    private int pack(List<Unit> next) {
        Unit first = next.getFirst();
        if (first.bytes.length > MOST - 20) {
            fragment(first);
            return 1;
        }
        int together = 1;
        int octets = first.bytes.length + 20;
        while (together < next.size() && together < 4 && random.nextInt(4) > 0) {
            octets += next.get(together).bytes.length + 7;
            if (octets > MOST || !goesWith(next.subList(0, together), next.get(together))) {
                break;
            }
            together++;
        }
        aggregate(next.subList(0, together));
        return together;
    }

    private boolean goesWith(List<Unit> units, Unit other) {
        if (!h265) {
            return true;
        }
        // Of one picture, and each after the one before it.
        Unit last = units.getLast();
        return last.timestamp == other.timestamp && (other.number - last.number & 0xFFFF) - 1 < 256;
    }

    private void aggregate(List<Unit> together) {
        Unit first = together.getFirst();
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        long timestamp = first.timestamp;
        if (h265) {
            aggregateH265(together, payload);
        } else {
            boolean one = true;
            for (int i = 1; i < together.size(); i++) {
                one &= together.get(i).timestamp == timestamp
                        && together.get(i).number == (together.get(i - 1).number + 1 & 0xFFFF);
            }
            timestamp = one ? singleTime(together, payload) : multiTime(together, payload);
        }
        emit(payload.toByteArray(), timestamp, together.getLast().lastSent);
    }

    private long singleTime(List<Unit> together, ByteArrayOutputStream payload) {
        payload.write(importance(together) | InterleavedH264.STAP_B);
        write(payload, together.getFirst().number, 2);
        for (Unit unit : together) {
            write(payload, unit.bytes.length, 2);
            payload.writeBytes(unit.bytes);
        }
        return together.getFirst().timestamp;
    }

    private long multiTime(List<Unit> together, ByteArrayOutputStream payload) {
        Unit earliest = together.getFirst();
        Unit lowest = together.getFirst();
        for (Unit unit : together) {
            earliest = (int) (unit.timestamp - earliest.timestamp) < 0 ? unit : earliest;
            lowest = (short) (unit.number - lowest.number) < 0 ? unit : lowest;
        }
        boolean wide = random.nextBoolean();
        payload.write(importance(together) | (wide ? InterleavedH264.MTAP24 : InterleavedH264.MTAP16));
        write(payload, lowest.number, 2);
        for (Unit unit : together) {
            write(payload, unit.bytes.length, 2);
            write(payload, unit.number - lowest.number & 0xFFFF, 1);
            write(payload, (int) (unit.timestamp - earliest.timestamp), wide ? 3 : 2);
            payload.writeBytes(unit.bytes);
        }
        return earliest.timestamp;
    }

    private static int importance(List<Unit> together) {
        return together.stream().mapToInt(unit -> unit.bytes[0] & 0x60).max().orElseThrow();
    }

    private void aggregateH265(List<Unit> together, ByteArrayOutputStream payload) {
        Unit first = together.getFirst();
        if (together.size() == 1) {
            payload.write(first.bytes, 0, 2);
            write(payload, first.number, 2);
            payload.write(first.bytes, 2, first.bytes.length - 2);
            return;
        }
        write(payload, AGGREGATE << 9 | 1, 2);
        int before = first.number;
        for (Unit unit : together) {
            if (unit == first) {
                write(payload, first.number, 2);
            } else {
                write(payload, (unit.number - before & 0xFFFF) - 1, 1);
            }
            write(payload, unit.bytes.length, 2);
            payload.writeBytes(unit.bytes);
            before = unit.number;
        }
    }

    private void fragment(Unit unit) {
        int header = h265 ? 2 : 1;
        int at = header;
        while (at < unit.bytes.length) {
            int size = Math.min(unit.bytes.length - at, MOST - 20);
            boolean start = at == header;
            boolean end = at + size == unit.bytes.length;
            int flags = (start ? 0x80 : 0) | (end ? 0x40 : 0);
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            if (h265) {
                payload.write(unit.bytes[0] & 0x81 | FRAGMENT << 1);
                payload.write(unit.bytes[1]);
                payload.write(flags | unit.bytes[0] >> 1 & 0x3F);
            } else {
                payload.write(unit.bytes[0] & 0xE0 | (start ? InterleavedH264.FU_B : H264Payload.FU_A));
                payload.write(flags | unit.bytes[0] & 0x1F);
            }
            if (start) {
                write(payload, unit.number, 2);
            }
            payload.write(unit.bytes, at, size);
            emit(payload.toByteArray(), unit.timestamp, end && unit.lastSent);
            at += size;
        }
    }

    private void emit(byte[] payload, long timestamp, boolean marker) {
        byte[] said = h265 && random.nextInt(3) == 0 ? wrapped(payload) : payload;
        byte[] bytes = new byte[RtpPacket.FIXED_HEADER + said.length];
        bytes[0] = (byte) 0x80;
        System.arraycopy(said, 0, bytes, RtpPacket.FIXED_HEADER, said.length);
        RtpPacket packet = new RtpPacket().wrap(bytes, 0, bytes.length);
        packet.payloadType(PAYLOAD_TYPE);
        packet.marker(marker);
        packet.sequenceNumber(sequence++);
        packet.timestamp(timestamp);
        packet.ssrc(7);
        packets.add(packet);
    }

    /** With temporal scalability information (TSCI), 24 bits, of which nothing is needed, or more of what is not known. */
    private byte[] wrapped(byte[] payload) {
        int size = 3 + random.nextInt(5);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(payload[0] & 0x01 | PACI << 1);
        out.write(payload[1]);
        int type = payload[0] >> 1 & 0x3F;
        write(out, (payload[0] & 0x80) << 8 | type << 9 | size << 4 | 0x08, 2);
        for (int i = 0; i < size; i++) {
            out.write(random.nextInt(256));
        }
        out.write(payload, 2, payload.length - 2);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int value, int octets) {
        for (int i = octets - 1; i >= 0; i--) {
            out.write(value >> 8 * i);
        }
    }

    /** Each with an array of its own. */
    List<RtpPacket> packets() {
        return packets;
    }

    /** NAL units in the order in which they are decoded, as {@code type number} each. */
    List<String> described() {
        return units.stream()
                .map(unit -> "%d %d".formatted(unit.bytes[0] & 0x1F, unit.number))
                .toList();
    }
}
