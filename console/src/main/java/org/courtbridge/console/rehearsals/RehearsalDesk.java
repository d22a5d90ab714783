package org.courtbridge.console.rehearsals;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.Rehearsal;

/** Finds out who hears and sees whom in a hearing (rules, paragraph 36). */
public final class RehearsalDesk {

    /** Receiver reports of rooms are five seconds apart (RFC 3550, section 6.2). */
    static final Duration LENGTH = Duration.ofSeconds(8);

    /** A word is longer. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Conferences conferences;
    private final Function<String, HearingState> hearings;
    private final Limits limits;
    private final InstantSource clock;
    private final Pause pause;

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** @param hearings gives the hearing of an id as it is now */
    public RehearsalDesk(
            Conferences conferences,
            Function<String, HearingState> hearings,
            Limits limits,
            InstantSource clock,
            Pause pause) {
        this.conferences = conferences;
        this.hearings = hearings;
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
    }

    /** Looks on for {@link #LENGTH}, in which each party says something; blocks so long. */
    Rehearsal rehearse(String hearing) throws InterruptedException {
        check(hearings.apply(hearing));
        RehearsalSamples samples = new RehearsalSamples(RehearsalSamples.Loudness.OF_THE_SAMPLES);
        for (long looks = LENGTH.dividedBy(LOOK); looks >= 0; looks--) {
            samples.add(conferences.statistics(hearing), clock.instant());
            if (looks > 0) {
                pause.of(LOOK);
            }
        }
        HearingState state = hearings.apply(hearing);
        check(state);
        return Rehearsal.of(samples.parties(state), limits);
    }

    private static void check(HearingState state) {
        if (state.phase() != Phase.IN_SESSION) {
            throw new RequestException(
                    409,
                    "phase: %s (expected: IN_SESSION, as nobody hears anybody before)".formatted(state.phase()),
                    "error.rehearsal.session");
        }
        int inside = RehearsalSamples.inside(state).size();
        if (inside < 2) {
            throw new RequestException(
                    409, "connected: %d (expected: two parties or more)".formatted(inside), "error.rehearsal.few");
        }
    }
}
