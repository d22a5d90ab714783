package org.courtbridge.console.http;

import java.util.Optional;

/** A request that cannot be done, with the status that says so (RFC 9110) and words for whoever asked. */
public final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    @SuppressWarnings("serial") // never serialised
    private final Optional<String> key;

    public RequestException(int status, String detail) {
        super(detail);
        this.status = status;
        this.key = Optional.empty();
    }

    /** @param key of a message, for pages in other languages */
    public RequestException(int status, String detail, String key) {
        super(detail);
        this.status = status;
        this.key = Optional.of(key);
    }

    public static RequestException notFound(String what) {
        return new RequestException(404, what);
    }

    /** @param field and value, such as "login: aigul" */
    public static RequestException taken(String field) {
        return new RequestException(409, field + " (is taken)", "error.taken");
    }

    public int status() {
        return status;
    }

    Optional<String> key() {
        return key;
    }
}
