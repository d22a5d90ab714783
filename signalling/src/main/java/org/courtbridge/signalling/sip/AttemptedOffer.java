package org.courtbridge.signalling.sip;

import java.util.Optional;
import java.util.function.Function;
import javax.sip.message.Response;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.rooms.CallFailedException;

/** Our offer to a room that is called: one to each place, until a room refuses it and is left to make its own. */
final class AttemptedOffer {

    private final Function<CallTarget, Optional<String>> offers;

    private Optional<String> offer;

    /** The status by which our offer was refused; 0 if it was not. */
    private int refusedBy;

    /** @param offers our offer to each place that is called; empty if the room is to make one */
    AttemptedOffer(Function<CallTarget, Optional<String>> offers, CallTarget first) {
        this.offers = offers;
        this.offer = offers.apply(first);
    }

    void makeFor(CallTarget target) {
        offer = offers.apply(target);
    }

    /** Empty if the room is to make one. */
    Optional<String> get() {
        return offer;
    }

    /** @return whether a refusal is one of our offer, which the room is left to make from now on */
    boolean isLeftToRoomAfter(int status) {
        if (CallFailedException.reason(status) != EndReason.NOT_ACCEPTABLE || offer.isEmpty()) {
            return false;
        }
        offer = Optional.empty();
        refusedBy = status;
        return true;
    }

    /** The refusal that matters: of our offer, where the room makes none itself, which FreeSWITCH says by 480. */
    int refusalThatMatters(int status) {
        boolean offersNothing = status == Response.TEMPORARILY_UNAVAILABLE
                || CallFailedException.reason(status) == EndReason.NOT_ACCEPTABLE;
        return refusedBy != 0 && offersNothing ? refusedBy : status;
    }
}
