package org.courtbridge.signalling.h323.call;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The times by which a connected room must have done something, or its call ends. Belongs to the call's thread. */
final class CallDeadlines {

    /** By when it must have opened a channel, or let us open one; empty once there was one. */
    private Optional<Instant> channels = Optional.empty();

    /** By when one that must encrypt, and has no secret with us, must have said how it can; empty once it has. */
    private Optional<Instant> offer = Optional.empty();

    /** There must be a channel by then. */
    void channelsBy(Instant due) {
        channels = Optional.of(due);
    }

    /** There was a channel, or there need be none any more. */
    void channelsAreThere() {
        channels = Optional.empty();
    }

    /** The room must say how it can encrypt by then. */
    void offerBy(Instant due) {
        offer = Optional.of(due);
    }

    /** The room has said how it can encrypt, or need not any more. */
    void offerIsThere() {
        offer = Optional.empty();
    }

    boolean awaitsOffer() {
        return offer.isPresent();
    }

    boolean lacksChannels(Instant now) {
        return isPast(channels, now);
    }

    boolean lacksOffer(Instant now) {
        return isPast(offer, now);
    }

    private static boolean isPast(Optional<Instant> due, Instant now) {
        return due.filter(then -> !then.isAfter(now)).isPresent();
    }

    /** The earliest one; empty if there is none. */
    Optional<Instant> next() {
        return Stream.of(channels, offer).flatMap(Optional::stream).min(Instant::compareTo);
    }
}
