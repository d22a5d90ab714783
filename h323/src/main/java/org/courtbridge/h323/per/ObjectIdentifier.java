package org.courtbridge.h323.per;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An OBJECT IDENTIFIER (X.680, clause 32), kept as the contents octets of its BER encoding (X.690, clause 8.19), so that
 * even arcs of any length come out as they came in.
 */
public final class ObjectIdentifier {

    static final int MAX_OCTETS = 256;

    private static final int ARCS_OF_SHORT_ROOTS = 40;

    private final byte[] contents;

    private ObjectIdentifier(byte[] contents) {
        this.contents = contents;
    }

    /**
     * @param dotted such as "0.0.8.2250.0.7"
     * @throws IllegalArgumentException if that is no object identifier
     */
    public static ObjectIdentifier of(String dotted) {
        if (!dotted.matches("[0-2](\\.(0|[1-9][0-9]{0,17})){1,100}")) {
            throw new IllegalArgumentException("object identifier: " + dotted);
        }
        List<Long> arcs = Arrays.stream(dotted.split("\\.")).map(Long::valueOf).toList();
        if (arcs.get(0) < 2 && arcs.get(1) >= ARCS_OF_SHORT_ROOTS) {
            throw new IllegalArgumentException("object identifier: " + dotted);
        }
        List<Byte> octets = new ArrayList<>();
        write(ARCS_OF_SHORT_ROOTS * arcs.get(0) + arcs.get(1), octets);
        arcs.subList(2, arcs.size()).forEach(arc -> write(arc, octets));
        byte[] contents = new byte[octets.size()];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = octets.get(i);
        }
        return new ObjectIdentifier(contents);
    }

    private static void write(long arc, List<Byte> octets) {
        for (int shift = (63 - Long.numberOfLeadingZeros(arc | 1)) / 7 * 7; shift > 0; shift -= 7) {
            octets.add((byte) (arc >> shift & 0x7F | 0x80));
        }
        octets.add((byte) (arc & 0x7F));
    }

    static ObjectIdentifier ofContents(byte[] contents) {
        if (contents.length == 0 || (contents[contents.length - 1] & 0x80) != 0) {
            throw new PerException("object identifier: %d octets, the last arc unfinished".formatted(contents.length));
        }
        return new ObjectIdentifier(contents);
    }

    byte[] contents() {
        return contents;
    }

    /** Whether it is this one or below it. */
    public boolean startsWith(ObjectIdentifier above) {
        return contents.length >= above.contents.length
                && Arrays.equals(contents, 0, above.contents.length, above.contents, 0, above.contents.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectIdentifier that && Arrays.equals(contents, that.contents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(contents);
    }

    /** Dotted; an arc that does not fit into 63 bits is shown by its octets. */
    @Override
    public String toString() {
        List<String> arcs = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < contents.length; i++) {
            if ((contents[i] & 0x80) == 0) {
                arcs.addAll(arc(start, i + 1));
                start = i + 1;
            }
        }
        return arcs.stream().collect(Collectors.joining("."));
    }

    private List<String> arc(int from, int to) {
        if (to - from > 9) {
            return List.of("x" + HexFormat.of().formatHex(contents, from, to));
        }
        long arc = 0;
        for (int i = from; i < to; i++) {
            arc = arc << 7 | contents[i] & 0x7F;
        }
        if (from > 0) {
            return List.of(Long.toString(arc));
        }
        long root = Math.min(2, arc / ARCS_OF_SHORT_ROOTS);
        return List.of(Long.toString(root), Long.toString(arc - root * ARCS_OF_SHORT_ROOTS));
    }
}
