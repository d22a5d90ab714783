package org.courtbridge.h323.per;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings and lists of no length, of more than 16K, and of lengths on either side of where the encoding changes. */
class PerLengthsTest {

    private static byte[] written(Consumer<PerWriter> value) {
        PerWriter out = new PerWriter();
        value.accept(out);
        return out.toOctets();
    }

    private static String hex(Consumer<PerWriter> value) {
        return HexFormat.of().formatHex(written(value));
    }

    private static PerReader in(String hex) {
        return PerReader.of(HexFormat.of().parseHex(hex));
    }

    private static String random(int length, String letters) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    /** Each with a bit before and after it, which it must leave alone. */
    private static <T> void comesBack(T value, Consumer<PerWriter> write, Function<PerReader, T> read) {
        PerReader in = PerReader.of(written(out -> {
            out.bool(true);
            write.accept(out);
            out.bool(true);
        }));
        assertThat(in.bool()).isTrue();
        assertThat(read.apply(in)).isEqualTo(value);
        assertThat(in.bool()).isTrue();
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 90_000})
    void stringsOfAnyLengthComeBack(int length) {
        BitString bits = BitString.of(random(length, "01"));
        comesBack(bits, out -> out.bitString(bits, Size.ANY), in -> in.bitString(Size.ANY));
        String text = random(length, "abcxyz ÄҚ");
        comesBack(
                text, out -> out.characters(text, Size.ANY, Alphabet.BMP), in -> in.characters(Size.ANY, Alphabet.BMP));
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        comesBack(
                HexFormat.of().formatHex(octets),
                out -> out.openOctets(octets),
                in -> HexFormat.of().formatHex(in.openOctets()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 127, 128, 16_383, 16_384, 16_385, 20_000})
    void listsOfAnyLengthComeBack(int length) {
        Random random = new Random(length);
        List<Boolean> list = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            list.add(random.nextBoolean());
        }
        comesBack(list, out -> out.list(list, Size.ANY, PerWriter::bool), in -> in.list(Size.ANY, PerReader::bool));
    }

    /** In front of what is behind it. */
    @Test
    void anOpenTypeOfNoOctetIsLeftAtOnce() {
        PerReader in = in("0055");
        long entered = in.enterOpen();
        assertThat(in.remaining()).isZero();
        assertThatThrownBy(in::bool).isInstanceOf(PerException.class);
        in.leaveOpen(entered);
        assertThat(in.bits(8)).isEqualTo(0x55);
    }

    /** X.691, clause 16.9 and 16.10: up to 16 bits stand where they are, more begin at an octet. */
    @ParameterizedTest
    @CsvSource({
        "0, c0",
        "1, e0",
        "7, ff80",
        "8, ffc0",
        "9, ffe0",
        "11, fff8",
        "15, ffff80",
        "16, ffffc0",
        "17, 80ffffc0",
        "24, 80ffffff80"
    })
    void fixedBitStringsOfUpTo16BitsAreNotAligned(int length, String octets) {
        BitString bits = BitString.of("1".repeat(length));
        assertThat(hex(out -> {
                    out.bool(true);
                    out.bitString(bits, Size.fixed(length));
                    out.bool(true);
                }))
                .isEqualTo(octets);
        BitString pattern = BitString.of(
                "10110011101010001".substring(0, Math.min(length, 17)) + "1".repeat(Math.max(0, length - 17)));
        comesBack(pattern, out -> out.bitString(pattern, Size.fixed(length)), in -> in.bitString(Size.fixed(length)));
    }

    /** X.691, clauses 30.5.6 and 30.5.7: 16 bits of a fixed string stand where they are, of one that may be shorter they do not. */
    @Test
    void charactersThatMayTakeMoreThan16BitsBeginAtAnOctet() {
        assertThat(hex(out -> {
                    out.bool(true);
                    out.characters("AB", Size.fixed(2), Alphabet.IA5);
                }))
                .isEqualTo("a0a100");
        assertThat(hex(out -> {
                    out.bool(true);
                    out.characters("ABC", Size.fixed(3), Alphabet.IA5);
                }))
                .isEqualTo("80414243");
        assertThat(hex(out -> {
                    out.bool(true);
                    out.characters("A", Size.of(1, 2), Alphabet.IA5);
                }))
                .as("a bit for one of two lengths, and then an octet")
                .isEqualTo("8041");
        assertThat(hex(out -> {
                    out.bool(true);
                    out.characters("A", Size.of(0, 1), Alphabet.IA5);
                }))
                .as("no more than eight bits")
                .isEqualTo("d040");
        assertThat(hex(out -> {
                    out.bool(true);
                    out.characters("1", Size.of(1, 3), Alphabet.NUMERIC);
                }))
                .as("twelve bits at the most")
                .isEqualTo("84");
        assertThat(hex(out -> {
                    out.bool(true);
                    out.characters("1", Size.of(1, 4), Alphabet.NUMERIC);
                }))
                .as("sixteen")
                .isEqualTo("8020");
        for (int most = 1; most < 8; most++) {
            Size size = Size.of(0, most);
            String text = "1".repeat(most);
            comesBack(
                    text,
                    out -> out.characters(text, size, Alphabet.NUMERIC),
                    in -> in.characters(size, Alphabet.NUMERIC));
        }
    }

    /** What is not there is not made up of zeros. */
    @Test
    void whatEndsBeforeItsLengthIsRefused() {
        assertThatThrownBy(() -> in("64ffff").bitString(Size.ANY)).hasMessage("bits: 16 (expected: >= 100 more)");
        assertThatThrownBy(() -> in("ffff").bitString(Size.fixed(17))).hasMessage("bits: 16 (expected: >= 17 more)");
        assertThatThrownBy(() -> in("0341").characters(Size.ANY, Alphabet.IA5))
                .hasMessage("bits: 8 (expected: >= 24 more)");
        assertThatThrownBy(() -> in("0341").octets(Size.ANY)).hasMessage("bits: 8 (expected: >= 24 more)");
        assertThatThrownBy(() -> in("ff").skip(9)).hasMessage("bits: 8 (expected: >= 9 more)");
        assertThat(in("ff").skip(8)).isZero();
    }

    /** Lists within lists are types within types. */
    @Test
    void listsNestAsDeepAsIsAllowed() {
        assertThat(nested(PerReader.MAX_DEPTH)).isNotEmpty();
        assertThatThrownBy(() -> nested(PerReader.MAX_DEPTH + 1)).hasMessage("depth: more than 64 types");
    }

    private static List<?> nested(int depth) {
        return in("00").list(Size.fixed(1), new Nested(depth - 1));
    }

    /** A list of one list, and so on, which takes no room. */
    private record Nested(int depth) implements Function<PerReader, Object> {

        @Override
        public Object apply(PerReader in) {
            return depth == 0 ? "end" : in.list(Size.fixed(1), new Nested(depth - 1));
        }
    }
}
