package org.courtbridge.hearings.applications;

/** An application does not allow a command as things stand; nothing has happened. */
public final class ApplicationRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ApplicationRefusal refusal;

    public ApplicationRefusedException(ApplicationRefusal refusal) {
        super(refusal.explanation());
        this.refusal = refusal;
    }

    public ApplicationRefusal refusal() {
        return refusal;
    }
}
