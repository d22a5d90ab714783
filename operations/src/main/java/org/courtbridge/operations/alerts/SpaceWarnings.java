package org.courtbridge.operations.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.media.health.DiskSpace;

/**
 * Warns while there is little space on the disk of what the gateway keeps: when it becomes little, and once a day for as long as it
 * is. Each node has a disk of its own, and warns of that. One thread at a time.
 */
public final class SpaceWarnings implements Runnable {

    private static final Logger LOG = LogManager.getLogger(SpaceWarnings.class);

    /** Interval between two looks. */
    public static final Duration STEP = Duration.ofMinutes(1);

    static final Duration AGAIN = Duration.ofHours(24);

    private final DiskSpace space;
    private final List<Channel> channels;
    private final InstantSource clock;
    private Optional<Instant> told = Optional.empty();

    /** A channel by which technicians hear of it. From any thread; returns at once. */
    @FunctionalInterface
    public interface Channel {
        void warn(Little little);
    }

    /**
     * The free space, and the space that there should be.
     *
     * @param folder on the disk
     * @param free mebibytes
     * @param wanted mebibytes
     */
    public record Little(String folder, long free, long wanted, Instant at) {}

    public SpaceWarnings(DiskSpace space, List<Channel> channels, InstantSource clock) {
        this.space = space;
        this.channels = List.copyOf(channels);
        this.clock = clock;
    }

    /** Looks now. */
    @Override
    public void run() {
        if (!space.isShort()) {
            told = Optional.empty();
            return;
        }
        Instant now = clock.instant();
        if (told.filter(last -> last.plus(AGAIN).isAfter(now)).isPresent()) {
            return;
        }
        told = Optional.of(now);
        Little little = new Little(
                space.folder().toAbsolutePath().toString(),
                DiskSpace.mebibytes(space.free().getAsLong()),
                DiskSpace.mebibytes(space.wanted()),
                now);
        LOG.warn("the disk of {} has {} MiB free (wanted: {})", little.folder, little.free, little.wanted);
        channels.forEach(channel -> channel.warn(little));
    }
}
