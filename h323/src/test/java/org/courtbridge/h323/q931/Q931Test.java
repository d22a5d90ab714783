package org.courtbridge.h323.q931;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Q931Test {

    /** As H323Plus writes it: bearer capability, a display with a zero at its end, user-user. */
    private static final String SETUP =
            "0802" + "0cc6" + "05" + "04038890a5" + "2806616c69636500" + "7e0003" + "05aabb";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void readsWhatWasSent() {
        Q931Message setup = Q931Message.decode(bytes(SETUP));

        assertThat(setup.callReference()).isEqualTo(CallReference.ofOriginator(3270));
        assertThat(setup.type()).isEqualTo(MessageType.SETUP);
        assertThat(setup.bearerCapability())
                .contains(new BearerCapability(
                        0,
                        BearerCapability.UNRESTRICTED_DIGITAL,
                        0,
                        BearerCapability.RATE_64K,
                        OptionalInt.empty(),
                        OptionalInt.of(BearerCapability.H221)));
        assertThat(setup.display()).map(Display::shown).contains("alice");
        assertThat(setup.userUser()).contains(new UserUser(UserUser.H225, Octets.ofHex("aabb")));
        assertThat(setup.cause()).isEmpty();
        assertThat(setup.encode()).isEqualTo(bytes(SETUP));
    }

    @Test
    void knowsWhoseCallReferenceItIs() {
        Q931Message answer = Q931Message.decode(bytes("08028cc602"));

        assertThat(answer.callReference()).isEqualTo(new CallReference(2, 3270, true));
        assertThat(answer.callReference().reversed()).isEqualTo(CallReference.ofOriginator(3270));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // without a call reference, with one of one octet, with the global one
                "080075",
                "08018575",
                "0802000075",
                // an unknown type, an unknown element, an element twice, elements out of order, one of one octet
                "080200014c",
                "080200015a" + "550201027e00010528026162",
                "080200015a" + "280161280162280161",
                // a keypad after user-user, an empty display, sending complete
                "080200017b" + "7e0001052c0131" + "2800" + "a1",
                // another codeset, where user-user has a length of one octet, and back
                "080200017b" + "96" + "7e0105" + "90" + "7e000105",
                // for one element
                "080200017b" + "9e" + "7e0105" + "7e000105"
            })
    void writesOddMessagesAsTheyCame(String hex) {
        assertThat(HexFormat.of().formatHex(Q931Message.decode(bytes(hex)).encode()))
                .isEqualTo(hex);
    }

    @Test
    void looksForElementsInCodeset0() {
        Q931Message locking = Q931Message.decode(bytes("080200017b" + "96" + "280161" + "90" + "280162"));
        Q931Message once = Q931Message.decode(bytes("080200017b" + "9e" + "280161" + "280163"));

        assertThat(locking.display()).contains(new Display("b"));
        assertThat(once.display()).contains(new Display("c"));
    }

    @Test
    void putsAnElementWhereItBelongs() {
        Q931Message message = new Q931Message(
                        CallReference.ofOriginator(1),
                        MessageType.RELEASE_COMPLETE,
                        List.of(UserUser.h225(bytes("00")).toElement()))
                .with(Cause.of(16).toElement());

        assertThat(HexFormat.of().formatHex(message.encode())).isEqualTo("080200015a" + "08028090" + "7e00020500");
    }

    static Stream<InformationElement> views() {
        return Stream.of(
                BearerCapability.video(6).toElement(),
                Cause.of(16).toElement(),
                new Cause(0, 2, OptionalInt.of(1), 34, Octets.ofHex("0102")).toElement(),
                CallState.ACTIVE.toElement(),
                new Display("Room\u00e9\0").toElement(),
                new Keypad("4501#").toElement(),
                new Signal(0x3F).toElement(),
                new ProgressIndicator(0, 2, ProgressIndicator.IN_BAND).toElement(),
                new CalledPartyNumber(0, 1, "4501").toElement(),
                new CallingPartyNumber(2, 9, Optional.empty(), "77").toElement(),
                new CallingPartyNumber(2, 1, Optional.of(new CallingPartyNumber.Presentation(1, 3)), "").toElement(),
                UserUser.h225(new byte[300]).toElement());
    }

    @ParameterizedTest
    @MethodSource("views")
    void readsTheElementsThatItWrites(InformationElement element) {
        Q931Message message = new Q931Message(CallReference.ofOriginator(7), MessageType.STATUS, List.of(element));

        Q931Message read = Q931Message.decode(message.encode());

        assertThat(read).isEqualTo(message);
        assertThat(reread(read)).isEqualTo(element);
    }

    private static InformationElement reread(Q931Message message) {
        return Stream.of(
                        message.bearerCapability().map(BearerCapability::toElement),
                        message.cause().map(Cause::toElement),
                        message.callState().map(CallState::toElement),
                        message.display().map(Display::toElement),
                        message.keypad().map(Keypad::toElement),
                        message.signal().map(Signal::toElement),
                        message.progressIndicator().map(ProgressIndicator::toElement),
                        message.calledPartyNumber().map(CalledPartyNumber::toElement),
                        message.callingPartyNumber().map(CallingPartyNumber::toElement),
                        message.userUser().map(UserUser::toElement))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsTheElementsOfOthers() {
        // a cause from the network with a recommendation; a calling number that must not be shown, checked by the
        // network
        Q931Message message = Q931Message.decode(bytes("080200015a" + "080302819f" + "6c04" + "21a3" + "3737"));

        assertThat(message.cause()).contains(new Cause(0, 2, OptionalInt.of(1), 31, Octets.of()));
        assertThat(message.callingPartyNumber())
                .contains(new CallingPartyNumber(2, 1, Optional.of(new CallingPartyNumber.Presentation(1, 3)), "77"));
    }

    @Test
    void refusesEveryTruncationOfWhatHasALength() {
        byte[] whole = bytes(SETUP);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            // the ends of the header and of each element are ends of a message, too
            if (length == 5 || length == 10 || length == 18) {
                assertThat(Q931Message.decode(cut).encode()).isEqualTo(cut);
            } else {
                assertThatThrownBy(() -> Q931Message.decode(cut)).isInstanceOf(Q931Exception.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0400", "040188", "0800", "080180", "1400", "3400", "1e00", "1e0180", "6c00", "7000", "7e0000"})
    void refusesAViewOfTooLittle(String element) {
        Q931Message message = Q931Message.decode(bytes("0802000105" + element));

        assertThatThrownBy(() -> reread(message)).isInstanceOf(Q931Exception.class);
    }

    @Test
    void refusesWhatIsNoMessage() {
        assertThatThrownBy(() -> Q931Message.decode(bytes("0302000105")))
                .isInstanceOf(Q931Exception.class)
                .hasMessage("protocol discriminator: 3 (expected: 8)");
        assertThatThrownBy(() -> Q931Message.decode(bytes("080300000105")))
                .isInstanceOf(Q931Exception.class)
                .hasMessage("call reference: 3 octets (expected: <= 2)");
        assertThatThrownBy(() -> Q931Message.decode(bytes("080200017b" + "a1".repeat(201))))
                .isInstanceOf(Q931Exception.class)
                .hasMessage("information elements: more than 200");
    }

    @Test
    void refusesToWriteWhatHasNoRoom() {
        Octets long256 = Octets.of(new byte[256]);

        assertThatThrownBy(() -> new InformationElement(InformationElement.DISPLAY, long256))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Q931Message(
                                CallReference.ofOriginator(1),
                                MessageType.INFORMATION,
                                List.of(
                                        new InformationElement(0x96, Octets.of()),
                                        new InformationElement(InformationElement.USER_USER, long256)))
                        .encode())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CallReference.ofOriginator(32_768)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Mutated messages are refused by the one exception, or come out as they went in. */
    @Test
    void writesWhatItReadsOfMutations() {
        Random random = new Random(5);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated = bytes(SETUP);
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            try {
                Q931Message message = Q931Message.decode(mutated);
                read++;
                assertThat(message.encode()).isEqualTo(mutated);
            } catch (Q931Exception e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
        assertThat(read).isGreaterThan(2_000);
    }
}
