package org.courtbridge.signalling.rooms;

import java.util.concurrent.ExecutionException;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.hearings.EndReason;

/** A room could not be called; the message says why, for the clerk who asked, in the same words for every protocol. */
public final class CallFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int OK = 200;
    private static final int MOVED = 302;

    private final Kind kind;
    private final EndReason reason;
    private final int status;

    /** Kinds of failure, by how far the call came. */
    public enum Kind {
        NOT_REGISTERED,
        /** Nobody answers to signalling. */
        UNREACHABLE,
        /** There is no connection to it, and none can be opened. */
        UNCONNECTED,
        UNANSWERED,
        /** It was answered, with {@link #status}. */
        REFUSED,
        /** There is nothing that both sides can send. */
        NO_COMMON_FORMAT,
        /** Something is wrong with ourselves, or nobody wants the call any more. */
        OURS
    }

    private CallFailedException(Kind kind, EndReason reason, int status, String message) {
        super(message);
        this.kind = kind;
        this.reason = reason;
        this.status = status;
    }

    public static CallFailedException notRegistered() {
        return new CallFailedException(Kind.NOT_REGISTERED, EndReason.SIGNALLING_LOST, 0, "the room is not registered");
    }

    public static CallFailedException tooManyCalls() {
        return new CallFailedException(Kind.OURS, EndReason.REFUSED, 0, "too many calls");
    }

    /** A gatekeeper does not let the call be made. @param status of SIP that stands for its reason, 300 to 699 */
    public static CallFailedException notAdmitted(int status, String why) {
        return new CallFailedException(Kind.REFUSED, reason(status), status, "the court's gatekeeper refuses: " + why);
    }

    /** There is no way to the room. */
    public static CallFailedException unreachable(String why) {
        return new CallFailedException(Kind.UNREACHABLE, EndReason.SIGNALLING_LOST, 0, "cannot reach the room: " + why);
    }

    /** The connection that the room had opened has broken, and none can be opened to where it says that it is. */
    public static CallFailedException unconnected() {
        return new CallFailedException(
                Kind.UNCONNECTED, EndReason.SIGNALLING_LOST, 0, "no connection to the room can be opened");
    }

    /** The room's system says nothing to what is asked. */
    public static CallFailedException silent() {
        return new CallFailedException(Kind.UNREACHABLE, EndReason.SIGNALLING_LOST, 0, "no answer to signalling");
    }

    /** Nobody has picked up in time. */
    public static CallFailedException unanswered() {
        return new CallFailedException(Kind.UNANSWERED, EndReason.CANCELLED, 0, "the room did not answer");
    }

    /** Nobody wants the call any more. */
    public static CallFailedException givenUp(EndReason reason) {
        return new CallFailedException(Kind.OURS, reason, 0, "given up");
    }

    /** @param status of SIP, 300 to 699, or what stands for it in another protocol */
    public static CallFailedException refused(int status) {
        return new CallFailedException(Kind.REFUSED, reason(status), status, "the room answered " + status);
    }

    /** The room is somewhere else, and we have followed it long enough. */
    public static CallFailedException redirected() {
        return refused(MOVED);
    }

    /** The room has picked up, but there is nothing that both sides can send. */
    public static CallFailedException notAcceptable(String why) {
        return new CallFailedException(Kind.NO_COMMON_FORMAT, EndReason.NOT_ACCEPTABLE, OK, why);
    }

    /** The room has picked up, but is not taken in. @param failure of its arrival, which is the cause if it is a fault */
    public static CallFailedException notTakenIn(ExecutionException failure) {
        if (failure.getCause() instanceof CommandRefusedException refused) {
            return new CallFailedException(Kind.OURS, EndReason.REFUSED, OK, String.valueOf(refused.getMessage()));
        }
        CallFailedException fault = notTakenInSoon();
        fault.initCause(failure.getCause());
        return fault;
    }

    /** The room has picked up, but it is not said whether it is taken in. */
    public static CallFailedException notTakenInSoon() {
        return new CallFailedException(Kind.OURS, EndReason.ERROR, OK, "the room was not taken in");
    }

    /** Something is wrong with ourselves. */
    public static CallFailedException fault(String what) {
        return new CallFailedException(Kind.OURS, EndReason.ERROR, 0, what);
    }

    public Kind kind() {
        return kind;
    }

    public EndReason reason() {
        return reason;
    }

    /** The SIP status that the room answered with, or what stands for its answer; 0 if it did not answer. */
    public int status() {
        return status;
    }

    /** Why a call of ours came to nothing. @param status of SIP, 300 to 699 (RFC 3261, section 21) */
    public static EndReason reason(int status) {
        return switch (status) {
            case 406, 415, 488, 606 -> EndReason.NOT_ACCEPTABLE;
            case 487 -> EndReason.CANCELLED;
            case 408, 480, 503, 504 -> EndReason.SIGNALLING_LOST;
            default -> EndReason.REFUSED;
        };
    }
}
