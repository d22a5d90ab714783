package org.courtbridge.operations.enrolment;

/** A post that is no {@link PostEvent}; the message has nothing of what was in it. */
public final class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedEventException(String message) {
        super(message);
    }
}
