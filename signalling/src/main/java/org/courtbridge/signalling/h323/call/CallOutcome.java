package org.courtbridge.signalling.h323.call;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.CallAction;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SipStatus;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.rooms.CallFailedException;

/** The stage that a call with a room reached, and the reason that it ended. Belongs to the call's thread. */
final class CallOutcome {

    private Call.State reached = Call.State.SETUP;
    private EndReason why = EndReason.LEFT;
    private Optional<CallAction.Released> released = Optional.empty();
    private Optional<InetSocketAddress> elsewhere = Optional.empty();

    /** The call is in this state before it may end. */
    void reached(Call.State state) {
        reached = state;
    }

    /** It is going to end, as this side has it. */
    void endsFor(EndReason reason) {
        why = reason;
    }

    /** It has ended. */
    void released(CallAction.Released end) {
        released = Optional.of(end);
        if (!end.byUs() && why != EndReason.SIGNALLING_LOST) {
            why = EndReason.LEFT;
        }
    }

    /** The room led the call to that address; empty if it is one that cannot be reached. */
    void redirected(Optional<InetSocketAddress> address) {
        elsewhere = address;
    }

    /** The address that the room led the call to, if it can be reached. */
    Optional<InetSocketAddress> elsewhere() {
        return elsewhere;
    }

    EndReason why() {
        return why;
    }

    /** The reason that the call was released with; empty if none was given. */
    Optional<ReleaseReason> reason() {
        return released.map(CallAction.Released::reason);
    }

    /** The reason that the room was not reached. The call must have ended. */
    CallFailedException failure() {
        CallAction.Released end = released.orElseThrow();
        if (end.reason().equals(ReleaseReason.DEFLECTED)) {
            return CallFailedException.redirected();
        }
        boolean timedOut = isTimeOut(end.reason());
        if (end.reason().equals(ReleaseReason.FACILITY_REJECTED)) {
            // It asked for a service that it cannot do without.
            return CallFailedException.refused(SipStatus.of(end.reason()));
        }
        if (end.byUs() && why == EndReason.NOT_ACCEPTABLE) {
            return CallFailedException.notAcceptable("the room does not encrypt");
        }
        if (end.byUs() && !timedOut) {
            return CallFailedException.givenUp(why);
        }
        if (end.byUs()) {
            return reached == Call.State.SETUP ? CallFailedException.silent() : CallFailedException.unanswered();
        }
        return why == EndReason.SIGNALLING_LOST
                ? CallFailedException.silent()
                : CallFailedException.refused(SipStatus.of(end.reason()));
    }

    private static boolean isTimeOut(ReleaseReason reason) {
        return reason.equals(ReleaseReason.NO_ANSWER) || reason.equals(ReleaseReason.TIMER_EXPIRED);
    }

    /**
     * Whether a room that was not reached may have been unable to read the Setup: it never said anything but, at the most, that
     * something is wrong.
     */
    boolean mayBeUnread() {
        return reached == Call.State.SETUP
                && released.filter(end -> end.byUs()
                                ? isTimeOut(end.reason())
                                : why == EndReason.SIGNALLING_LOST
                                        || end.reason().mayBeAnError())
                        .isPresent();
    }
}
