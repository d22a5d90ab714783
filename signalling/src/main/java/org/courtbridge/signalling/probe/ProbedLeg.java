package org.courtbridge.signalling.probe;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.probe.ProbeBridge;
import org.courtbridge.media.probe.ProbeFigures;
import org.courtbridge.media.probe.ProbeSettings;

/** One leg from when it is there until it has been measured for so long, or is gone, whoever called whom. From any thread. */
final class ProbedLeg implements LegEvents {

    /** Of a call that is over sooner, nothing is told. */
    static final Duration SHORTEST = Duration.ofSeconds(5);

    private final HearingBridge.Parts parts;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile Optional<Present> present = Optional.empty();

    /** It is there. @param begun when it came */
    private record Present(Leg leg, ProbeBridge bridge, long begun) {}

    /** Outcome of the measurement. */
    sealed interface Outcome {

        record Measured(ProbeFigures figures, Optional<String> client) implements Outcome {}

        record BrokenOff(EndReason reason) implements Outcome {}

        /** The gateway had no time for it. */
        record Starved() implements Outcome {}
    }

    ProbedLeg(HearingBridge.Parts parts) {
        this.parts = parts;
    }

    /** It is there: begins to measure it, and ends the call after that. */
    void arrived(Leg leg, String name, LegMedia media, ProbeSettings settings, Duration length) {
        Present here = new Present(
                leg,
                ProbeBridge.open(parts, leg, name, media, settings),
                parts.clock().now());
        present = Optional.of(here);
        parts.control().schedule(() -> finish(here), length.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Cancelled if the gateway ends meanwhile: that says nothing of the leg. */
    CompletionStage<Outcome> outcome() {
        return outcome;
    }

    private void finish(Present here) {
        try {
            measured(here);
        } finally {
            here.leg().end(EndReason.HEARING_ENDED);
        }
    }

    /** Only the first end counts. Figures take long, and are made on a worker. */
    private void measured(Present here) {
        if (over.getAndSet(true)) {
            return;
        }
        boolean starved = here.bridge().isStarved();
        try {
            here.bridge().close();
            parts.pictures().probes().execute(() -> tell(here, starved));
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    private void tell(Present here, boolean starved) {
        try {
            outcome.complete(
                    starved
                            ? new Outcome.Starved()
                            : new Outcome.Measured(
                                    here.bridge().figures(), here.leg().client()));
        } catch (RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    private void nothing(Present here, Consumer<CompletableFuture<Outcome>> told) {
        if (over.getAndSet(true)) {
            return;
        }
        try {
            here.bridge().close();
        } finally {
            told.accept(outcome);
        }
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

    /** There is no hearing to be told; the call's log has it. */
    @Override
    public void mediaFollowed(LegId id, InetAddress machine) {}

    /**
     * A room that hangs up after a while has been measured all the same. A call that is lost sooner than it should end has broken off,
     * whatever came until then.
     */
    @Override
    public void left(LegId id, EndReason reason) {
        present.ifPresent(here -> {
            boolean told = parts.clock().now() - here.begun() >= SHORTEST.toNanos();
            if (reason == EndReason.SHUTDOWN) {
                nothing(here, with -> with.completeExceptionally(new CancellationException("the gateway ends")));
            } else if (reason == EndReason.LEFT && told) {
                measured(here);
            } else {
                nothing(here, with -> with.complete(new Outcome.BrokenOff(reason)));
            }
        });
    }
}
