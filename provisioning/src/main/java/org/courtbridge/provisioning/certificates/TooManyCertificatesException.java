package org.courtbridge.provisioning.certificates;

/** A device has as many certificates that are good as one may have. */
public final class TooManyCertificatesException extends RefusedRequestException {

    private static final long serialVersionUID = 1L;

    /** @param most that a device may have */
    public TooManyCertificatesException(int most) {
        super("certificates: %d that are good (expected: fewer; revoke those that are not needed)".formatted(most));
    }
}
