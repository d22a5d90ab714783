package org.courtbridge.signalling.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.rooms.CallFailedException.Kind;
import org.junit.jupiter.api.Test;

class CallOutcomeTest {

    private final CallOutcome outcome = new CallOutcome();

    private void release(ReleaseReason reason, boolean byUs) {
        outcome.released(new CallAction.Released(reason, byUs));
    }

    @Test
    void aRoomThatNeverSaidAnythingIsUnreachableAndMayNotHaveReadTheSetup() {
        release(ReleaseReason.TIMER_EXPIRED, true);
        assertThat(outcome.failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(outcome.mayBeUnread()).isTrue();
    }

    @Test
    void aRoomThatRangIsUnanswered() {
        outcome.reached(Call.State.ALERTING);
        release(ReleaseReason.NO_ANSWER, true);
        assertThat(outcome.failure().kind()).isEqualTo(Kind.UNANSWERED);
        assertThat(outcome.mayBeUnread()).isFalse();
    }

    @Test
    void aRoomThatIsBusyRefuses() {
        release(ReleaseReason.BUSY, false);
        assertThat(outcome.failure().kind()).isEqualTo(Kind.REFUSED);
        assertThat(outcome.failure().status()).isEqualTo(486);
        assertThat(outcome.reason()).contains(ReleaseReason.BUSY);
    }

    @Test
    void aConnectionThatIsLostIsSilence() {
        outcome.endsFor(EndReason.SIGNALLING_LOST);
        release(ReleaseReason.NORMAL, false);
        assertThat(outcome.why()).isEqualTo(EndReason.SIGNALLING_LOST);
        assertThat(outcome.failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(outcome.mayBeUnread()).isTrue();
    }

    @Test
    void aCallThatWeGiveUpIsOurs() {
        outcome.endsFor(EndReason.CANCELLED);
        release(ReleaseReason.NORMAL, true);
        assertThat(outcome.why()).isEqualTo(EndReason.CANCELLED);
        assertThat(outcome.failure().kind()).isEqualTo(Kind.OURS);
        assertThat(outcome.failure().reason()).isEqualTo(EndReason.CANCELLED);
    }

    @Test
    void aRoomThatDoesNotEncryptIsNotAcceptable() {
        outcome.endsFor(EndReason.NOT_ACCEPTABLE);
        release(ReleaseReason.SECURITY, true);
        assertThat(outcome.failure().kind()).isEqualTo(Kind.NO_COMMON_FORMAT);
    }

    @Test
    void whoHangsUpHasLeftWhateverWasIntended() {
        outcome.endsFor(EndReason.REMOVED);
        release(ReleaseReason.NORMAL, false);
        assertThat(outcome.why()).isEqualTo(EndReason.LEFT);
    }

    @Test
    void aCallMayGoElsewhere() {
        assertThat(outcome.elsewhere()).isEmpty();
        InetSocketAddress address = new InetSocketAddress("192.0.2.7", 1720);
        outcome.redirected(Optional.of(address));
        assertThat(outcome.elsewhere()).contains(address);
    }
}
