package org.courtbridge.operations.enrolment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.provisioning.inventory.Device;

/** Tokens that were issued for devices, of each its hash. Issuing one and its first use are entries of the audit trail. */
public interface Enrolments {

    /**
     * @param hardware MAC address or serial number that may use it; empty for whichever comes first
     * @param boundTo which used it
     */
    record Enrolment(
            String deviceId, String hardware, Instant goodUntil, Optional<String> boundTo, Optional<Instant> boundAt) {

        /**
         * Whether a device may use it now: until its time is over, and then, or once it is used, for a while whoever used it
         * first, as a device fetches several files and tries again.
         *
         * @param window how long
         */
        public boolean admits(String id, Instant now, Duration window) {
            return isOpen(now, window)
                    && (hardware.isEmpty() || hardware.equals(id))
                    && boundTo.map(id::equals).orElse(true);
        }

        /** @param window as above */
        public boolean isOpen(Instant now, Duration window) {
            return boundAt.map(first -> now.isBefore(first.plus(window))).orElse(now.isBefore(goodUntil));
        }
    }

    /**
     * Issues a token, in place of any that the device had.
     *
     * @param hash of the token
     * @param actor as in all trails
     */
    void issue(Device device, String hash, String hardware, Instant goodUntil, String actor);

    /** Finds the enrolment that a token was issued for, used or not, good or not. @param hash of the token */
    Optional<Enrolment> find(String hash);

    /**
     * An attempt to use a token.
     *
     * @param id the MAC address or serial number that it says it has; may be empty
     * @param source IP address, for the audit trail
     */
    record Use(String hash, String id, String source, Instant now, Duration window) {}

    /**
     * Lets somebody use a token. With its first use the device gets a new password; the one of before works until a time.
     *
     * @param password makes one
     * @return whether it was admitted
     */
    boolean redeem(Use use, Supplier<String> password, Instant formerUntil);

    /** The digest that was last given to {@link #tell} for a device; empty if none was. */
    Optional<String> told(String deviceId);

    /**
     * Remembers what a device was told as its configuration, in place of what it was told before.
     *
     * @param digest of all of it; kept as a secret, as a password may be guessed by it
     */
    void tell(String deviceId, String digest);
}
