package org.courtbridge.gateway.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.courtbridge.gateway.bridge.HearingBridge;
import org.courtbridge.gateway.bridge.Leg;
import org.courtbridge.gateway.bridge.LegMedia;
import org.courtbridge.gateway.bridge.ProbeBridge;
import org.courtbridge.gateway.bridge.ProbeFigures;
import org.courtbridge.gateway.conference.CommandRefusedException;
import org.courtbridge.gateway.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;

/** One leg from when it is there until it has been measured for so long, or is gone, whoever called whom. From any thread. */
final class ProbedLeg implements LegEvents {

    /** Of a call that is over sooner, nothing is told. */
    static final Duration SHORTEST = Duration.ofSeconds(5);

    private final HearingBridge.Parts parts;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile Optional<Present> present = Optional.empty();

    /** It is there. @param begun when it came */
    private record Present(Leg leg, ProbeBridge bridge, long begun) {}

    /** What became of it. */
    sealed interface Outcome {

        record Measured(ProbeFigures figures, Optional<String> client) implements Outcome {}

        record BrokenOff(EndReason reason) implements Outcome {}
    }

    ProbedLeg(HearingBridge.Parts parts) {
        this.parts = parts;
    }

    /** It is there: begins to measure it, and ends the call after that. */
    void arrived(Leg leg, String name, LegMedia media, ProbeBridge.Settings settings, Duration length) {
        Present here = new Present(
                leg, ProbeBridge.open(parts, leg, name, media, settings), parts.clock().now());
        present = Optional.of(here);
        parts.control().schedule(() -> finish(here), length.toNanos(), TimeUnit.NANOSECONDS);
    }

    CompletionStage<Outcome> outcome() {
        return outcome;
    }

    private void finish(Present here) {
        outcome.complete(measured(here));
        here.leg().end(EndReason.HEARING_ENDED);
    }

    private static Outcome measured(Present here) {
        here.bridge().close();
        return new Outcome.Measured(here.bridge().figures(), here.leg().client());
    }

    @Override
    public void renegotiated(LegId id, LegMedia media) {
        present.ifPresent(here -> here.bridge().renegotiated(media));
    }

    @Override
    public void keyframeWanted(LegId id) {
        present.ifPresent(here -> here.bridge().keyframeWanted());
    }

    @Override
    public void digit(LegId id, char digit) {}

    @Override
    public CompletionStage<?> asksToPresent(LegId id) {
        return CompletableFuture.failedFuture(new CommandRefusedException("This is a test call."));
    }

    @Override
    public void presentsNoMore(LegId id) {}

    @Override
    public void left(LegId id, EndReason reason) {
        present.ifPresent(here -> {
            Outcome until = measured(here);
            boolean told = parts.clock().now() - here.begun() >= SHORTEST.toNanos();
            outcome.complete(told ? until : new Outcome.BrokenOff(reason));
        });
    }
}
