package org.courtbridge.console.http;

import java.util.Optional;

/** A request that cannot be done, with the status that says so (RFC 9110) and words for whoever asked. */
public final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    @SuppressWarnings("serial") // never serialised
    private final Optional<String> key;

    @SuppressWarnings("serial") // never serialised
    private final Optional<Long> retryAfter;

    private RequestException(int status, String detail, Optional<String> key, Optional<Long> retryAfter) {
        super(detail);
        this.status = status;
        this.key = key;
        this.retryAfter = retryAfter;
    }

    public RequestException(int status, String detail) {
        this(status, detail, Optional.empty(), Optional.empty());
    }

    /** @param key of a message, for pages in other languages */
    public RequestException(int status, String detail, String key) {
        this(status, detail, Optional.of(key), Optional.empty());
    }

    /** @param seconds after which to come again (RFC 6585, section 4) */
    public static RequestException tooMany(long seconds) {
        return new RequestException(
                429,
                "Too many attempts; try again in %d s.".formatted(seconds),
                Optional.empty(),
                Optional.of(seconds));
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

    /** Seconds after which to come again; empty if that is not known. */
    Optional<Long> retryAfter() {
        return retryAfter;
    }
}
