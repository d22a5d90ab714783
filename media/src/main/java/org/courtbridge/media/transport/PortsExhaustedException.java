package org.courtbridge.media.transport;

/** No pair of media ports is free: a new call cannot have media (SIP answers 503 or 500). */
public final class PortsExhaustedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PortsExhaustedException(String complaint) {
        super(complaint);
    }
}
