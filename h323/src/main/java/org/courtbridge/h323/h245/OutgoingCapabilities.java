package org.courtbridge.h323.h245;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The outgoing capability exchange signalling entity, CESE (H.245, C.3). */
final class OutgoingCapabilities {

    private static final int SEQUENCE_NUMBERS = 256;

    private final Consumer<ControlAction> out;
    private final Deadline t101;
    private int sequenceNumber;
    private Optional<Capabilities> awaiting = Optional.empty();
    private Optional<Capabilities> next = Optional.empty();
    private Optional<Capabilities> known = Optional.empty();

    OutgoingCapabilities(Duration patience, Consumer<ControlAction> out) {
        this.out = out;
        this.t101 = new Deadline(patience);
    }

    /** Capabilities that the other side acknowledged last; empty before. */
    Optional<Capabilities> known() {
        return known;
    }

    /** Whether there is something that is sent only when what was sent before has been answered. */
    boolean isWaiting() {
        return next.isPresent();
    }

    Optional<Instant> deadline() {
        return t101.at();
    }

    /** Sends it, when what was sent before has been answered; then only the last of what was wished meanwhile. */
    void offer(Capabilities capabilities, Instant now) {
        if (awaiting.isPresent()) {
            next = Optional.of(capabilities);
        } else {
            send(capabilities, now);
        }
    }

    private void send(Capabilities capabilities, Instant now) {
        sequenceNumber = (sequenceNumber + 1) % SEQUENCE_NUMBERS;
        awaiting = Optional.of(capabilities);
        t101.start(now);
        out.accept(new ControlAction.Send(capabilities.toSet(sequenceNumber)));
    }

    /** @return false if the message does not belong to this state */
    boolean receive(CapabilityAnswer answer, Instant now) {
        return switch (answer) {
            case CapabilityAnswer.Ack ack -> {
                boolean ours = awaiting.isPresent() && ack.sequenceNumber() == sequenceNumber;
                if (ours) {
                    known = awaiting;
                    done(now);
                }
                yield ours;
            }
            case CapabilityAnswer.Reject reject -> {
                boolean ours = awaiting.isPresent() && reject.sequenceNumber() == sequenceNumber;
                if (ours) {
                    fail(now);
                }
                yield ours;
            }
            // Of an incoming set, which was answered at once.
            case CapabilityAnswer.Release release -> false;
        };
    }

    void expire(Instant now) {
        if (t101.isOver(now)) {
            out.accept(new ControlAction.Send(new CapabilityAnswer.Release()));
            fail(now);
        }
    }

    private void fail(Instant now) {
        out.accept(new ControlAction.Failed(ControlAction.Procedure.CAPABILITY_EXCHANGE));
        done(now);
    }

    private void done(Instant now) {
        t101.stop();
        awaiting = Optional.empty();
        Optional<Capabilities> waiting = next;
        next = Optional.empty();
        waiting.ifPresent(capabilities -> send(capabilities, now));
    }
}
