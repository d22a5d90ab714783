package org.courtbridge.h323.per;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Tests of refused values, each with the value next to it that is not: octets of a sender by the reader, our values by the
 * writer.
 */
class PerRefusalsTest {

    private static PerReader in(String hex) {
        return PerReader.of(HexFormat.of().parseHex(hex));
    }

    private static void refused(String hex, Function<PerReader, ?> type, String message) {
        assertThatThrownBy(() -> type.apply(in(hex)))
                .as(hex)
                .isInstanceOf(PerException.class)
                .hasMessage(message);
    }

    private static void notOurs(Consumer<PerWriter> value, String message) {
        assertThatThrownBy(() -> value.accept(new PerWriter()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static String written(Consumer<PerWriter> value) {
        PerWriter out = new PerWriter();
        value.accept(out);
        return HexFormat.of().formatHex(out.toOctets());
    }

    @Test
    void numbersOutsideOfTheirBounds() {
        refused("ff", in -> in.constrained(Bounds.of(-3, 251)), "integer: 252 (expected: -3 to 251)");
        assertThat(in("fe").constrained(Bounds.of(-3, 251))).isEqualTo(251);
        refused("8000", in -> in.constrained(Bounds.of(0, 0x7FFF)), "integer: 32768 (expected: 0 to 32767)");
        assertThat(in("7fff").constrained(Bounds.of(0, 0x7FFF))).isEqualTo(0x7FFF);
        refused("80010001", in -> in.constrained(Bounds.of(0, 65_536)), "integer: 65537 (expected: 0 to 65536)");
        assertThat(in("80010000").constrained(Bounds.of(0, 65_536))).isEqualTo(65_536);
        refused("c0000000000000", in -> in.constrained(Bounds.of(0, 65_536)), "number: 3 (expected: 0 to 2)");
        notOurs(out -> out.constrained(5, Bounds.of(6, 8)), "integer: 5 (expected: 6 to 8)");
        notOurs(out -> out.constrained(9, Bounds.of(6, 8)), "integer: 9 (expected: 6 to 8)");
        assertThat(written(out -> out.constrained(6, Bounds.of(6, 8)))).isEqualTo("00");
        assertThat(written(out -> out.constrained(8, Bounds.of(6, 8)))).isEqualTo("80");
    }

    /** What fits into 63 bits above the lower bound is read; of a bit more nobody has reason to send. */
    @Test
    void numbersWithoutAnUpperBoundThatAreTooLarge() {
        assertThat(in("087fffffffffffffff").semiConstrained(0)).isEqualTo(Long.MAX_VALUE);
        refused("088000000000000000", in -> in.semiConstrained(0), "integer: larger than 2^63");
        assertThat(in("087ffffffffffffffe").semiConstrained(1)).isEqualTo(Long.MAX_VALUE);
        refused("087fffffffffffffff", in -> in.semiConstrained(1), "integer: larger than 2^63");
        refused("c1", in -> in.semiConstrained(0), "length: 16384 (expected: <= 8)");
        assertThat(written(out -> out.semiConstrained(7, 7))).isEqualTo("0100");
        notOurs(out -> out.semiConstrained(6, 7), "integer: 6 (expected: >= 7)");
    }

    @Test
    void integersOfNoOctetAndOfMoreThan128() {
        refused("00", PerReader::unconstrained, "integer: 0 octets (expected: >= 1)");
        assertThat(in("8080" + "7f".repeat(128)).unconstrained()).isEqualTo(new BigInteger("7f".repeat(128), 16));
        refused("8081" + "7f".repeat(129), PerReader::unconstrained, "length: 129 (expected: <= 128)");
    }

    @Test
    void smallNumbersThatAreLarge() {
        assertThat(in("8004" + "7fffffff").normallySmall()).isEqualTo(Integer.MAX_VALUE);
        refused("800480000000", PerReader::normallySmall, "small number: 2147483648");
        assertThat(in("3f").normallySmall()).isEqualTo(31);
        assertThat(written(out -> out.normallySmall(63))).isEqualTo("7e");
        assertThat(written(out -> out.normallySmall(64))).isEqualTo("800140");
    }

    @Test
    void choicesThatThereAreNot() {
        refused("c0", in -> in.index(3, false), "integer: 3 (expected: 0 to 2)");
        refused("60", in -> in.index(3, true), "integer: 3 (expected: 0 to 2)");
        assertThat(in("80").index(3, false)).isEqualTo(2);
        notOurs(out -> out.index(3, 3, false), "index: 3 (expected: < 3)");
        assertThat(in("c0047fffffff").index(3, true))
                .as("an index has no more than 31 bits")
                .isEqualTo(Integer.MAX_VALUE);
    }

    /** A count of blocks of 16K, of which there are one to four at a time. */
    @Test
    void lengthsInBlocksThatThereAreNot() {
        for (String hex : List.of("c0", "c5", "ff")) {
            int blocks = Integer.parseInt(hex, 16) & 0x3F;
            refused(hex, in -> in.octets(Size.ANY), "fragment: %d blocks of 16K (expected: 1 to 4)".formatted(blocks));
        }
    }

    @Test
    void sizesOutsideOfTheirBounds() {
        Size atLeast2 = Size.atLeast(2);
        Size upTo70000 = Size.of(0, 70_000);
        refused("0107", in -> in.octets(atLeast2), "items: 1 (expected: 2 to 2147483647)");
        assertThat(in("020708").octets(atLeast2)).containsExactly(7, 8);
        refused("0180", in -> in.bitString(atLeast2), "items: 1 (expected: 2 to 2147483647)");
        assertThat(in("0280").bitString(atLeast2)).hasToString("10");
        refused("0141", in -> in.characters(atLeast2, Alphabet.IA5), "items: 1 (expected: 2 to 2147483647)");
        assertThat(in("024142").characters(atLeast2, Alphabet.IA5)).isEqualTo("AB");
        refused("0180", in -> in.list(atLeast2, PerReader::bool), "items: 1 (expected: 2 to 2147483647)");
        assertThat(in("0280").list(atLeast2, PerReader::bool)).containsExactly(true, false);
        byte[] most = new byte[70_000];
        assertThat(PerReader.of(HexFormat.of().parseHex(written(out -> out.octets(most, Size.ANY))))
                        .octets(upTo70000))
                .hasSize(70_000);
        refused(
                written(out -> out.octets(new byte[70_001], Size.ANY)),
                in -> in.octets(upTo70000),
                "items: 70001 (expected: 0 to 70000)");
        notOurs(out -> out.octets(new byte[1], Size.fixed(2)), "items: 1 (expected: 2 to 2)");
        notOurs(out -> out.bitString(BitString.of("101"), Size.of(0, 2)), "items: 3 (expected: 0 to 2)");
    }

    /** A later version may send more, or fewer, where there is an ellipsis. */
    @Test
    void takesOtherSizesWhereThereIsAnEllipsis() {
        Size extensible = Size.of(2, 3).orMore();
        for (int count : new int[] {0, 1, 2, 3, 4}) {
            byte[] octets = new byte[count];
            BitString bits = BitString.of("1".repeat(count));
            String text = "A".repeat(count);
            List<Boolean> list = Collections.nCopies(count, true);
            assertThat(in(written(out -> out.octets(octets, extensible))).octets(extensible))
                    .isEqualTo(octets);
            assertThat(in(written(out -> out.bitString(bits, extensible))).bitString(extensible))
                    .isEqualTo(bits);
            assertThat(in(written(out -> out.characters(text, extensible, Alphabet.IA5)))
                            .characters(extensible, Alphabet.IA5))
                    .isEqualTo(text);
            assertThat(in(written(out -> out.list(list, extensible, PerWriter::bool)))
                            .list(extensible, PerReader::bool))
                    .isEqualTo(list);
        }
    }

    /** Of all lists of a message together. */
    @Test
    void moreThanTwentyThousandItems() {
        Size size = Size.of(0, 65_535);
        PerReader in = in("4e1f" + "0001" + "0001");
        assertThat(in.list(size, _ -> "nothing")).hasSize(19_999);
        assertThat(in.list(size, _ -> "nothing")).hasSize(1);
        assertThatThrownBy(() -> in.list(size, _ -> "nothing"))
                .hasMessage("items of lists: 20001 (expected: <= 20000)");
    }

    @Test
    void charactersThatAreNotOfTheAlphabet() {
        Alphabet ten = Alphabet.of("abcdefghij");
        assertThat(ten.bits()).isEqualTo(4);
        assertThat(in("90").characters(Size.fixed(1), ten)).isEqualTo("j");
        refused("a0", in -> in.characters(Size.fixed(1), ten), "character code: 10 (not of the alphabet)");
        notOurs(out -> out.characters("k", Size.fixed(1), ten), "character U+006B is not of the alphabet");
        assertThat(in("7f").characters(Size.fixed(1), Alphabet.IA5)).isEqualTo("\u007f");
        refused("80", in -> in.characters(Size.fixed(1), Alphabet.IA5), "character code: 128 (not of the alphabet)");
        Alphabet holes = Alphabet.of("\u0000\u0003");
        assertThat(holes.bits()).isEqualTo(1);
        assertThat(in("80").characters(Size.fixed(1), holes)).isEqualTo("\u0003");
        for (String nonsense : List.of("", "a", "aa")) {
            assertThatThrownBy(() -> Alphabet.of(nonsense)).hasMessage("alphabet: " + nonsense);
        }
    }

    @Test
    void objectIdentifiersThatAreNone() {
        refused("00", PerReader::objectIdentifier, "object identifier: 0 octets, the last arc unfinished");
        refused("0281" + "81", PerReader::objectIdentifier, "object identifier: 2 octets, the last arc unfinished");
        assertThat(in("8100" + "01".repeat(256)).objectIdentifier().contents()).hasSize(256);
        refused("8101" + "01".repeat(257), PerReader::objectIdentifier, "length: 257 (expected: <= 256)");
        for (String dotted : List.of("0.40", "1.40", "3.1", "1", "", "1.02", "1..2", "1.2.")) {
            assertThatThrownBy(() -> ObjectIdentifier.of(dotted)).hasMessage("object identifier: " + dotted);
        }
        for (String dotted : List.of("0.39", "1.0", "1.39", "2.40", "2.0.128.16383.16384")) {
            assertThat(ObjectIdentifier.of(dotted)).hasToString(dotted);
        }
    }

    /** An arc of ten octets is shown as it came, as it does not fit into 63 bits. */
    @Test
    void arcsOfAnyLengthComeOutAsTheyCameIn() {
        String nine = "ff".repeat(8) + "7f";
        assertThat(in("0a2a" + nine).objectIdentifier()).hasToString("1.2." + Long.MAX_VALUE);
        assertThat(in("0b2a" + "81" + "80".repeat(8) + "00").objectIdentifier())
                .hasToString("1.2.x81" + "80".repeat(8) + "00");
    }

    @Test
    void anObjectIdentifierIsBelowAnotherOrNot() {
        ObjectIdentifier above = ObjectIdentifier.of("0.0.8.245");
        assertThat(ObjectIdentifier.of("0.0.8.245.0.7").startsWith(above)).isTrue();
        assertThat(above.startsWith(above)).isTrue();
        assertThat(ObjectIdentifier.of("0.0.8").startsWith(above)).isFalse();
        assertThat(ObjectIdentifier.of("0.0.8.246.0.7").startsWith(above)).isFalse();
        assertThat(above)
                .isEqualTo(ObjectIdentifier.of("0.0.8.245"))
                .hasSameHashCodeAs(ObjectIdentifier.of("0.0.8.245"))
                .isNotEqualTo(ObjectIdentifier.of("0.0.8.246"))
                .isNotEqualTo("0.0.8.245");
        assertThat(above.hashCode())
                .isNotEqualTo(ObjectIdentifier.of("0.0.8.246").hashCode());
    }

    @Test
    void bitsAreTheSameIfTheirNumberIsTheSameToo() {
        assertThat(BitString.of("1"))
                .isEqualTo(BitString.of("1"))
                .hasSameHashCodeAs(BitString.of("1"))
                .isNotEqualTo(BitString.of("10"))
                .isNotEqualTo(BitString.of("0"))
                .isNotEqualTo("1");
        assertThat(BitString.of("1").hashCode()).isNotEqualTo(BitString.of("0").hashCode());
        assertThat(BitString.of("101").length()).isEqualTo(3);
        BitString eight = BitString.ofOctets((byte) 0xA0);
        assertThat(eight.length()).isEqualTo(8);
        eight.toOctets()[0] = 0;
        assertThat(eight).as("what is given out is a copy").hasToString("10100000");
    }

    @Test
    void typesThatNobodyCanHave() {
        for (Runnable type : List.<Runnable>of(
                () -> Size.of(-1, 2), () -> Size.of(3, 2), () -> Bounds.of(1, 0), () -> Bounds.of(0, 1L << 32))) {
            assertThatThrownBy(type::run).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Size.of(0, 0).upper()).isZero();
        assertThat(Bounds.of(0, (1L << 32) - 1).upper()).isEqualTo(0xFFFF_FFFFL);
        assertThat(Bounds.of(5, 5).lower()).isEqualTo(5);
    }
}
