package org.courtbridge.gateway.store;

/** Something could not be stored or read back; the message says what a person can do about it. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
