package org.courtbridge.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.UserUser;
import org.junit.jupiter.api.Test;

class SharedConnectionTest {

    private static final Octets GUID = Octets.ofHex("00112233445566778899aabbccddeeff");

    private static Q931Message message(SignallingBody body) {
        return SignallingMessage.ofBody(CallReference.ofOriginator(7), body, Optional.of(true))
                .toMessage();
    }

    private static Q931Message answer(SignallingBody.Answer.Step step) {
        return message(new SignallingBody.Answer(
                step,
                Optional.of(GUID),
                GUID,
                Optional.empty(),
                List.of(),
                false,
                Optional.of("Bob"),
                FeatureSet.NONE,
                List.of()));
    }

    private static Sequence uuie(Q931Message message) {
        return UserInformation.of(message).orElseThrow().uuie().orElseThrow();
    }

    @Test
    void saysThatTheConnectionStaysAndTakesOtherCalls() {
        for (SignallingBody.Answer.Step step : SignallingBody.Answer.Step.values()) {
            Q931Message answer = answer(step);
            if (UserInformation.has(uuie(answer), "multipleCalls")) {
                Sequence marked = uuie(SharedConnection.mark(answer));
                assertThat(marked.flag("multipleCalls")).isTrue();
                assertThat(marked.flag("maintainConnection")).isTrue();
                assertThat(SharedConnection.mark(marked, false)).isEqualTo(uuie(answer));
                Sequence said = uuie(answer);
                assertThat(SharedConnection.mark(said, false))
                        .as("stays octet for octet")
                        .isSameAs(said);
            }
        }
        Q931Message connect = SharedConnection.mark(answer(SignallingBody.Answer.Step.CONNECT));
        assertThat(uuie(connect).flag("maintainConnection")).isTrue();
        assertThat(connect.callReference()).isEqualTo(CallReference.ofOriginator(7));
        assertThat(connect.display())
                .isEqualTo(answer(SignallingBody.Answer.Step.CONNECT).display());
    }

    @Test
    void leavesAloneWhatHasNoPlaceForIt() {
        Q931Message release = message(new SignallingBody.Release(Optional.of(GUID), ReleaseReason.NORMAL));
        assertThat(SharedConnection.mark(release)).isEqualTo(release);
        Q931Message empty = message(new SignallingBody.Empty());
        assertThat(SharedConnection.mark(empty)).isEqualTo(empty);
        Q931Message foreign = new Q931Message(
                CallReference.ofOriginator(7),
                new MessageType(0x20),
                List.of(new UserUser(0x04, Octets.ofHex("ff")).toElement()));
        assertThat(SharedConnection.mark(foreign)).isEqualTo(foreign);
    }
}
