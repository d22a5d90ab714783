package org.courtbridge.h323.per;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PerTest {

    private static final Bounds OCTET = Bounds.of(0, 255);

    /** What there is of the personnel record without extensions of X.691, clause A.1: names and so on, without tags. */
    @Test
    void writesAndReadsTheNamesOfTheStandardsExample() {
        String name = "044a6f686e" + "0150" + "05536d697468";
        byte[] written = written(out -> {
            out.characters("John", Size.ANY, Alphabet.IA5);
            out.characters("P", Size.ANY, Alphabet.IA5);
            out.characters("Smith", Size.ANY, Alphabet.IA5);
        });
        assertThat(written).asHexString().isEqualToIgnoringCase(name);
        PerReader in = PerReader.of(written);
        assertThat(in.characters(Size.ANY, Alphabet.IA5)).isEqualTo("John");
        assertThat(in.characters(Size.ANY, Alphabet.IA5)).isEqualTo("P");
        assertThat(in.characters(Size.ANY, Alphabet.IA5)).isEqualTo("Smith");
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // Clause 11.5.7: a bit field, one octet, two octets, octets behind their number.
        "0, 0, 0, 00",
        "5, 0, 7, a0",
        "254, 0, 254, fe",
        "255, 0, 255, ff",
        "4, 3, 258, 01",
        "256, 0, 256, 0100",
        "65535, 0, 65535, ffff",
        "65536, 0, 65536, 80010000",
        "0, 0, 4294967295, 0000",
        "256, 0, 4294967295, 400100",
        "4294967295, 0, 4294967295, c0ffffffff",
        "-1, -2, 1, 40"
    })
    void constrainedWholeNumbers(long value, long lower, long upper, String octets) {
        Bounds bounds = Bounds.of(lower, upper);
        byte[] written = written(out -> out.constrained(value, bounds));
        assertThat(written).asHexString().isEqualToIgnoringCase(octets);
        assertThat(PerReader.of(written).constrained(bounds)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0, 0100", "127, 017f", "128, 0180", "256, 020100", "4294967296, 050100000000"})
    void semiConstrainedWholeNumbers(long value, String octets) {
        byte[] written = written(out -> out.semiConstrained(value, 0));
        assertThat(written).asHexString().isEqualToIgnoringCase(octets);
        assertThat(PerReader.of(written).semiConstrained(0)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0, 0100", "127, 017f", "128, 020080", "-1, 01ff", "-129, 02ff7f"})
    void unconstrainedWholeNumbers(BigInteger value, String octets) {
        byte[] written = written(out -> out.unconstrained(value));
        assertThat(written).asHexString().isEqualToIgnoringCase(octets);
        assertThat(PerReader.of(written).unconstrained()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"0, 3, false, 00", "2, 3, false, 80", "1, 2, true, 40", "2, 2, true, 80", "66, 2, true, c00140"})
    void indices(int index, int root, boolean extensible, String octets) {
        byte[] written = written(out -> out.index(index, root, extensible));
        assertThat(written).asHexString().isEqualToIgnoringCase(octets);
        assertThat(PerReader.of(written).index(root, extensible)).isEqualTo(index);
    }

    /** X.691, clause 19.8: the length of the bit-field is that of the additions, of which there is at least one. */
    @Test
    void anExtensionOfNothingIsNone() {
        PerReader in = PerReader.of(new byte[] {(byte) 0x80, 0});
        assertThatThrownBy(in::extensions).isInstanceOf(PerException.class).hasMessageContaining("additions: 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64, 65, 200})
    void extensionsOfAnyNumber(int count) {
        boolean[] present = new boolean[count];
        present[count - 1] = true;
        for (int before = 0; before < 8; before++) {
            int bitsBefore = before;
            PerReader in = PerReader.of(written(out -> {
                out.bits(0, bitsBefore);
                out.extensions(present);
                out.bits(5, 3);
            }));
            in.bits(bitsBefore);
            assertThat(in.extensions()).isEqualTo(count);
            long first = in.skip(count);
            assertThat(in.bits(3)).isEqualTo(5);
            for (int i = 0; i < count; i++) {
                assertThat(in.bitsFrom(first + i, 1)).isEqualTo(present[i] ? 1 : 0);
            }
            assertThat(in.remaining()).isZero();
        }
    }

    /** H.225.0's own, which every RAS message and Setup begins with: seen in the recordings. */
    @Test
    void objectIdentifiers() {
        byte[] written = written(out -> out.objectIdentifier(ObjectIdentifier.of("0.0.8.2250.0.4")));
        assertThat(written).asHexString().isEqualToIgnoringCase("060008914a0004");
        ObjectIdentifier read = PerReader.of(written).objectIdentifier();
        assertThat(read).hasToString("0.0.8.2250.0.4").isEqualTo(ObjectIdentifier.of("0.0.8.2250.0.4"));
        assertThat(read.startsWith(ObjectIdentifier.of("0.0.8.2250.0"))).isTrue();
        assertThat(ObjectIdentifier.of("2.999.1.99999999999999999")).hasToString("2.999.1.99999999999999999");
        assertThatThrownBy(() -> PerReader.of(bytes("0281")).objectIdentifier()).isInstanceOf(PerException.class);
        assertThatThrownBy(() -> PerReader.of(bytes("0181")).objectIdentifier()).isInstanceOf(PerException.class);
        assertThatThrownBy(() -> ObjectIdentifier.of("3.1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void dialledDigitsTakeFourBits() {
        // H.225.0: IA5String (SIZE (1..128)) (FROM ("0123456789#*,")).
        Alphabet dialled = Alphabet.of("0123456789#*,");
        byte[] written = written(out -> out.characters("4501", Size.of(1, 128), dialled));
        // The length less one in seven bits; the digits, by their places behind "#*,", from the next octet on.
        assertThat(written).asHexString().isEqualToIgnoringCase("067834");
        assertThat(PerReader.of(written).characters(Size.of(1, 128), dialled)).isEqualTo("4501");
    }

    @Test
    void kazakhNames() {
        byte[] written = written(out -> out.characters("Қайрат", Size.of(1, 256), Alphabet.BMP));
        assertThat(written).asHexString().isEqualToIgnoringCase("05049a04300439044004300442");
        assertThat(PerReader.of(written).characters(Size.of(1, 256), Alphabet.BMP))
                .isEqualTo("Қайрат");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 16_385, 65_535, 65_536, 81_920, 150_000})
    void octetStringsOfAnyLength(int length) {
        byte[] value = new byte[length];
        new Random(length).nextBytes(value);
        byte[] written = written(out -> {
            out.bool(true);
            out.octets(value, Size.ANY);
            out.bool(true);
        });
        PerReader in = PerReader.of(written);
        assertThat(in.bool()).isTrue();
        assertThat(in.octets(Size.ANY)).isEqualTo(value);
        assertThat(in.bool()).isTrue();
    }

    @Test
    void aFragmentSaysHowManySixteenKFollow() {
        byte[] written = written(out -> out.octets(new byte[81_921], Size.ANY));
        assertThat(written[0]).isEqualTo((byte) 0xC4);
        assertThat(written[1 + 65_536]).isEqualTo((byte) 0xC1);
        assertThat(Arrays.copyOfRange(written, written.length - 2, written.length))
                .containsExactly(1, 0);
    }

    @Test
    void shortFixedStringsAreNotAligned() {
        byte[] written = written(out -> {
            out.bool(true);
            out.octets(new byte[] {(byte) 0xFF, 0}, Size.fixed(2));
            out.octets(new byte[] {1, 2, 3}, Size.fixed(3));
            out.bitString(BitString.of("101"), Size.fixed(3));
            out.characters("12", Size.fixed(2), Alphabet.IA5);
            out.bitString(BitString.of("11"), Size.of(0, 2));
        });
        // 1 11111111 00000000, aligned 010203, 101, 31 and 32 within, a length in two bits, aligned 11.
        assertThat(written).asHexString().isEqualToIgnoringCase("ff8000" + "010203" + "a62650" + "c0");
    }

    @Test
    void whatFollowsABitStringIsNoneOfIt() {
        byte[] written = written(out -> {
            out.bitString(BitString.of("10101"), Size.ANY);
            out.bits(7, 3);
            out.bitString(BitString.ofOctets((byte) 0x12, (byte) 0x34, (byte) 0x56), Size.fixed(24));
        });
        assertThat(written).asHexString().isEqualToIgnoringCase("05af" + "123456");
        PerReader in = PerReader.of(written);
        assertThat(in.bitString(Size.ANY)).isEqualTo(BitString.of("10101")).hasToString("10101");
        assertThat(in.bits(3)).isEqualTo(7);
        assertThat(in.bitString(Size.fixed(24)).toOctets()).asHexString().isEqualTo("123456");
    }

    @Test
    void readsOpenTypesOneAfterTheOtherAndWithinEachOther() {
        byte[] written = written(out -> {
            out.open(outer -> {
                outer.open(inner -> inner.constrained(200, OCTET));
                outer.open(inner -> inner.constrained(7, OCTET));
            });
            out.open(outer -> outer.constrained(9, OCTET));
        });
        PerReader in = PerReader.of(written);
        long outer = in.enterOpen();
        assertThat(opened(in, OCTET)).isEqualTo(200);
        assertThat(opened(in, OCTET)).isEqualTo(7);
        assertThat(in.remaining()).isZero();
        in.leaveOpen(outer);
        assertThat(opened(in, OCTET)).isEqualTo(9);
        assertThat(in.remaining()).isZero();
    }

    /** A number that is all of an open type. */
    private static long opened(PerReader in, Bounds bounds) {
        long entered = in.enterOpen();
        long number = in.constrained(bounds);
        in.leaveOpen(entered);
        return number;
    }

    @Test
    void anExtensibleSizeIsLeftByABit() {
        Size size = Size.of(1, 3).orMore();
        byte[] within = written(out -> out.octets(new byte[] {7, 8}, size));
        byte[] beyond = written(out -> out.octets(new byte[] {7, 8, 9, 10}, size));
        assertThat(within).asHexString().isEqualToIgnoringCase("200708");
        assertThat(beyond).asHexString().isEqualToIgnoringCase("80040708090a");
        assertThat(PerReader.of(within).octets(size)).containsExactly(7, 8);
        assertThat(PerReader.of(beyond).octets(size)).containsExactly(7, 8, 9, 10);
    }

    @Test
    void anOpenTypeIsReadByItselfAndLeftWhereItEnds() {
        byte[] written = written(out -> {
            out.open(inside -> inside.constrained(5, Bounds.of(0, 7)));
            out.open(inside -> {});
            out.bool(true);
        });
        assertThat(written).asHexString().isEqualToIgnoringCase("01a0" + "0100" + "80");
        PerReader in = PerReader.of(written);
        assertThat(opened(in, Bounds.of(0, 7))).isEqualTo(5);
        assertThat(in.openOctets()).containsExactly(0);
        assertThat(in.bool()).isTrue();
        PerReader inside = PerReader.of(written);
        long entered = inside.enterOpen();
        inside.bits(8);
        assertThatThrownBy(inside::bool).isInstanceOf(PerException.class);
        inside.leaveOpen(entered);
        assertThat(inside.remaining()).isEqualTo(3);
    }

    /** Of every kind of piece one after the other, of random values and sizes. */
    @Test
    void whateverIsWrittenIsReadAgain() {
        for (int seed = 0; seed < 3_000; seed++) {
            Pieces pieces = new Pieces(seed);
            byte[] written = written(out -> pieces.all.forEach(piece -> piece.write.accept(out)));
            PerReader in = PerReader.of(written);
            for (Piece piece : pieces.all) {
                assertThat(piece.read.apply(in)).as("seed %d", seed).isEqualTo(piece.value);
            }
            assertThat(in.remaining()).as("seed %d", seed).isZero();
        }
    }

    @Test
    void everyTruncationAndMutationIsRefusedOrReadAsSomethingElse() {
        Random random = new Random(323);
        int refused = 0;
        for (int seed = 0; seed < 300; seed++) {
            Pieces pieces = new Pieces(seed);
            byte[] written = written(out -> pieces.all.forEach(piece -> piece.write.accept(out)));
            for (int length = 0; length < written.length; length += 1 + written.length / 100) {
                refused += isRefused(Arrays.copyOf(written, length), pieces) ? 1 : 0;
            }
            for (int round = 0; round < 200; round++) {
                byte[] mutated = written.clone();
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
                isRefused(mutated, pieces);
            }
        }
        assertThat(refused).isPositive();
    }

    private static boolean isRefused(byte[] octets, Pieces pieces) {
        try {
            PerReader in = PerReader.of(octets);
            for (Piece piece : pieces.all) {
                Object _ = piece.read.apply(in);
            }
            return false;
        } catch (PerException e) {
            assertThat(e).message().isNotBlank();
            return true;
        }
    }

    @Test
    void refusesWhatNobodyHasReasonToSend() {
        // A list of 65,535 items that take no room.
        assertThatThrownBy(() -> PerReader.of(bytes("ffff")).list(Size.of(0, 65_535), item -> "nothing"))
                .hasMessage("items of lists: 65535 (expected: <= 20000)");
        assertThatThrownBy(() -> PerReader.of(bytes("c4")).octets(Size.ANY)).isInstanceOf(PerException.class);
        assertThatThrownBy(() -> PerReader.of(bytes("c500")).octets(Size.ANY)).isInstanceOf(PerException.class);
        assertThatThrownBy(() -> PerReader.of(bytes("09ffffffffffffffffff")).semiConstrained(0))
                .hasMessage("length: 9 (expected: <= 8)");
        assertThatThrownBy(() -> PerReader.of(bytes("c0")).constrained(Bounds.of(0, 2)))
                .hasMessage("integer: 3 (expected: 0 to 2)");
    }

    @Test
    void typesNestAsDeepAsIsAllowed() {
        PerReader in = PerReader.of(bytes("0100"));
        for (int depth = 0; depth < PerReader.MAX_DEPTH; depth++) {
            in.enter();
        }
        assertThatThrownBy(in::enter).hasMessage("depth: more than 64 types");
        in.enterOpen();
        assertThatThrownBy(in::enter).hasMessage("depth: more than 64 types");
        in.leave();
        in.enter();
    }

    @Test
    void readsUpToSevenOctetsFromAnyBitOn() {
        byte[] octets = bytes("5aa55a3cc396690ff0a5");
        BigInteger whole = new BigInteger(1, octets);
        int all = 8 * octets.length;
        for (int from = 0; from <= all; from++) {
            for (int count = 0; count <= Math.min(PerReader.MAX_BITS, all - from); count++) {
                PerReader in = PerReader.of(octets);
                for (int i = 0; i < from; i++) {
                    in.bool();
                }
                BigInteger expected = whole.shiftRight(all - from - count).mod(BigInteger.ONE.shiftLeft(count));
                assertThat(in.bits(count)).isEqualTo(expected.longValueExact());
            }
        }
    }

    @Test
    void anOpenTypeEndsWhereItSays() {
        PerReader in = PerReader.of(bytes("01ff55"));
        long entered = in.enterOpen();
        assertThat(in.bits(8)).isEqualTo(0xFF);
        assertThat(in.remaining()).isZero();
        assertThatThrownBy(() -> in.bits(1)).isInstanceOf(PerException.class);
        in.leaveOpen(entered);
        assertThat(in.bits(8)).isEqualTo(0x55);
        assertThatThrownBy(() -> PerReader.of(bytes("02ff")).enterOpen()).isInstanceOf(PerException.class);
    }

    /** Those of an open type and of one within it, each of which is left before its end. */
    @Test
    void joinsTheFragmentsOfAnOpenType() {
        byte[] long17K = new byte[17_000];
        new Random(1).nextBytes(long17K);
        byte[] within = written(out -> {
            out.openOctets(long17K);
            out.bits(0x1234, 16);
        });
        PerReader in = PerReader.of(written(out -> {
            out.openOctets(within);
            out.bits(0x55, 8);
        }));
        long outer = in.enterOpen();
        long inner = in.enterOpen();
        for (int i = 0; i < long17K.length - 1; i++) {
            assertThat((byte) in.bits(8)).isEqualTo(long17K[i]);
        }
        assertThat(in.remaining()).isEqualTo(1);
        in.leaveOpen(inner);
        assertThat(in.bits(8)).isEqualTo(0x12);
        in.leaveOpen(outer);
        assertThat(in.bits(8)).isEqualTo(0x55);
        assertThat(in.remaining()).isZero();
    }

    /** One value: how it is written and read. */
    private record Piece(Object value, Consumer<PerWriter> write, Function<PerReader, Object> read) {}

    private static final class Pieces {

        private final Random random;
        final List<Piece> all = new ArrayList<>();

        Pieces(int seed) {
            random = new Random(seed);
            all.add(new Piece(true, out -> out.bool(true), PerReader::bool));
            int count = 1 + random.nextInt(12);
            for (int i = 0; i < count; i++) {
                all.add(piece());
            }
        }

        private Piece piece() {
            return switch (random.nextInt(9)) {
                case 0 -> {
                    boolean value = random.nextBoolean();
                    yield new Piece(value, out -> out.bool(value), PerReader::bool);
                }
                case 1 -> {
                    long lower = random.nextInt(-1_000, 1_000);
                    long upper = lower + (1L << random.nextInt(33)) - 1;
                    long value = random.nextLong(lower, upper + 1);
                    Bounds bounds = Bounds.of(lower, upper);
                    yield new Piece(value, out -> out.constrained(value, bounds), in -> in.constrained(bounds));
                }
                case 2 -> {
                    BigInteger value = new BigInteger(random.nextInt(1, 200), random).negate();
                    yield new Piece(value, out -> out.unconstrained(value), PerReader::unconstrained);
                }
                case 3 -> {
                    long value = random.nextLong() >>> random.nextInt(2, 64);
                    yield new Piece(value, out -> out.semiConstrained(value, 0), in -> in.semiConstrained(0));
                }
                case 4 -> {
                    Size size = size();
                    List<Integer> value = IntStream.generate(() -> random.nextInt(256))
                            .limit(count(size))
                            .boxed()
                            .toList();
                    byte[] octets = new byte[value.size()];
                    for (int i = 0; i < octets.length; i++) {
                        octets[i] = (byte) (int) value.get(i);
                    }
                    yield new Piece(
                            HexFormat.of().formatHex(octets),
                            out -> out.octets(octets, size),
                            in -> HexFormat.of().formatHex(in.octets(size)));
                }
                case 5 -> {
                    Size size = size();
                    BitString value = BitString.of(IntStream.range(0, count(size))
                            .mapToObj(i -> random.nextBoolean() ? "1" : "0")
                            .collect(joining()));
                    yield new Piece(value, out -> out.bitString(value, size), in -> in.bitString(size));
                }
                case 6 -> {
                    Size size = size();
                    String letters = List.of("01", "0123456789#*,", " 0123456789", "abcdefghijklmnopqrstuvwxyzӘҚ")
                            .get(random.nextInt(4));
                    Alphabet alphabet = Alphabet.of(letters);
                    String value = IntStream.range(0, count(size))
                            .mapToObj(i -> letters.charAt(random.nextInt(letters.length())))
                            .map(String::valueOf)
                            .reduce("", String::concat);
                    yield new Piece(
                            value, out -> out.characters(value, size, alphabet), in -> in.characters(size, alphabet));
                }
                case 7 -> {
                    Size size = size();
                    List<Long> value = IntStream.range(0, count(size))
                            .mapToObj(i -> (long) random.nextInt(5))
                            .toList();
                    yield new Piece(
                            value,
                            out -> out.list(value, size, (item, one) -> item.constrained(one, Bounds.of(0, 4))),
                            in -> in.list(size, item -> item.constrained(Bounds.of(0, 4))));
                }
                default -> {
                    int root = random.nextInt(1, 300);
                    int value = random.nextInt(root + 100);
                    yield new Piece(value, out -> out.index(value, root, true), in -> in.index(root, true));
                }
            };
        }

        private Size size() {
            int lower = random.nextInt(4);
            return switch (random.nextInt(5)) {
                case 0 -> Size.ANY;
                case 1 -> Size.fixed(lower);
                case 2 -> Size.of(lower, lower + random.nextInt(400));
                case 3 -> Size.atLeast(lower);
                default -> Size.of(lower, lower + 2).orMore();
            };
        }

        private int count(Size size) {
            int most = size.extensible() ? 20 : Math.min(size.upper(), size.lower() + 300);
            return size.lower() + random.nextInt(most - size.lower() + 1);
        }
    }

    private static byte[] written(Consumer<PerWriter> value) {
        PerWriter out = new PerWriter();
        value.accept(out);
        return out.toOctets();
    }

    private static byte[] bytes(String hex) {
        return hex.isEmpty() ? new byte[0] : HexFormat.of().parseHex(hex);
    }

    @Test
    void charactersOfAnAlphabetAreNumberedInTheOrderOfTheirCodes() {
        Alphabet dialled = Alphabet.of("0123456789#*,");
        assertThat("#*,0123456789".chars().map(one -> dialled.code((char) one)).toArray())
                .isEqualTo(IntStream.range(0, 13).toArray());
    }
}
