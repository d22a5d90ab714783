package org.courtbridge.signalling.h323;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.h323.call.ReleaseReason;
import org.courtbridge.h323.call.SipStatus;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.h323.transport.CallMailbox;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.rooms.Destination;

/** A call of ours to a room, which may take several attempts: whom it is for, and what whoever wants it hears of it. */
final class OutgoingCall {

    private final Device device;
    private final Destination destination;
    private final Calling calling;
    private final Runnable ringing;
    private final CompletableFuture<LegId> connected = new CompletableFuture<>();

    // Guarded by this.
    private Optional<CallMailbox> attempt = Optional.empty();
    private Optional<EndReason> unwanted = Optional.empty();
    private Optional<ReleaseReason> released = Optional.empty();

    /**
     * The caller as the Setup names it.
     *
     * @param names aliases of the caller
     * @param display name that the room shows
     * @param dialled aliases that the caller dialled, if any
     */
    record Calling(List<AliasAddress> names, String display, List<AliasAddress> dialled) {

        /** Us. @param name of the gateway */
        static Calling ourselves(String name) {
            return new Calling(List.of(new AliasAddress.H323Id(name)), name, List.of());
        }
    }

    /** @param ringing is run when somebody in the room is asked whether he answers, on the call's thread */
    OutgoingCall(Device device, Destination destination, Calling calling, Runnable ringing) {
        this.device = device;
        this.destination = destination;
        this.calling = calling;
        this.ringing = ringing;
    }

    Device device() {
        return device;
    }

    Destination destination() {
        return destination;
    }

    Calling calling() {
        return calling;
    }

    Runnable ringing() {
        return ringing;
    }

    /** Completed with the room's leg when it has picked up, or with a {@link CallFailedException}. */
    CompletableFuture<LegId> connected() {
        return connected;
    }

    /** It is tried, once more perhaps. */
    synchronized void attempt(CallMailbox mailbox) {
        attempt = Optional.of(mailbox);
        released = Optional.empty();
        unwanted.ifPresent(mailbox::end);
    }

    /** Why nobody wants it any more; empty as long as somebody does. */
    synchronized Optional<EndReason> unwanted() {
        return unwanted;
    }

    /** Ends it, whatever has become of it. From any thread. */
    synchronized void end(EndReason reason) {
        unwanted = Optional.of(reason);
        attempt.ifPresent(mailbox -> mailbox.end(reason));
    }

    /** An attempt has come to nothing. @param reason that was said, if any was */
    synchronized void released(Optional<ReleaseReason> reason) {
        released = reason;
    }

    /** Why it was not connected, for another room that called. */
    synchronized ReleaseReason failure(CallFailedException why) {
        return released.filter(reason -> !reason.equals(ReleaseReason.DEFLECTED))
                .orElseGet(() -> switch (why.kind()) {
                    case NOT_REGISTERED -> ReleaseReason.NOT_REGISTERED;
                    case UNREACHABLE, UNCONNECTED -> ReleaseReason.UNREACHABLE;
                    case UNANSWERED -> ReleaseReason.NO_ANSWER;
                    case REFUSED -> SipStatus.toRelease(why.status());
                    case NO_COMMON_FORMAT -> ReleaseReason.INCOMPATIBLE;
                    case OURS ->
                        why.reason() == EndReason.REFUSED
                                ? ReleaseReason.GATEKEEPER_RESOURCES
                                : ReleaseReason.TEMPORARY_FAILURE;
                });
    }
}
