package org.courtbridge.operations.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.provisioning.inventory.PendingRotations;
import org.courtbridge.provisioning.inventory.PendingRotations.Pending;

/**
 * Warns of devices whose former password lapses soon and that have not proved the present one, as when it could not be pushed to them
 * or nobody has entered it: from then on they could neither register nor call. Each is told of once, by one node of a cluster.
 */
public final class PasswordWarnings implements Runnable {

    private static final Logger LOG = LogManager.getLogger(PasswordWarnings.class);

    /** Interval between two looks. */
    public static final Duration STEP = Duration.ofMinutes(30);

    /** So long before it lapses: a working day is in it. */
    static final Duration BEFORE = Duration.ofHours(24);

    private final PendingRotations rotations;
    private final List<Channel> channels;
    private final InstantSource clock;

    /** A channel by which technicians hear of it. From any thread; returns at once. */
    @FunctionalInterface
    public interface Channel {

        /** @param devices at least one, the first to lapse first */
        void warn(List<Pending> devices);
    }

    public PasswordWarnings(PendingRotations rotations, List<Channel> channels, InstantSource clock) {
        this.rotations = rotations;
        this.channels = List.copyOf(channels);
        this.clock = clock;
    }

    /** Looks for them now. */
    @Override
    public void run() {
        Instant soon = clock.instant().plus(BEFORE);
        List<Pending> devices = rotations.pending().stream()
                .filter(pending -> !pending.until().isAfter(soon))
                .filter(pending -> rotations.claimWarning(pending.device().id()))
                .toList();
        if (devices.isEmpty()) {
            return;
        }
        devices.forEach(pending -> LOG.warn(
                "device={} has not proved its new password; its former one works until {}",
                pending.device().id(),
                pending.until()));
        channels.forEach(channel -> channel.warn(devices));
    }
}
