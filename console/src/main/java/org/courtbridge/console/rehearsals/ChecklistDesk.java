package org.courtbridge.console.rehearsals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Principal;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.Checklist;
import org.courtbridge.hearings.ChecklistItem;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.HearingState.Seat;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.PartyFindings;
import org.courtbridge.provisioning.testcall.Rehearsal;

/**
 * The check-list of a hearing (rules, paragraph 36): what is measured of each party now, and what people have said. Measurements propose;
 * people decide.
 */
public final class ChecklistDesk {

    /** Pictures are counted over so long at least. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** What was counted longer ago is of another time. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Conferences conferences;
    private final HearingDesk hearings;
    private final Limits limits;
    private final InstantSource clock;
    private final RehearsalDesk.Pause pause;

    /** Of hearings whose check-list is looked at. Guarded by itself. */
    private final Map<String, Looks> looks = new HashMap<>();

    /** The statistics of a hearing at a time. */
    private record Look(List<LegStatistics> legs, Instant at) {

        boolean isBefore(Look other, Duration by) {
            return Duration.between(at, other.at).compareTo(by) >= 0;
        }
    }

    /** The last look, and one that is {@link #SHORTEST} before it at least; that one itself where there was none. */
    private record Looks(Look before, Look last) {

        Looks then(Look next) {
            return last.isBefore(next, SHORTEST) ? new Looks(last, next) : this;
        }
    }

    /** @param pause between two looks at the statistics */
    public ChecklistDesk(
            Conferences conferences,
            HearingDesk hearings,
            Limits limits,
            InstantSource clock,
            RehearsalDesk.Pause pause) {
        this.conferences = conferences;
        this.hearings = hearings;
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * A party of the hearing.
     *
     * @param findings empty while it is not in the session
     */
    record Row(
            PartyId party,
            String name,
            Optional<PartyFindings> findings,
            Map<ChecklistItem, Checklist.Tick> ticks,
            boolean isComplete) {}

    /** All parties in the order of their seats. Blocks for a second if nobody has looked for a while. */
    List<Row> rows(String hearing) throws InterruptedException {
        Look now = look(hearing);
        Look before = before(hearing, now);
        if (!before.isBefore(now, SHORTEST)) {
            pause.of(SHORTEST);
            now = look(hearing);
        }
        RehearsalSamples samples = new RehearsalSamples(RehearsalSamples.Loudness.OF_THE_LAST_MINUTE);
        samples.add(before.legs(), before.at());
        samples.add(now.legs(), now.at());
        HearingState state = hearings.hearing(hearing);
        Map<String, Rehearsal.Party> measured = new HashMap<>();
        if (state.phase() == HearingState.Phase.IN_SESSION) {
            samples.parties(state).forEach(party -> measured.put(party.id(), party));
        }
        return state.seats().values().stream()
                .map(seat -> row(
                        state,
                        seat,
                        Optional.ofNullable(measured.get(seat.party().value()))))
                .toList();
    }

    private Row row(HearingState state, Seat seat, Optional<Rehearsal.Party> measured) {
        return new Row(
                seat.party(),
                seat.name(),
                measured.map(party -> PartyFindings.of(party, limits)),
                state.checklist().ticks().getOrDefault(seat.party(), Map.of()),
                state.checklist().isComplete(seat.party()));
    }

    private Look look(String hearing) {
        hearings.hearing(hearing);
        return new Look(conferences.statistics(hearing), clock.instant());
    }

    /** The look with which this one is compared. */
    private Look before(String hearing, Look now) {
        synchronized (looks) {
            looks.values().removeIf(known -> known.last().isBefore(now, LONGEST));
            return looks.merge(hearing, new Looks(now, now), (known, _) -> known.then(now))
                    .before();
        }
    }

    /** @param said whether it is so; empty if that is to be open again */
    HearingState tick(Principal by, String hearing, PartyId party, ChecklistItem item, Optional<Boolean> said)
            throws ExecutionException, InterruptedException {
        hearings.hearing(hearing);
        String actor = by.actor();
        return Call.await(conferences.submit(
                hearing,
                said.isPresent()
                        ? new HearingCommand.TickChecklist(actor, party, item, said.get())
                        : new HearingCommand.UntickChecklist(actor, party, item)));
    }
}
