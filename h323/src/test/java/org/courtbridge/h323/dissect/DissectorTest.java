package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.h323.dissect.Captures.bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.dissect.DissectedMessage.Protocol;
import org.courtbridge.h323.h450.H450Types;
import org.courtbridge.h323.h450.OperationCode;
import org.courtbridge.h323.h450.RemoteOperation;
import org.courtbridge.h323.h450.SupplementaryService;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.TpktDecoder;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DissectorTest {

    static List<DissectedMessage> dissect(byte[] file) throws IOException {
        return dissect(new ByteArrayInputStream(file));
    }

    static List<DissectedMessage> dissectResource(String name) throws IOException {
        try (InputStream file = DissectorTest.class.getResourceAsStream("/captures/%s.pcap".formatted(name))) {
            return dissect(Objects.requireNonNull(file));
        }
    }

    private static List<DissectedMessage> dissect(InputStream file) throws IOException {
        List<DissectedMessage> messages = new ArrayList<>();
        Dissector.dissect(file, messages::add);
        return messages;
    }

    /** How many there are is what tshark says. */
    @ParameterizedTest
    @CsvSource({
        "a_direct_faststart_tunnel, 0, 5, 0, 0",
        "b_direct_slowstart_h245tcp, 0, 5, 16, 0",
        "c1_gk_routed_tunnel_faststart, 22, 9, 0, 0",
        "c2_gk_routed_slowstart_h245tcp, 20, 9, 28, 0",
        "d1_gk_h235_accepted_h2351, 20, 9, 0, 0",
        "d1_gk_h235_accepted_md5, 20, 9, 0, 0",
        "e1_direct_denied_by_callee, 0, 5, 0, 0",
        "f1_direct_video_h261_h264_h239_offered, 0, 16, 0, 20",
        "g1_gk_h46018_h46019_traversal, 32, 28, 0, 27"
    })
    void readsEveryMessageOfTheCapturesAndWritesTheSame(
            String capture, long ras, long callSignalling, long h245, long tunnelled) throws IOException {
        List<DissectedMessage> messages = dissectResource(capture);

        assertThat(messages).allSatisfy(message -> {
            assertThat(message.fault()).isEmpty();
            assertThat(message.identical()).isTrue();
        });
        assertThat(count(messages, Protocol.RAS)).isEqualTo(ras);
        assertThat(count(messages, Protocol.CALL_SIGNALLING)).isEqualTo(callSignalling);
        assertThat(count(messages, Protocol.H245)).isEqualTo(h245);
        assertThat(count(messages, Protocol.TUNNELLED_H245)).isEqualTo(tunnelled);
    }

    /** H.460.17. */
    @Test
    void readsRasOnAConnectionOfCallSignalling() throws IOException {
        byte[] facility = SignallingMessage.ofRas(
                        Octets.of(new UnregistrationMessage.Confirm(7).encode()), Octets.ofHex("ff"))
                .toMessage()
                .encode();
        List<DissectedMessage> messages =
                dissectRaw(tcp(40_000, 1720, 1, HexFormat.of().formatHex(TpktDecoder.packet(facility))));

        assertThat(messages)
                .extracting(DissectedMessage::protocol)
                .containsExactly(Protocol.CALL_SIGNALLING, Protocol.RAS, Protocol.RAS);
        assertThat(messages)
                .extracting(DissectedMessage::name)
                .containsExactly("FACILITY (empty)", "unregistrationConfirm", "");
        assertThat(messages.get(1).fault()).isEmpty();
        assertThat(messages.get(2).fault()).isPresent();
    }

    private static long count(List<DissectedMessage> messages, Protocol protocol) {
        return messages.stream()
                .filter(message -> message.protocol() == protocol)
                .count();
    }

    private static byte[] ip(int protocol, String rest) {
        int length = 20 + bytes(rest).length;
        return bytes("4500 %04x 0000 0000 40%02x 0000 0a0a0001 0a0a0003 ".formatted(length, protocol) + rest);
    }

    private static byte[] tcp(int from, int to, int sequence, String octets) {
        return ip(6, "%04x %04x %08x 00000000 5010 ffff 0000 0000 ".formatted(from, to, sequence) + octets);
    }

    private static List<DissectedMessage> dissectRaw(byte[]... frames) throws IOException {
        return dissect(Captures.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 101, frames));
    }

    @Test
    void saysWhatItCannotRead() throws IOException {
        List<DissectedMessage> messages = dissectRaw(
                ip(17, "06b7 06b7 000a 0000 ffff"),
                // a packet, then something else than one
                tcp(4000, 1720, 1, "0300000a 080200015a 00"),
                tcp(4000, 1720, 11, "160301"),
                tcp(4000, 1720, 14, "00"),
                tcp(4000, 1720, 15, "0300000a 080200015a 00"));

        assertThat(messages)
                .extracting(DissectedMessage::protocol)
                .containsExactly(Protocol.RAS, Protocol.CALL_SIGNALLING, Protocol.CALL_SIGNALLING);
        assertThat(messages).noneMatch(DissectedMessage::isDecoded).noneMatch(DissectedMessage::identical);
        assertThat(messages.get(1).fault()).contains("message: 6 octets (expected: more)");
        assertThat(messages.get(2).frame()).isEqualTo(4);
        assertThat(messages.get(2).fault()).contains("TPKT version: 22 (expected: 3)");
        assertThat(MessageText.of(messages.get(1))).contains("NOT DECODED: message");
        assertThat(messages.stream().reduce(Tally.NONE, Tally::with, (one, other) -> one))
                .hasToString("messages=3 decoded=0 identical=0");
    }

    @Test
    void passesOverWhatIsNotOfH323() throws IOException {
        assertThat(dissectRaw(tcp(4000, 443, 1, "0300000a 080200015a 00"), ip(17, "1388 1389 000a 0000 8008")))
                .isEmpty();
    }

    /** A message with neither user-user nor anything that we would know. */
    @Test
    void showsElementsThatItDoesNotKnow() throws IOException {
        DissectedMessage message = dissectRaw(
                        tcp(4000, 1720, 1, "0300001a 080280014c 55010a 08028090 140100 080180 9e 280133"))
                .getFirst();

        assertThat(message.name()).isEqualTo("UNKNOWN(76)");
        assertThat(message.isDecoded()).isTrue();
        assertThat(message.identical()).isTrue();
        assertThat(MessageText.of(message))
                .contains("Sent to originator: true", "UNKNOWN(85): 0a", "Cause value: 16", "Call state value: 0")
                .contains("Not understood: Cause: 1 octets (expected: more)", "Element 40: 33");
    }

    private static DissectedMessage facility(Octets... services) throws IOException {
        byte[] packet = TpktDecoder.packet(new SignallingMessage(
                        CallReference.ofOriginator(5),
                        new SignallingBody.Empty(),
                        Optional.of(true),
                        List.of(),
                        List.of(services),
                        List.of())
                .toMessage()
                .encode());
        return dissectRaw(tcp(4000, 1720, 1, HexFormat.of().formatHex(packet))).getFirst();
    }

    private static RemoteOperation invoke(int operation, Optional<Octets> argument) {
        return new RemoteOperation.Invoke(7, Optional.empty(), OperationCode.local(operation), argument);
    }

    /** A call is transferred to us, held, and something is asked that is of no Recommendation here. */
    @Test
    void showsWhatIsSaidOfSupplementaryServices() throws IOException {
        Octets setup = Octets.of(H450Types.CT_SETUP_ARG.encode(
                H450Types.CT_SETUP_ARG.build().set("callIdentity", "4711").done()));
        Octets held = Octets.of(H450Types.REMOTE_HOLD_RES.encode(
                H450Types.REMOTE_HOLD_RES.build().done()));
        DissectedMessage message = facility(
                new SupplementaryService(
                                SupplementaryService.Interpretation.CLEAR_CALL,
                                List.of(
                                        invoke(10, Optional.of(setup)),
                                        invoke(5000, Optional.of(Octets.ofHex("c0de")))))
                        .encode(),
                SupplementaryService.answering(List.of(
                                new RemoteOperation.Result(
                                        BigInteger.TWO,
                                        Optional.of(
                                                new RemoteOperation.Result.Outcome(OperationCode.local(103), held))),
                                new RemoteOperation.Failure(
                                        BigInteger.TWO, OperationCode.local(1005), Optional.empty())))
                        .encode());

        assertThat(message.fault()).isEmpty();
        assertThat(message.identical()).isTrue();
        assertThat(MessageText.of(message).lines().map(String::strip))
                .containsSubsequence(
                        "h4501SupplementaryService: 2",
                        "Item 0",
                        "interpretationApdu",
                        "clearCallIfAnyInvokePduNotRecognized: NULL",
                        "rosApdus: 2",
                        "invoke",
                        "invokeId: 7",
                        "opcode",
                        "local: 10",
                        "argument",
                        "callIdentity: 4711",
                        "local: 5000",
                        "argument: c0de",
                        "Item 1",
                        "returnResult",
                        "invokeId: 2",
                        "local: 103",
                        "result",
                        "returnError",
                        "local: 1005");
    }

    @Test
    void saysWhichSupplementaryServiceItCannotRead() throws IOException {
        DissectedMessage message = facility(Octets.ofHex("ff"));
        assertThat(message.fault())
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("SupplementaryService: "));
        assertThat(message.identical()).isFalse();
        assertThat(MessageText.of(message)).contains("Item 0: ff");

        DissectedMessage argument =
                facility(SupplementaryService.answering(List.of(invoke(9, Optional.of(Octets.ofHex("ff")))))
                        .encode());
        assertThat(argument.fault())
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("CTInitiateArg: "));
        assertThat(MessageText.of(argument)).contains("argument: ff");
    }

    /** An encoding that another encoder would have written otherwise: 7 as two octets. */
    @Test
    void seesThatASupplementaryServiceIsEncodedOtherwise() throws IOException {
        Octets usual = Octets.ofHex("0001000007000165");
        assertThat(facility(usual).identical()).isTrue();
        DissectedMessage message = facility(Octets.ofHex("000100000700020065"));
        assertThat(message.fault()).isEmpty();
        assertThat(message.identical()).isFalse();
    }

    @Test
    void letsNoPeerControlTheTerminal() throws IOException {
        DissectedMessage message =
                dissectRaw(tcp(4000, 1720, 1, "0300000e 0802000105 28031b5b4a")).getFirst();

        assertThat(MessageText.of(message)).contains("Display: \\u001b[J");
    }
}
