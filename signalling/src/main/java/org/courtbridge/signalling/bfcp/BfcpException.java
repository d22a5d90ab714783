package org.courtbridge.signalling.bfcp;

/** A message that cannot be read; holds what its sender is to be told. */
public final class BfcpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public BfcpException(ErrorCode code, String complaint) {
        super(complaint);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
