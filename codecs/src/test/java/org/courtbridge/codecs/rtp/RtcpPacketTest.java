package org.courtbridge.codecs.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RtcpPacketTest {

    private static final ReportBlock BLOCK = new ReportBlock(7, 25, -3, 0x1_0002L, 99, 0xFFFF_0001L, 65_536);

    private static final List<RtcpPacket> ONE_OF_EACH = List.of(
            new SenderReport(0xFFFF_FFFEL, 0x8123_4567_89AB_CDEFL, 5, 6, 7, List.of(BLOCK, BLOCK)),
            new ReceiverReport(1, List.of(BLOCK)),
            SourceDescription.cname(1, "кіші@courtbridge"),
            new Goodbye(List.of(1L, 0xFFFF_FFFFL), "left"),
            new Goodbye(List.of(), ""),
            new ApplicationDefined(3, 1, "name", ByteBuffer.wrap(new byte[] {1, 2, 3, 4})),
            new GenericNack(1, 2, List.of(65_530, 65_535, 0, 10, 11, 300)),
            new TransportFeedback(
                    1,
                    2,
                    65_535,
                    0xABCDEF,
                    200,
                    List.of(
                            OptionalInt.of(0),
                            OptionalInt.empty(),
                            OptionalInt.of(255),
                            OptionalInt.of(256),
                            OptionalInt.of(-32_768))),
            new PictureLossIndication(1, 2),
            new FullIntraRequest(1, List.of(new FullIntraRequest.Entry(2, 255))),
            new MaximumBitrate(1, 1_500_000, List.of(2L, 3L)),
            new TemporaryBitrateRequest(
                    1, List.of(new BitrateTuple(2, 0x1FFFFL << 46, 511), new BitrateTuple(0xFFFF_FFFFL, 0, 0))),
            new TemporaryBitrateNotification(1, List.of(new BitrateTuple(3, 1_500_000, 40))),
            new TemporaryBitrateNotification(1, List.of()),
            new UnknownRtcp(207, 0, ByteBuffer.wrap(new byte[] {0, 0, 0, 1})),
            new UnknownRtcp(RtcpPacket.TRANSPORT_FEEDBACK, 5, ByteBuffer.wrap(new byte[12])));

    @Test
    void readsKnownBytes() {
        // An RR without blocks, the CNAME "ab", then a PLI, as they stand in RFC 3550 and RFC 4585.
        assertThat(parse("80c90001" + "00000001" + "81ca0003" + "00000001" + "01026162" + "00000000" + "81ce0002"
                        + "0000000100000002"))
                .containsExactly(
                        new ReceiverReport(1, List.of()),
                        SourceDescription.cname(1, "ab"),
                        new PictureLossIndication(1, 2));
        assertThat(parse("81cd0003" + "0000000100000002" + "00050003"))
                .containsExactly(new GenericNack(1, 2, List.of(5, 6, 7)));
        assertThat(parse("84ce0004" + "0000000100000000" + "00000002" + "09000000"))
                .containsExactly(new FullIntraRequest(1, List.of(new FullIntraRequest.Entry(2, 9))));
        assertThat(parse("8fce0005" + "0000000100000000" + "52454d42" + "010a03e8" + "00000002"))
                .containsExactly(new MaximumBitrate(1, (0x203E8L) << 2, List.of(2L)));
        // 2 ^ 4 * 93750 bit/s, and 40 octets of headers a packet.
        assertThat(parse("83cd0004" + "0000000100000000" + "00000002" + "12dc6c28"))
                .containsExactly(new TemporaryBitrateRequest(1, List.of(new BitrateTuple(2, 1_500_000, 40))));
        assertThat(parse("84cd0004" + "0000000200000000" + "00000001" + "fffffe28"))
                .containsExactly(new TemporaryBitrateNotification(2, List.of(new BitrateTuple(1, Long.MAX_VALUE, 40))));
        // A run of three small deltas, then a one-bit vector that says one was lost.
        assertThat(parse("8fcd0006" + "0000000100000002" + "00100004" + "00000507" + "20038000" + "04080400"))
                .containsExactly(new TransportFeedback(
                        1,
                        2,
                        16,
                        5,
                        7,
                        List.of(OptionalInt.of(4), OptionalInt.of(8), OptionalInt.of(4), OptionalInt.empty())));
    }

    @Test
    void takesTheOddPaddingOfTransportWideFeedback() {
        // The same, as Chromium 156 writes it: with one octet of padding, which is no whole word.
        assertThat(parse("afcd0006" + "0000000100000002" + "00100004" + "00000507" + "20038000" + "04080401"))
                .containsExactly(new TransportFeedback(
                        1,
                        2,
                        16,
                        5,
                        7,
                        List.of(OptionalInt.of(4), OptionalInt.of(8), OptionalInt.of(4), OptionalInt.empty())));
    }

    @Test
    void readsBackWhatWasWritten() {
        for (RtcpPacket packet : ONE_OF_EACH) {
            ByteBuf bytes = Unpooled.buffer();
            packet.write(bytes);
            assertThat(bytes.readableBytes() % 4).isZero();
            assertThat(RtcpPacket.parse(bytes)).containsExactly(packet);
        }
        ByteBuf compound = Unpooled.buffer();
        RtcpPacket.writeCompound(ONE_OF_EACH, compound);
        assertThat(RtcpPacket.parse(compound)).isEqualTo(ONE_OF_EACH);
    }

    @Test
    void readsBackFeedbackOfAnyPattern() {
        Random random = new Random(2);
        for (int round = 0; round < 300; round++) {
            int losses = random.nextInt(101);
            List<OptionalInt> deltas = IntStream.range(0, 1 + random.nextInt(60))
                    .mapToObj(i -> random.nextInt(100) < losses
                            ? OptionalInt.empty()
                            : OptionalInt.of(random.nextInt(10) == 0 ? random.nextInt(-9000, 9000) : 20))
                    .toList();
            var feedback = new TransportFeedback(1, 2, random.nextInt(65_536), 3, 4, deltas);
            ByteBuf bytes = Unpooled.buffer();
            feedback.write(bytes);
            assertThat(RtcpPacket.parse(bytes)).containsExactly(feedback);
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (RtcpPacket packet : ONE_OF_EACH) {
            ByteBuf bytes = Unpooled.buffer();
            packet.write(bytes);
            for (int length = 0; length < bytes.readableBytes(); length++) {
                ByteBuf cut = bytes.copy(0, length);
                assertThatThrownBy(() -> RtcpPacket.parse(cut))
                        .as("%s cut to %d", packet, length)
                        .isInstanceOf(MalformedPacketException.class);
            }
        }
    }

    @Test
    void refusesBodiesShorterThanTheirCount() {
        List<RtcpPacket> shortened = new ArrayList<>(ONE_OF_EACH);
        shortened.removeIf(packet -> packet instanceof UnknownRtcp
                || packet instanceof MaximumBitrate
                || packet.equals(new Goodbye(List.of(), "")));
        for (RtcpPacket packet : shortened) {
            ByteBuf bytes = Unpooled.buffer();
            packet.write(bytes);
            ByteBuf header = bytes.copy(0, 4);
            header.setShort(2, 0);
            assertThatThrownBy(() -> RtcpPacket.parse(header))
                    .as("%s", packet)
                    .isInstanceOf(MalformedPacketException.class);
        }
    }

    @Test
    void takesPaddingInTheLastPacketOnly() {
        assertThat(parse("a0c90002" + "00000001" + "00000004")).containsExactly(new ReceiverReport(1, List.of()));
        assertThatThrownBy(() -> parse("a0c90002" + "00000001" + "00000004" + "80c90001" + "00000001"))
                .isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> parse("a0c90002" + "00000001" + "00000009"))
                .isInstanceOf(MalformedPacketException.class);
        assertThatThrownBy(() -> parse("40c90001" + "00000001")).hasMessage("version: 1 (expected: 2)");
    }

    @Test
    void meetsMutatedBytesWithAnAnswerOrARefusal() {
        Random random = new Random(3);
        ByteBuf compound = Unpooled.buffer();
        RtcpPacket.writeCompound(ONE_OF_EACH, compound);
        byte[] good = ByteBufUtil.getBytes(compound);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                List<RtcpPacket> packets = RtcpPacket.parse(Unpooled.wrappedBuffer(bytes));
                RtcpPacket.writeCompound(packets, Unpooled.buffer());
                assertThat(RtcpPacket.isWhole(bytes, 0, bytes.length)).isTrue();
                accepted++;
            } catch (MalformedPacketException e) {
                continue;
            }
        }
        assertThat(accepted).isGreaterThan(100);
    }

    @Test
    void tellsACompoundThatIsCutShortOrGoesOn() {
        byte[] two = HexFormat.of().parseHex("ff" + "80c90001" + "00000001" + "81cb0001" + "00000001" + "ff");
        for (int length = 0; length <= 17; length++) {
            assertThat(RtcpPacket.isWhole(two, 1, length))
                    .as("%d of 16 bytes", length)
                    .isEqualTo(length == 8 || length == 16);
        }
        byte[] other = HexFormat.of().parseHex("40c90001" + "00000001");
        assertThat(RtcpPacket.isWhole(other, 0, other.length)).isFalse();
    }

    @Test
    void nackPacksRunsOfLosses() {
        ByteBuf bytes = Unpooled.buffer();
        new GenericNack(1, 2, IntStream.range(0, 17).boxed().toList()).write(bytes);
        assertThat(bytes.readableBytes()).isEqualTo(16);
        assertThat(Collections.max(((GenericNack) RtcpPacket.parse(bytes).getFirst()).lost()))
                .isEqualTo(16);
    }

    private static List<RtcpPacket> parse(String hex) {
        return RtcpPacket.parse(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
    }
}
