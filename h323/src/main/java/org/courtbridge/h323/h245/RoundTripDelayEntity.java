package org.courtbridge.h323.h245;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** The round-trip delay signalling entity, RTDSE (H.245, C.9). */
final class RoundTripDelayEntity {

    private static final int SEQUENCE_NUMBERS = 256;

    private final Consumer<ControlAction> out;
    private final Deadline t105;
    private int sequenceNumber;
    private Instant asked = Instant.MIN;

    RoundTripDelayEntity(Duration patience, Consumer<ControlAction> out) {
        this.out = out;
        this.t105 = new Deadline(patience);
    }

    Optional<Instant> deadline() {
        return t105.at();
    }

    /** Takes the place of what was asked before. */
    void measure(Instant now) {
        sequenceNumber = (sequenceNumber + 1) % SEQUENCE_NUMBERS;
        asked = now;
        t105.start(now);
        out.accept(new ControlAction.Send(new RoundTripDelayMessage.Request(sequenceNumber)));
    }

    /** @return false if the message does not belong to this state */
    boolean receive(RoundTripDelayMessage message, Instant now) {
        return switch (message) {
            case RoundTripDelayMessage.Request request -> {
                out.accept(new ControlAction.Send(new RoundTripDelayMessage.Response(request.sequenceNumber())));
                yield true;
            }
            case RoundTripDelayMessage.Response response -> {
                boolean ours = t105.at().isPresent() && response.sequenceNumber() == sequenceNumber;
                if (ours) {
                    t105.stop();
                    out.accept(new ControlAction.DelayMeasured(Duration.between(asked, now)));
                }
                yield ours;
            }
        };
    }

    void expire(Instant now) {
        if (t105.isOver(now)) {
            out.accept(new ControlAction.DelayUnanswered());
        }
    }
}
