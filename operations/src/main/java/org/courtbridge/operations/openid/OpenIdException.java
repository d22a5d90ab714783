package org.courtbridge.operations.openid;

/** Somebody could not sign in by way of the provider. Its message is for the log: no secret is in it. */
public final class OpenIdException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Why why;

    /** The reason that the person is told. */
    public enum Why {
        /** It does not answer, or not as a provider does. */
        UNREACHABLE,
        /** It said no, or what it said is not to be believed. */
        REFUSED,
        /** It knows the person, who has no role here. */
        NO_ROLE
    }

    OpenIdException(Why why, String message) {
        super(message);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
