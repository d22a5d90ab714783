package org.courtbridge.gateway.web;

/** A request that cannot be done, with the status that says so (RFC 9110) and words for whoever asked. */
final class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RequestException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    static RequestException notFound(String what) {
        return new RequestException(404, what);
    }

    int status() {
        return status;
    }
}
