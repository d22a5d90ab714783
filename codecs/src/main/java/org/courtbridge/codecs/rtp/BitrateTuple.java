package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Maximum bit rate of one stream: an entry of TMMBR and of TMMBN (RFC 5104, sections 4.2.1.1 and 4.2.2.1).
 *
 * <pre>
 *   SSRC (32) | MxTBR exponent (6) | MxTBR mantissa (17) | measured overhead (9)
 * </pre>
 *
 * @param ssrc whose stream is limited in a request, and who limits it in a notification
 * @param bitrate bit/s with all headers, those of IP too; written with 17 significant bits, rounded down
 * @param overhead octets of headers that a packet has on the average, those of IP too, 0 to 511
 */
public record BitrateTuple(long ssrc, long bitrate, int overhead) {

    static final int SIZE = 8;
    private static final int MANTISSA_BITS = 17;

    static BitrateTuple parse(ByteBuf in) {
        long ssrc = in.readUnsignedInt();
        int word = in.readInt();
        int exponent = word >>> 26;
        long mantissa = word >>> 9 & 0x1FFFF;
        // An exponent past 46 may leave the positive longs; nobody has such a line.
        long bitrate = exponent > 46 && mantissa != 0 ? Long.MAX_VALUE : mantissa << exponent;
        return new BitrateTuple(ssrc, bitrate, word & 0x1FF);
    }

    static List<BitrateTuple> parseAll(ByteBuf in) {
        List<BitrateTuple> tuples = new ArrayList<>(1);
        while (in.readableBytes() >= SIZE) {
            tuples.add(parse(in));
        }
        return List.copyOf(tuples);
    }

    void write(ByteBuf out) {
        int exponent = exponent();
        out.writeInt((int) ssrc).writeInt(exponent << 26 | (int) (bitrate >> exponent) << 9 | overhead);
    }

    private int exponent() {
        return Math.max(0, 64 - MANTISSA_BITS - Long.numberOfLeadingZeros(bitrate));
    }

    /** As whoever reads it will have it: bit/s that can be written. */
    public BitrateTuple rounded() {
        int exponent = exponent();
        return new BitrateTuple(ssrc, bitrate >> exponent << exponent, overhead);
    }

    /**
     * Those of some limits that limit anything (RFC 5104, section 3.5.4.2): however many packets a second the stream has, one of
     * these is the narrowest. Each leaves to the media, at x packets a second, {@code bitrate - 8 * overhead * x}; of these
     * lines, the bounding set has those that are lowest somewhere.
     */
    public static List<BitrateTuple> boundingSet(Collection<BitrateTuple> tuples) {
        List<BitrateTuple> bounding = new ArrayList<>();
        // Without packets the lowest bit rate is the narrowest, and of equals the one with most overhead.
        Comparator<BitrateTuple> narrowest = Comparator.comparingLong(BitrateTuple::bitrate)
                .thenComparing(Comparator.comparingInt(BitrateTuple::overhead).reversed());
        tuples.stream().min(narrowest).ifPresent(bounding::add);
        boolean more = !bounding.isEmpty();
        while (more) {
            BitrateTuple last = bounding.getLast();
            Predicate<BitrateTuple> meets = tuple -> tuple.overhead > last.overhead && last.leftWhere(tuple) > 0;
            var next = tuples.stream()
                    .filter(meets)
                    .min(Comparator.comparingDouble(last::packetsWhere)
                            .thenComparing(Comparator.comparingInt(BitrateTuple::overhead)
                                    .reversed()));
            next.ifPresent(bounding::add);
            more = next.isPresent();
        }
        return List.copyOf(bounding);
    }

    /** Packets a second at which this one and another, with more overhead, leave the same. */
    private double packetsWhere(BitrateTuple other) {
        return (other.bitrate - bitrate) / (8.0 * (other.overhead - overhead));
    }

    /** bit/s that both leave to the media there. */
    private double leftWhere(BitrateTuple other) {
        return bitrate - 8 * overhead * packetsWhere(other);
    }
}
