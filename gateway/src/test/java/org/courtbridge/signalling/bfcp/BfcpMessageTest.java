package org.courtbridge.signalling.bfcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BfcpMessageTest {

    /** FloorRequest, version 1, conference 1, transaction 2, user 3, floor 4, with a text of five octets and its padding. */
    private static final String FLOOR_REQUEST = "20010003" + "00000001" + "00020003" + "05040004" + "1007736c69646500";

    /** FloorRequestStatus as Wireshark shows it: request 1 granted for floor 2 (groups in a group). */
    private static final String GRANTED = "50040007" + "12345678" + "00050006"
            + "1f1c0001" // FLOOR-REQUEST-INFORMATION, 28 octets
            + "25080001" // OVERALL-REQUEST-STATUS, 8 octets
            + "0b040300" // REQUEST-STATUS granted
            + "23040002" // FLOOR-REQUEST-STATUS
            + "1d0c0006" // BENEFICIARY-INFORMATION, 12 octets, with the padding of the name
            + "19065261" + "75660000";

    private static final List<BfcpMessage> ALL_KINDS = List.of(
            message(Primitive.Known.HELLO),
            message(
                    Primitive.Known.HELLO_ACK,
                    new BfcpAttribute.Supported(BfcpAttribute.SUPPORTED_PRIMITIVES, true, List.of(1, 2, 17)),
                    new BfcpAttribute.Supported(BfcpAttribute.SUPPORTED_ATTRIBUTES, true, List.of(1, 2, 3, 18))),
            message(
                    Primitive.Known.ERROR,
                    new BfcpAttribute.ErrorCodeAttribute(true, 4, "c8ca"),
                    new BfcpAttribute.Text(BfcpAttribute.ERROR_INFO, false, "Қате")),
            message(
                    Primitive.Known.FLOOR_REQUEST,
                    BfcpAttribute.id(BfcpAttribute.FLOOR_ID, 65_535),
                    BfcpAttribute.id(BfcpAttribute.BENEFICIARY_ID, 1),
                    new BfcpAttribute.Priority(false, 4),
                    new BfcpAttribute.Text(BfcpAttribute.PARTICIPANT_PROVIDED_INFO, false, "")),
            message(
                    Primitive.Known.FLOOR_STATUS,
                    BfcpAttribute.id(BfcpAttribute.FLOOR_ID, 1),
                    BfcpAttribute.group(
                            BfcpAttribute.FLOOR_REQUEST_INFORMATION,
                            7,
                            BfcpAttribute.group(
                                    BfcpAttribute.OVERALL_REQUEST_STATUS, 7, new BfcpAttribute.Status(true, 3, 0)),
                            BfcpAttribute.group(BfcpAttribute.FLOOR_REQUEST_STATUS, 1),
                            BfcpAttribute.group(
                                    BfcpAttribute.BENEFICIARY_INFORMATION,
                                    3,
                                    BfcpAttribute.text(BfcpAttribute.USER_DISPLAY_NAME, "Zal"),
                                    BfcpAttribute.text(BfcpAttribute.USER_URI, "sip:zal@court.example")))),
            message(new Primitive.Unknown(200), new BfcpAttribute.Unknown(99, true, "0102030405")));

    private static BfcpMessage message(Primitive primitive, BfcpAttribute... attributes) {
        return new BfcpMessage(2, true, primitive, 0xFFFF_FFFEL, 65_535, 3, List.of(attributes));
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }

    private static ByteBuf written(BfcpMessage message) {
        ByteBuf out = Unpooled.buffer();
        message.write(out);
        return out;
    }

    @Test
    void readsARequestForAFloor() {
        BfcpMessage message = BfcpMessage.parse(bytes(FLOOR_REQUEST));

        assertThat(message)
                .isEqualTo(new BfcpMessage(
                        1,
                        false,
                        Primitive.Known.FLOOR_REQUEST,
                        1,
                        2,
                        3,
                        List.of(
                                new BfcpAttribute.Id(BfcpAttribute.FLOOR_ID, true, 4),
                                new BfcpAttribute.Text(BfcpAttribute.PARTICIPANT_PROVIDED_INFO, false, "slide"))));
        assertThat(message.id(BfcpAttribute.FLOOR_ID)).hasValue(4);
    }

    @Test
    void readsGroupsWithinGroupsAndTheirPadding() {
        BfcpMessage message = BfcpMessage.parse(bytes(GRANTED));

        assertThat(message.response()).isTrue();
        assertThat(message.attributes())
                .containsExactly(new BfcpAttribute.Group(
                        BfcpAttribute.FLOOR_REQUEST_INFORMATION,
                        true,
                        1,
                        List.of(
                                BfcpAttribute.group(
                                        BfcpAttribute.OVERALL_REQUEST_STATUS, 1, new BfcpAttribute.Status(true, 3, 0)),
                                BfcpAttribute.group(BfcpAttribute.FLOOR_REQUEST_STATUS, 2),
                                BfcpAttribute.group(
                                        BfcpAttribute.BENEFICIARY_INFORMATION,
                                        6,
                                        BfcpAttribute.text(BfcpAttribute.USER_DISPLAY_NAME, "Rauf")))));
    }

    @Test
    void readsAGroupThatDoesNotCountThePaddingOfItsLastMember() {
        String uncounted = GRANTED.replace("1d0c0006", "1d0a0006").replace("1f1c0001", "1f1a0001");

        assertThat(BfcpMessage.parse(bytes(uncounted))).isEqualTo(BfcpMessage.parse(bytes(GRANTED)));
    }

    @Test
    void writesWhatWasRead() {
        for (String known : List.of(FLOOR_REQUEST, GRANTED)) {
            assertThat(ByteBufUtil.hexDump(written(BfcpMessage.parse(bytes(known)))))
                    .isEqualTo(known);
        }
    }

    @Test
    void everyKindComesBackAsItWas() {
        for (BfcpMessage message : ALL_KINDS) {
            assertThat(BfcpMessage.parse(written(message))).isEqualTo(message);
        }
    }

    @Test
    void everyPrimitiveHasTheNumberOfTheRfc() {
        assertThat(IntStream.rangeClosed(0, 255).mapToObj(Primitive::of).map(Primitive::code))
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 255).boxed().toList());
        assertThat(Primitive.of(13)).isEqualTo(Primitive.Known.ERROR);
        assertThat(Primitive.of(17)).isEqualTo(Primitive.Known.GOODBYE_ACK);
        assertThat(Primitive.of(18)).isEqualTo(new Primitive.Unknown(18));
    }

    @Test
    void refusesEveryTruncation() {
        for (BfcpMessage message : ALL_KINDS) {
            ByteBuf whole = written(message);
            for (int size = 0; size < whole.readableBytes(); size++) {
                ByteBuf cut = whole.slice(0, size);
                assertThatThrownBy(() -> BfcpMessage.parse(cut)).isInstanceOf(BfcpException.class);
            }
        }
    }

    /** The length that the header claims goes along with the cut, so that the cut is found by attributes. */
    @Test
    void refusesAttributesThatDoNotFit() {
        for (BfcpMessage message : ALL_KINDS) {
            ByteBuf whole = written(message);
            for (int units = 1; units < (whole.readableBytes() - 12) / 4; units++) {
                ByteBuf cut = whole.copy(0, 12 + units * 4).setShort(2, units);
                try {
                    BfcpMessage read = BfcpMessage.parse(cut);
                    // Attributes of the outermost level end there by chance.
                    assertThat(message.attributes())
                            .startsWith(read.attributes().toArray(new BfcpAttribute[0]));
                } catch (BfcpException e) {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNABLE_TO_PARSE_MESSAGE);
                }
            }
        }
    }

    @Test
    void whateverIsMutatedIsReadOrRefused() {
        Random random = new Random(8855);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            ByteBuf mutant = written(ALL_KINDS.get(random.nextInt(ALL_KINDS.size())));
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                mutant.setByte(random.nextInt(mutant.readableBytes()), random.nextInt(256));
            }
            try {
                BfcpMessage message = BfcpMessage.parse(mutant);
                if (!message.toString().contains("\uFFFD")) {
                    assertThat(BfcpMessage.parse(written(message))).isEqualTo(message);
                }
                read++;
            } catch (BfcpException e) {
                refused++;
            }
        }
        assertThat(read).isGreaterThan(2_000);
        assertThat(refused).isGreaterThan(2_000);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> BfcpMessage.parse(bytes("60" + FLOOR_REQUEST.substring(2))))
                .isInstanceOfSatisfying(
                        BfcpException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION))
                .hasMessage("version: 3 (expected: 1 or 2)");
        assertThatThrownBy(() -> BfcpMessage.parse(bytes(FLOOR_REQUEST + "00000000")))
                .isInstanceOfSatisfying(
                        BfcpException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INCORRECT_MESSAGE_LENGTH));
        assertThatThrownBy(() -> BfcpMessage.parse(bytes("200100010000000100020003" + "05030004")))
                .isInstanceOfSatisfying(
                        BfcpException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNABLE_TO_PARSE_MESSAGE));
    }

    @Test
    void unknownMandatoryAttributesAreFoundWithinGroupsToo() {
        List<BfcpAttribute> attributes = List.of(
                new BfcpAttribute.Unknown(100, false, ""),
                BfcpAttribute.group(
                        BfcpAttribute.BENEFICIARY_INFORMATION, 1, new BfcpAttribute.Unknown(101, true, "aa")));

        assertThat(BfcpAttribute.unknownMandatory(attributes)).containsExactly(101);
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        BfcpAttribute.Text name = BfcpAttribute.text(BfcpAttribute.USER_DISPLAY_NAME, "x" + "😀".repeat(30));

        assertThat(name.text()).isEqualTo("x" + "😀".repeat(11));
    }
}
