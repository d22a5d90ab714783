package org.courtbridge.gateway.sip;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Stands before the stack: lets messages pass, answers them itself without keeping anything, or drops and counts them. */
final class Screen {

    private final OverloadGuard guard;
    private final LongAdder malformed = new LongAdder();
    private final LongAdder turnedAway = new LongAdder();

    Screen(OverloadGuard guard) {
        this.guard = guard;
    }

    sealed interface Outcome {

        /** @param message for the stack, in plain form */
        record Pass(byte[] message) implements Outcome {}

        record Answer(byte[] response) implements Outcome {}

        record Drop() implements Outcome {}
    }

    OverloadGuard guard() {
        return guard;
    }

    /** Messages that could not be understood, since the start. */
    long malformed() {
        return malformed.sum();
    }

    /** Requests that were refused because we had too much to do, since the start. */
    long turnedAway() {
        return turnedAway.sum();
    }

    /** @param waited how long the eldest message before this one has been waiting */
    Outcome judge(RawMessage whole, InetSocketAddress source, Duration waited) {
        RawMessage message = whole.cut();
        return switch (MessageCheck.check(message)) {
            case MessageCheck.Verdict.Drop drop -> {
                malformed.increment();
                yield new Outcome.Drop();
            }
            case MessageCheck.Verdict.Refuse refuse -> {
                malformed.increment();
                yield new Outcome.Answer(
                        StatelessAnswer.write(message, refuse.status(), refuse.phrase(), source, List.of()));
            }
            case MessageCheck.Verdict.Pass pass -> isNew(message) ? admit(message, source, waited) : pass(message);
        };
    }

    /** Requests of before RFC 3261 have no {@code Max-Forwards}, without which the stack drops them. */
    private static Outcome pass(RawMessage message) {
        RawMessage complete = message.isResponse() ? message : message.withDefault("max-forwards", "70");
        return new Outcome.Pass(complete.write());
    }

    private Outcome admit(RawMessage message, InetSocketAddress source, Duration waited) {
        OverloadGuard.Verdict verdict = guard.judge(source.getAddress(), waited);
        if (verdict == OverloadGuard.Verdict.ADMIT) {
            return pass(message);
        }
        turnedAway.increment();
        if (verdict == OverloadGuard.Verdict.IGNORE) {
            return new Outcome.Drop();
        }
        String later = "Retry-After: " + ThreadLocalRandom.current().nextInt(5, 15);
        return new Outcome.Answer(StatelessAnswer.write(
                message, Response.SERVICE_UNAVAILABLE, "Service Unavailable", source, List.of(later)));
    }

    /** Outside of any dialog; those within one belong to calls that are to go on undisturbed. */
    private static boolean isNew(RawMessage message) {
        return !message.isResponse()
                && !message.method().equals(Request.ACK)
                && !message.method().equals(Request.CANCEL)
                && !message.value("to").orElse("").matches("(?i).*;\\s*tag\\s*=.*");
    }
}
