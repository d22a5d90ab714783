package org.courtbridge.signalling.ivr;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.courtbridge.court.access.GuessTotals;
import org.courtbridge.court.access.GuessingLimit;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;

/**
 * Checks whether a number and a PIN belong together. Whoever asks does not learn which of the two was wrong, and is slowed and
 * then blocked who asks too often: by the hearing that he asks for, and by where he calls from. Guesses at one hearing from
 * everywhere together only slow ({@link GuessTotals}). Whoever asks has shown that he is where he says: by the ACK of an
 * answer (SIP), or by a connection. On the thread of a call, as it may wait.
 */
public final class PinCheck {

    private static final Duration BLOCK = Duration.ofMinutes(15);

    /** Of one hearing by one address. */
    private static final GuessingLimit.Limits PER_HEARING =
            new GuessingLimit.Limits(3, Duration.ofSeconds(2), 8, BLOCK);

    /** Of all hearings by one address, behind which may be a whole court. */
    private static final GuessingLimit.Limits PER_SOURCE =
            new GuessingLimit.Limits(20, Duration.ofSeconds(2), 40, BLOCK);

    private final Conferences conferences;
    private final InstantSource clock;
    private final GuessingLimit guesses = new GuessingLimit(PER_HEARING, PER_SOURCE);
    private final GuessTotals totals;

    public PinCheck(Conferences conferences, InstantSource clock) {
        this.conferences = conferences;
        this.clock = clock;
        this.totals = new GuessTotals("PIN", clock);
    }

    /** Hearings at whose PIN far too many guesses were made within an hour, since the start. */
    public long alarms() {
        return totals.alarms();
    }

    /** The result of a check. */
    public sealed interface Result {

        record Right(HearingState hearing) implements Result {}

        record Wrong() implements Result {}

        /** Nobody has looked. */
        record Wait(Duration time) implements Result {}
    }

    /** @param source address of the caller, or a room that has proved which it is */
    public Result check(String number, String pin, String source) {
        String guess = number + "|" + GuessingLimit.network(source);
        Duration wait = guesses.attempt(guess, source, clock.instant());
        if (!wait.isZero()) {
            return new Result.Wait(wait);
        }
        totals.slow(number);
        Optional<HearingState> hearing = conferences
                .byNumber(number)
                .filter(state -> state.phase() != HearingState.Phase.ENDED)
                .filter(state -> state.pin().filter(right -> same(right, pin)).isPresent());
        if (hearing.isEmpty()) {
            totals.failed(number);
            return new Result.Wrong();
        }
        guesses.succeeded(guess, source);
        return new Result.Right(hearing.get());
    }

    /** Takes as long however much of it is right. */
    private static boolean same(String right, String pin) {
        return MessageDigest.isEqual(
                right.getBytes(StandardCharsets.US_ASCII), pin.getBytes(StandardCharsets.US_ASCII));
    }
}
