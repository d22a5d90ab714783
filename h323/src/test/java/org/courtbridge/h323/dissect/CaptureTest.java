package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.courtbridge.h323.dissect.Captures.bytes;
import static org.courtbridge.h323.dissect.Captures.enhanced;
import static org.courtbridge.h323.dissect.Captures.frames;
import static org.courtbridge.h323.dissect.Captures.joined;
import static org.courtbridge.h323.dissect.Captures.microsecondInterface;
import static org.courtbridge.h323.dissect.Captures.nanosecondInterface;
import static org.courtbridge.h323.dissect.Captures.pcap;
import static org.courtbridge.h323.dissect.Captures.section;
import static org.courtbridge.h323.dissect.Captures.simple;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureTest {

    private static final byte[] ONE = bytes("0102030405");
    private static final byte[] OTHER = bytes("06");

    static Stream<ByteOrder> orders() {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void readsPcap(ByteOrder order) {
        List<Frame> micro = frames(pcap(order, 0xA1B2C3D4, 1, ONE, OTHER));
        List<Frame> nano = frames(pcap(order, 0xA1B23C4D, 113, ONE));

        assertThat(micro).extracting(Frame::number).containsExactly(1, 2);
        assertThat(micro).extracting(Frame::octets).containsExactly(ONE, OTHER);
        assertThat(micro.getLast().time()).isEqualTo(Instant.ofEpochSecond(2, 5_000));
        assertThat(nano.getFirst().time()).isEqualTo(Instant.ofEpochSecond(1, 5));
        assertThat(nano.getFirst().linkType()).isEqualTo(113);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void readsPcapng(ByteOrder order) {
        List<Frame> frames = frames(joined(
                section(order),
                microsecondInterface(order, 1),
                nanosecondInterface(order, 101),
                Captures.block(order, 0xBAD, new byte[7]),
                enhanced(order, 0, 5_000_000_000_000_007L, ONE),
                enhanced(order, 1, 5_000_000_000_000_007L, OTHER),
                simple(order, ONE)));

        assertThat(frames).extracting(Frame::octets).containsExactly(ONE, OTHER, ONE);
        assertThat(frames).extracting(Frame::linkType).containsExactly(1, 101, 1);
        assertThat(frames.get(0).time()).isEqualTo(Instant.ofEpochSecond(5_000_000_000L, 7_000));
        assertThat(frames.get(1).time()).isEqualTo(Instant.ofEpochSecond(5_000_000, 7));
    }

    @Test
    void readsSectionsOfBothOrders() {
        byte[] file = joined(
                section(ByteOrder.BIG_ENDIAN),
                microsecondInterface(ByteOrder.BIG_ENDIAN, 1),
                enhanced(ByteOrder.BIG_ENDIAN, 0, 1, ONE),
                section(ByteOrder.LITTLE_ENDIAN),
                microsecondInterface(ByteOrder.LITTLE_ENDIAN, 101),
                enhanced(ByteOrder.LITTLE_ENDIAN, 0, 1, OTHER));

        assertThat(frames(file)).extracting(Frame::number).containsExactly(1, 2);
        assertThat(frames(file)).extracting(Frame::linkType).containsExactly(1, 101);
    }

    @Test
    void endsWhereTheFileWasCut() {
        byte[] file = pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 1, ONE, OTHER);
        for (int length = 24; length < file.length; length++) {
            int whole = length < 24 + 16 + ONE.length ? 0 : 1;
            assertThat(frames(Arrays.copyOf(file, length))).hasSize(whole);
        }
    }

    @Test
    void refusesWhatIsNoCapture() {
        assertThatThrownBy(() -> frames(bytes("504b0304 00")))
                .isInstanceOf(CaptureException.class)
                .hasMessage("neither pcap nor pcapng: the file begins with 504b0304");
        assertThatThrownBy(() -> frames(new byte[3])).isInstanceOf(CaptureException.class);
        byte[] tooLong = pcap(ByteOrder.BIG_ENDIAN, 0xA1B2C3D4, 1, ONE);
        tooLong[24 + 8] = 1;
        assertThatThrownBy(() -> frames(tooLong))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("(expected: 0 to 262144)");
        assertThatThrownBy(
                        () -> frames(joined(section(ByteOrder.BIG_ENDIAN), enhanced(ByteOrder.BIG_ENDIAN, 0, 1, ONE))))
                .isInstanceOf(CaptureException.class)
                .hasMessage("interface: 0 (expected: < 0)");
    }

    /** Whatever a file claims, it is read or refused. */
    @Test
    void survivesMutations() {
        byte[] file = joined(
                section(ByteOrder.LITTLE_ENDIAN),
                nanosecondInterface(ByteOrder.LITTLE_ENDIAN, 1),
                enhanced(ByteOrder.LITTLE_ENDIAN, 0, 7, ONE),
                simple(ByteOrder.LITTLE_ENDIAN, OTHER));
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = file.clone();
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            try {
                assertThat(frames(mutated)).hasSizeLessThanOrEqualTo(2);
            } catch (CaptureException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }
}
