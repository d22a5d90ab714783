package org.courtbridge.console.devices;

/** The contents of the pages about certificates. */
public final class CertificatePage {

    private CertificatePage() {}

    /**
     * A certificate of a device.
     *
     * @param state in words
     * @param good whether it proves anything now
     */
    public record Row(
            String fingerprint,
            String serial,
            String subject,
            String until,
            String state,
            boolean good,
            boolean revoked) {}

    /** An authority of an institution. */
    public record Authority(String fingerprint, String subject, String until) {}
}
