package org.courtbridge.signalling.sip;

import java.util.Optional;
import java.util.function.Function;
import javax.sip.message.Response;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.rooms.CallFailedException;

/** Our offer to a room that is called: a new one for each place, until the room there refuses it and is left to make its own. */
final class AttemptedOffer {

    private final Function<CallTarget, Optional<String>> offers;

    private Optional<String> offer;

    /** The status by which the present place has refused our offer; 0 if it has not. */
    private int refusedBy;

    /** @param offers our offer to each place that is called; empty if the room is to make one */
    AttemptedOffer(Function<CallTarget, Optional<String>> offers, CallTarget first) {
        this.offers = offers;
        this.offer = offers.apply(first);
    }

    /** Another place is called. */
    void renewFor(CallTarget target) {
        offer = offers.apply(target);
        refusedBy = 0;
    }

    /** Empty if the room is to make one. */
    Optional<String> get() {
        return offer;
    }

    /**
     * Leaves the offer to the room from now on, if it has refused ours.
     *
     * @param status of the refusal
     * @return whether it was left
     */
    boolean leaveToRoom(int status) {
        if (CallFailedException.reason(status) != EndReason.NOT_ACCEPTABLE || offer.isEmpty()) {
            return false;
        }
        offer = Optional.empty();
        refusedBy = status;
        return true;
    }

    /**
     * The status that says why the call has failed: that by which our offer was refused where the room makes none itself, which FreeSWITCH
     * says by 480.
     *
     * @param status of the last refusal
     */
    int statusToReport(int status) {
        boolean offersNothing = status == Response.TEMPORARILY_UNAVAILABLE
                || CallFailedException.reason(status) == EndReason.NOT_ACCEPTABLE;
        return refusedBy != 0 && offersNothing ? refusedBy : status;
    }
}
