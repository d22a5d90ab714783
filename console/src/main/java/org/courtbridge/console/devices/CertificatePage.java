package org.courtbridge.console.devices;

/** What the pages about certificates show. */
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
