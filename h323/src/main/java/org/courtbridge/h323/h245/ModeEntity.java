package org.courtbridge.h323.h245;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The mode request signalling entities, MRSE (H.245, C.8), outgoing and incoming. */
final class ModeEntity {

    private static final int SEQUENCE_NUMBERS = 256;

    private final Consumer<ControlAction> out;
    private final Deadline t109;
    private int sequenceNumber;
    private OptionalInt asked = OptionalInt.empty();

    ModeEntity(Duration patience, Consumer<ControlAction> out) {
        this.out = out;
        this.t109 = new Deadline(patience);
    }

    Optional<Instant> deadline() {
        return t109.at();
    }

    /** Takes the place of what was asked before. */
    void request(List<List<ModeMessage.Element>> descriptions, Instant now) {
        sequenceNumber = (sequenceNumber + 1) % SEQUENCE_NUMBERS;
        t109.start(now);
        send(new ModeMessage.Request(sequenceNumber, descriptions));
    }

    void accept(boolean mostPreferred) {
        asked.ifPresent(number -> send(new ModeMessage.Ack(number, mostPreferred)));
        asked = OptionalInt.empty();
    }

    void reject(ModeMessage.Cause cause) {
        asked.ifPresent(number -> send(new ModeMessage.Reject(number, cause)));
        asked = OptionalInt.empty();
    }

    /** @return false if the message does not belong to this state */
    boolean receive(ModeMessage message) {
        return switch (message) {
            case ModeMessage.Request request -> {
                asked = OptionalInt.of(request.sequenceNumber());
                out.accept(new ControlAction.ModeRequested(request));
                yield true;
            }
            case ModeMessage.Release release -> {
                boolean waited = asked.isPresent();
                asked = OptionalInt.empty();
                yield waited;
            }
            case ModeMessage.Ack ack -> answered(ack.sequenceNumber(), true);
            case ModeMessage.Reject reject -> answered(reject.sequenceNumber(), false);
        };
    }

    private boolean answered(int number, boolean granted) {
        if (t109.at().isEmpty() || number != sequenceNumber) {
            return false;
        }
        t109.stop();
        out.accept(new ControlAction.ModeAnswered(granted));
        return true;
    }

    void expire(Instant now) {
        if (t109.isOver(now)) {
            send(new ModeMessage.Release());
            out.accept(new ControlAction.ModeAnswered(false));
        }
    }

    private void send(ModeMessage message) {
        out.accept(new ControlAction.Send(message));
    }
}
