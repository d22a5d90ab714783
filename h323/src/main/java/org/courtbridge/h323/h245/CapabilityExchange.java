package org.courtbridge.h323.h245;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The exchange of capabilities in both directions: ours by the outgoing CESE, and the other side's as its incoming one takes them
 * (H.245, C.3). An empty set of the other side's pauses the call until it says more (H.323, clause 8.4.6).
 */
final class CapabilityExchange {

    /** The consequence of a set of capabilities that has come. */
    enum Change {
        /** It is refused. */
        REFUSED,
        /** It is empty; the other side can nothing from now on. */
        PAUSED,
        /** It is empty as that before. */
        STILL_PAUSED,
        /** The other side can something again, and may be another one now. */
        RESUMED,
        SAID
    }

    private final Consumer<ControlAction> out;
    private final OutgoingCapabilities outgoing;
    private UnaryOperator<Capabilities> fitting;
    private Capabilities ours = Capabilities.NONE;
    private Capabilities theirs = Capabilities.NONE;

    /** Sequence number of theirs, to be acknowledged after ours. */
    private Optional<Integer> unacknowledged = Optional.empty();

    private boolean started;
    private boolean paused;

    CapabilityExchange(Duration patience, Consumer<ControlAction> out) {
        this.out = out;
        this.outgoing = new OutgoingCapabilities(patience, out);
        this.fitting = _ -> ours;
    }

    /** Makes ours depend on the other side's. */
    void fit(UnaryOperator<Capabilities> how) {
        fitting = how;
    }

    void start(Capabilities capabilities, Instant now) {
        started = true;
        ours = capabilities;
        if (!theirs.isEmpty()) {
            ours = fitting.apply(theirs);
        }
        repeat(now);
    }

    void offer(Capabilities capabilities, Instant now) {
        ours = capabilities;
        repeat(now);
    }

    /** Says ours again. */
    void repeat(Instant now) {
        outgoing.offer(ours, now);
    }

    Capabilities ours() {
        return ours;
    }

    /** Those that the other side said last. */
    Capabilities theirs() {
        return theirs;
    }

    /** Whether the other side has said that it can nothing, and no more since. */
    boolean isPaused() {
        return paused;
    }

    /** Whether each side knows the other's. */
    boolean isComplete() {
        return !paused && !theirs.isEmpty() && outgoing.known().isPresent();
    }

    Change receive(TerminalCapabilitySet set, Instant now) {
        if (theirs.table().size() + set.table().size() > Capabilities.MAX_ENTRIES) {
            send(new CapabilityAnswer.Reject(
                    set.sequenceNumber(), CapabilityAnswer.Cause.TABLE_ENTRY_CAPACITY_EXCEEDED));
            return Change.REFUSED;
        }
        theirs = theirs.with(set);
        boolean fits = fits(set);
        if (fits && unacknowledged.isEmpty()) {
            send(new CapabilityAnswer.Ack(set.sequenceNumber()));
        } else {
            unacknowledged = Optional.of(set.sequenceNumber());
        }
        boolean before = paused;
        paused = set.isEmpty();
        if (paused) {
            theirs = Capabilities.NONE;
            return before ? Change.STILL_PAUSED : Change.PAUSED;
        }
        if (before || !fits) {
            repeat(now);
        }
        return before ? Change.RESUMED : Change.SAID;
    }

    /** Whether what we have said that we can fits what the other side can; else it is to be said anew. */
    private boolean fits(TerminalCapabilitySet set) {
        Capabilities before = ours;
        if (started && !set.isEmpty() && !ours.isEmpty()) {
            ours = fitting.apply(theirs);
        }
        return ours.equals(before);
    }

    /** @return false if the message does not belong to this state */
    boolean receive(CapabilityAnswer answer, Instant now) {
        return outgoing.receive(answer, now);
    }

    /** Once ours are on their way, acknowledges theirs, which had to wait for that. */
    void acknowledge() {
        if (!outgoing.isWaiting()) {
            unacknowledged.ifPresent(number -> send(new CapabilityAnswer.Ack(number)));
            unacknowledged = Optional.empty();
        }
    }

    Optional<Instant> deadline() {
        return outgoing.deadline();
    }

    void expire(Instant now) {
        outgoing.expire(now);
        acknowledge();
    }

    private void send(CapabilityAnswer answer) {
        out.accept(new ControlAction.Send(answer));
    }
}
