package org.courtbridge.signalling.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.courtbridge.signalling.sip.stack.CallMailbox;

/**
 * The attempts of one call to a room, one after the other, until the room takes an offer, nobody wants the call any more, or it has taken too
 * long. A room that picks up and takes nothing of our offer is called again, to make its own.
 *
 * <p>Where encryption is best effort, a room may refuse that and offer nothing itself, as FreeSWITCH, to which keys in the plain profile are a
 * fault: it is called with keys in the profile that must have them, and then without.
 *
 * <p>Belongs to the call's thread, but for {@link #end}.
 */
final class OfferAttempts {

    private static final Logger log = LogManager.getLogger(OfferAttempts.class);

    private final Device device;
    private final List<Encryption> policies;
    private final LongSupplier nanos;
    private final long deadline;
    private Optional<EndReason> ended = Optional.empty();
    private Optional<CallMailbox> current = Optional.empty();

    /** Which side makes the offer. */
    enum Offering {
        OURS,
        THEIRS
    }

    /** One attempt. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Returns when the call is over, or the room has been hung up on as it has taken nothing of our offer.
         *
         * @param mailbox of this attempt alone
         * @return why the call comes to nothing if the room is not left the offer; empty if it is over
         * @throws CallFailedException if it comes to nothing by anything else
         */
        Optional<CallFailedException> run(CallMailbox mailbox, Offering offering, Encryption encryption);
    }

    /**
     * @param patience until the room has to have picked up, in all attempts together
     * @param nanos as {@link System#nanoTime}
     */
    OfferAttempts(Device device, Duration patience, LongSupplier nanos) {
        this.device = device;
        this.policies = device.encryption() == Encryption.PREFERRED
                ? List.of(Encryption.PREFERRED, Encryption.REQUIRED, Encryption.OFF)
                : List.of(device.encryption());
        this.nanos = nanos;
        this.deadline = nanos.getAsLong() + patience.toNanos();
    }

    /** Time at which the room has to have picked up. */
    long deadline() {
        return deadline;
    }

    /** Ends the present attempt, and none follows. From any thread. */
    synchronized void end(EndReason reason) {
        if (ended.isEmpty()) {
            ended = Optional.of(reason);
        }
        current.ifPresent(mailbox -> mailbox.end(reason));
    }

    /** @throws CallFailedException if nobody wants the call any more */
    private synchronized CallMailbox begin() {
        if (ended.isPresent()) {
            throw CallFailedException.givenUp(ended.get());
        }
        CallMailbox mailbox = new CallMailbox();
        current = Optional.of(mailbox);
        return mailbox;
    }

    /**
     * Returns when the call is over.
     *
     * @throws CallFailedException if it comes to nothing: that of the last attempt, or that it was given up
     */
    void run(Attempt attempt) {
        for (int i = 0; ; i++) {
            try {
                run(attempt, policies.get(i));
                return;
            } catch (CallFailedException e) {
                boolean refused =
                        e.kind() == CallFailedException.Kind.REFUSED && e.reason() == EndReason.NOT_ACCEPTABLE;
                if (!refused || i + 1 == policies.size() || isLate()) {
                    throw e;
                }
                log.info("device={} takes no offer with encryption={}", device.id(), policies.get(i));
            }
        }
    }

    private void run(Attempt attempt, Encryption encryption) {
        Optional<CallFailedException> failure = attempt.run(begin(), Offering.OURS, encryption);
        if (failure.isPresent() && !isLate()) {
            log.info("device={}: leaving the offer to it", device.id());
            failure = attempt.run(begin(), Offering.THEIRS, encryption);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private boolean isLate() {
        return nanos.getAsLong() - deadline >= 0;
    }
}
