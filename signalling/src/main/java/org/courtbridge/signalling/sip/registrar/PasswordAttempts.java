package org.courtbridge.signalling.sip.registrar;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.courtbridge.court.access.GuessTotals;
import org.courtbridge.court.access.GuessingLimit;

/**
 * Limits how often passwords may be tried. Wrong ones count by address and user, and with more patience by address. A user who has
 * proved himself from an address, port and transport before has a count of his own there, which others do not touch. Over another
 * connection from the address of his former ones, as after that has broken, he does not wait for what others guess there in his
 * name. What all addresses together get wrong slows ({@link GuessTotals}). From any thread.
 */
final class PasswordAttempts {

    private static final Duration FIRST_BLOCK = Duration.ofSeconds(10);
    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(15);
    private static final GuessingLimit.Limits PER_USER = new GuessingLimit.Limits(5, FIRST_BLOCK, 12, LONGEST_BLOCK);

    /** For all users that one address tries; also for all of those who have proved themselves by the same port of it before. */
    private static final GuessingLimit.Limits PER_SOURCE = new GuessingLimit.Limits(40, FIRST_BLOCK, 47, LONGEST_BLOCK);

    private static final GuessingLimit.Limits FREE =
            new GuessingLimit.Limits(Integer.MAX_VALUE, FIRST_BLOCK, Integer.MAX_VALUE, LONGEST_BLOCK);

    /**
     * Checks at one time. An attempt counts as a failure while it is being checked: were there more than an address may
     * fail, the rooms behind one NAT would lock each other out when the power comes back.
     */
    private static final int AT_ONCE = 32;

    private final ProvenFlows flows = new ProvenFlows();

    /** By address alone, of those who have connected. */
    private final ProvenFlows homes = new ProvenFlows();

    private final GuessingLimit guesses = new GuessingLimit(PER_USER, PER_SOURCE);

    /** Those by flows that have proved themselves before. */
    private final GuessingLimit ownGuesses = new GuessingLimit(PER_USER, PER_SOURCE);

    /** Those by homes: slowed by {@link #totals} alone. */
    private final GuessingLimit homeGuesses = new GuessingLimit(FREE, FREE);

    private final GuessTotals totals;
    private final InstantSource clock;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    PasswordAttempts(InstantSource clock) {
        this.totals = new GuessTotals("SIP password", clock);
        this.clock = clock;
    }

    /**
     * A try of a password, once it is its turn, for which it may wait.
     *
     * @param user in lower case
     * @param flow by which the nonce went out and has come back; empty if it has come by another
     */
    Attempt begin(String user, Origin origin, Optional<String> flow) {
        Optional<String> own = flow.filter(known -> flows.contains(user, known));
        Attempt attempt = own.map(known -> new Attempt(ownGuesses, user, known, origin, flow))
                .orElseGet(() -> new Attempt(
                        origin.isConnected() && homes.contains(user, origin.host()) ? homeGuesses : guesses,
                        user,
                        origin.host(),
                        origin,
                        flow));
        if (own.isEmpty()) {
            totals.slow(user);
        }
        turns.acquireUninterruptibly();
        return attempt;
    }

    /** Users at whose password far too many guesses were made within an hour, since the start. */
    long alarms() {
        return totals.alarms();
    }

    /** To be closed by the thread that began it. */
    final class Attempt implements AutoCloseable {

        private final GuessingLimit limit;
        private final String user;
        private final String source;
        private final Origin origin;
        private final Optional<String> flow;

        /** @param source it comes from, as the limit knows it */
        private Attempt(GuessingLimit limit, String user, String source, Origin origin, Optional<String> flow) {
            this.limit = limit;
            this.user = user;
            this.source = source;
            this.origin = origin;
            this.flow = flow;
        }

        private String name() {
            return source + " " + user;
        }

        /** Whether it may go on; it counts as wrong until it is known not to be. */
        boolean mayGoOn() {
            return limit.attempt(name(), source, clock.instant()).isZero();
        }

        /** The password was wrong. */
        void failed() {
            totals.failed(user);
        }

        /** The password was right. */
        void succeeded() {
            limit.succeeded(name(), source);
        }

        /** Nobody knows whether the password was right, for a reason of ours. */
        void undecided() {
            limit.undecided(name(), source);
        }

        /** The sender is the user, who will be known by this from now on. */
        void proved() {
            flow.ifPresent(proven -> flows.add(user, proven));
            if (origin.isConnected()) {
                homes.add(user, origin.host());
            }
        }

        /** It is another one's turn. */
        @Override
        public void close() {
            turns.release();
        }
    }
}
