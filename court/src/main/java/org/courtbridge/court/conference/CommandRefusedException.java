package org.courtbridge.court.conference;

import java.util.Optional;
import org.courtbridge.hearings.Refusal;
import org.courtbridge.hearings.RefusedException;

/** The hearing does not allow the command now; the message says why, for the person who asked. */
public final class CommandRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialised
    private final Optional<Refusal> refusal;

    public CommandRefusedException(String reason) {
        super(reason);
        this.refusal = Optional.empty();
    }

    public CommandRefusedException(RefusedException cause) {
        super(cause.getMessage(), cause);
        this.refusal = Optional.of(cause.refusal());
    }

    /** The refusal by the hearing's own rules, for a message in another language; empty if another rule refused. */
    public Optional<Refusal> refusal() {
        return refusal;
    }
}
