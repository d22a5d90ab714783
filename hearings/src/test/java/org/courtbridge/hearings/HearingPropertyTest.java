package org.courtbridge.hearings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingState.Phase;
import org.junit.jupiter.api.Test;

/** Tests that the rules of a hearing hold after any sequence of commands: 1,000 seeded sequences of 60. */
class HearingPropertyTest {

    private static final Instant NOW = Instant.EPOCH;

    private int refusals;
    private int phases;

    @Test
    void anySequenceOfCommandsKeepsTheRules() {
        for (int seed = 0; seed < 1_000; seed++) {
            run(new Random(seed), "seed " + seed);
        }
        assertThat(refusals).isGreaterThan(1_000);
        assertThat(phases).isGreaterThan(1_000);
    }

    private void run(Random random, String description) {
        HearingState state = HearingState.initial("h");
        List<HearingEvent.Recorded> trail = new ArrayList<>();
        Set<LegId> connected = new HashSet<>();
        List<HearingEvent> events = Hearing.create("1", "t", "0000");
        for (int step = 0; step < 60; step++) {
            for (HearingEvent.Recorded recorded : Hearing.record(state, events, "x", NOW)) {
                state = Hearing.apply(state, recorded);
                trail.add(recorded);
                assertThat(recorded.number()).as(description).isEqualTo(trail.size());
                follow(connected, recorded.event(), description);
            }
            assertThat(state.legs()).as(description).containsExactlyInAnyOrderElementsOf(connected);
            check(state, description);
            HearingCommand command = any(random);
            events = decide(state, command);
            if (events.isEmpty() && state.phase() != Phase.ENDED) {
                command = any(random);
                events = decide(state, command);
            }
            if (!letsSpeak(command)) {
                checkNobodyIsUnmuted(state, events, command + " of " + description);
            }
        }
        HearingState replayed = HearingState.initial("h");
        for (HearingEvent.Recorded recorded : trail) {
            replayed = Hearing.apply(replayed, recorded);
        }
        assertThat(replayed).as(description).isEqualTo(state);
    }

    /** Every leg that arrives is let go exactly once, and never two fill a seat. */
    private void follow(Set<LegId> connected, HearingEvent event, String description) {
        switch (event) {
            case HearingEvent.Arrived arrived ->
                assertThat(connected.add(arrived.leg())).as(description).isTrue();
            case HearingEvent.Left left ->
                assertThat(connected.remove(left.leg())).as(description).isTrue();
            case HearingEvent.Replaced replaced ->
                assertThat(connected.remove(replaced.leg())).as(description).isTrue();
            case HearingEvent.Recovered _ -> connected.clear();
            case HearingEvent.PhaseChanged _ -> phases++;
            case HearingEvent.Created _,
                    HearingEvent.CourtAssigned _,
                    HearingEvent.Scheduled _,
                    HearingEvent.Unscheduled _,
                    HearingEvent.Called _,
                    HearingEvent.Recalled _,
                    HearingEvent.PinChanged _,
                    HearingEvent.Invited _,
                    HearingEvent.Uninvited _,
                    HearingEvent.Admitted _,
                    HearingEvent.Dismissed _,
                    HearingEvent.Removed _,
                    HearingEvent.MutingChanged _,
                    HearingEvent.SpeakingRuleChosen _,
                    HearingEvent.PresidingBegun _,
                    HearingEvent.PresidingEnded _,
                    HearingEvent.MicrophoneTurnedOff _,
                    HearingEvent.MicrophoneTurnedOn _,
                    HearingEvent.HandRaised _,
                    HearingEvent.HandLowered _,
                    HearingEvent.FloorGiven _,
                    HearingEvent.FloorReturned _,
                    HearingEvent.SharingStarted _,
                    HearingEvent.SharingStopped _,
                    HearingEvent.LayoutChosen _,
                    HearingEvent.SeatLayoutChosen _,
                    HearingEvent.SeatLayoutLifted _,
                    HearingEvent.SelfShown _,
                    HearingEvent.SelfHidden _,
                    HearingEvent.SteeringAllowed _,
                    HearingEvent.SteeringForbidden _,
                    HearingEvent.MediaFollowed _,
                    HearingEvent.TroubleReported _,
                    HearingEvent.TroubleRepeated _,
                    HearingEvent.TroubleSeen _,
                    HearingEvent.ChecklistTicked _,
                    HearingEvent.ChecklistUnticked _,
                    HearingEvent.CameraSteered _ -> {}
        }
    }

    private static void check(HearingState state, String description) {
        if (state.phase() != Phase.IN_SESSION) {
            assertThat(state.inside()).as(description).isEmpty();
        }
        for (LegId leg : state.inside()) {
            assertThat(state.seatOf(leg).orElseThrow().admitted())
                    .as(description)
                    .isTrue();
        }
        for (HearingState.Seat seat : state.seats().values()) {
            assertThat(seat.microphoneOff() && seat.leg().isEmpty())
                    .as(description)
                    .isFalse();
        }
        for (HearingState.Seat seat : state.waiting()) {
            assertThat(state.inside()).as(description).doesNotContain(seat.leg().orElseThrow());
        }
        Set<PartyId> heardOfTheFloor = new HashSet<>(state.floor().asking().keySet());
        state.floor()
                .speaker()
                .ifPresent(speaker ->
                        assertThat(heardOfTheFloor.add(speaker)).as(description).isTrue());
        heardOfTheFloor.addAll(state.floor().presenter().stream().toList());
        for (PartyId party : heardOfTheFloor) {
            HearingState.Seat seat = state.seat(party).orElseThrow();
            assertThat(seat.admitted() && seat.leg().isPresent())
                    .as(description)
                    .isTrue();
        }
        assertThat(state.seats().keySet())
                .as(description)
                .containsAll(state.called())
                .containsAll(state.floor().presiding())
                .containsAll(state.checklist().ticks().keySet());
        checkSpeakingRule(state, description);
        if (state.phase() == Phase.ENDED) {
            assertThat(state.legs()).as(description).isEmpty();
        }
        checkTroubles(state, description);
    }

    private static void checkSpeakingRule(HearingState state, String description) {
        Set<LegId> heard = new HashSet<>(state.legs());
        heard.removeAll(state.muted());
        for (LegId leg : heard) {
            HearingState.Seat seat = state.seatOf(leg).orElseThrow();
            boolean orderly = state.floor().rule() != SpeakingRule.FLOOR_ONLY
                    || state.floor().presiding().contains(seat.party())
                    || state.floor().hand(seat.party()) == Floor.Hand.FLOOR;
            assertThat(orderly && seat.muting() == Muting.HEARD && !seat.microphoneOff())
                    .as(description)
                    .isTrue();
        }
    }

    /** Whether the clerk orders something by which a party that was muted may be heard. */
    private static boolean letsSpeak(HearingCommand command) {
        return switch (command) {
            case HearingCommand.Mute _,
                    HearingCommand.GiveFloor _,
                    HearingCommand.Preside _,
                    HearingCommand.ChooseSpeakingRule _ -> true;
            default -> false;
        };
    }

    private static void checkNobodyIsUnmuted(HearingState before, List<HearingEvent> events, String description) {
        HearingState after = before;
        for (HearingEvent.Recorded recorded : Hearing.record(before, events, "x", NOW)) {
            after = Hearing.apply(after, recorded);
        }
        for (HearingState.Seat seat : after.seats().values()) {
            if (before.seat(seat.party())
                    .filter(old -> before.muting(old) == Muting.MUTED)
                    .isPresent()) {
                assertThat(after.muting(seat)).as(description).isEqualTo(Muting.MUTED);
            }
        }
    }

    /** Each is of a party with a seat, no two say the same, and there are not more of a party than may be. */
    private static void checkTroubles(HearingState state, String description) {
        Set<List<Object>> said = new HashSet<>();
        Map<PartyId, Integer> parties = new HashMap<>();
        long before = 0;
        for (Trouble trouble : state.troubles()) {
            assertThat(state.seats()).as(description).containsKey(trouble.party());
            assertThat(said.add(List.of(trouble.party(), trouble.kind(), trouble.text())))
                    .as(description)
                    .isTrue();
            assertThat(parties.merge(trouble.party(), 1, Integer::sum))
                    .as(description)
                    .isLessThanOrEqualTo(Trouble.MOST_UNSEEN);
            assertThat(trouble.number()).as(description).isBetween(before + 1, state.lastEvent());
            assertThat(trouble.times()).as(description).isPositive();
            assertThat(trouble.last()).as(description).isAfterOrEqualTo(trouble.first());
            before = trouble.number();
        }
    }

    /** Repeating a command at once makes no event, and is not refused either. */
    private List<HearingEvent> decide(HearingState state, HearingCommand command) {
        try {
            List<HearingEvent> events = Hearing.decide(state, command);
            HearingState next = state;
            for (HearingEvent.Recorded recorded : Hearing.record(state, events, "x", NOW)) {
                next = Hearing.apply(next, recorded);
            }
            boolean counts = command instanceof HearingCommand.SteerCamera
                    || command instanceof HearingCommand.FollowMedia
                    || command instanceof HearingCommand.ReportTrouble;
            if (!counts) {
                assertThat(Hearing.decide(next, command)).as(command.toString()).isEmpty();
            }
            return events;
        } catch (RefusedException _) {
            refusals++;
            return List.of();
        }
    }

    private static HearingCommand any(Random random) {
        PartyId party = random.nextInt(4) == 0 ? PartyId.guest("g") : new PartyId("p" + random.nextInt(3));
        LegId leg = new LegId("l" + random.nextInt(6));
        return switch (random.nextInt(52)) {
            case 0 -> new HearingCommand.Start("x");
            case 1 -> new HearingCommand.Adjourn("x", "r");
            case 2 -> new HearingCommand.Resume("x");
            case 3 -> new HearingCommand.CloseSession("x");
            case 4 -> new HearingCommand.ReopenSession("x");
            case 5 -> random.nextInt(8) == 0 ? new HearingCommand.End("x") : new HearingCommand.Start("x");
            case 6, 7 -> new HearingCommand.Invite("x", party, "n", pick(random, Admission.values()));
            case 8 -> new HearingCommand.Uninvite("x", party);
            case 9, 10, 11 -> new HearingCommand.Arrive("x", party, leg);
            case 12 -> new HearingCommand.Leave("x", leg, EndReason.LEFT);
            case 13 -> new HearingCommand.Admit("x", party);
            case 14 -> new HearingCommand.Dismiss("x", party);
            case 15 -> new HearingCommand.Remove("x", party);
            case 16 -> new HearingCommand.Mute("x", party, pick(random, Muting.values()));
            case 17 -> new HearingCommand.Recover("x", NOW);
            case 18 -> new HearingCommand.Attend("x", party, "n", leg);
            case 19 -> new HearingCommand.ChangePin("x", "000" + random.nextInt(2));
            case 20, 21 -> new HearingCommand.RaiseHand("x", party);
            case 22 -> new HearingCommand.LowerHand("x", party);
            case 23 -> new HearingCommand.GiveFloor("x", party);
            case 24, 25 -> new HearingCommand.StartSharing("x", party);
            case 26 -> new HearingCommand.StopSharing("x", party);
            case 27 -> new HearingCommand.ChooseLayout("x", pick(random, Layout.values()));
            case 28 ->
                new HearingCommand.ChooseSeatLayout(
                        "x",
                        party,
                        random.nextBoolean() ? Optional.of(pick(random, Layout.values())) : Optional.empty());
            case 29 ->
                new HearingCommand.SteerCamera("x", party, pick(random, CameraStep.values()), random.nextInt(16));
            case 30 -> new HearingCommand.AllowSteering("x", random.nextBoolean());
            case 31 -> new HearingCommand.ShowSelf("x", party, random.nextBoolean());
            case 32 ->
                new HearingCommand.Schedule(
                        "x", random.nextBoolean() ? Optional.of(NOW.plusSeconds(random.nextInt(3))) : Optional.empty());
            case 33 -> new HearingCommand.TurnMicrophone("x", party, random.nextBoolean());
            case 34 -> new HearingCommand.FollowMedia("x", leg, "198.51.100.7");
            case 35, 36 -> new HearingCommand.Answer("x", party, leg);
            case 37 -> new HearingCommand.Recall("x", party);
            case 38 -> new HearingCommand.AssignCourt("x", "court" + random.nextInt(2));
            case 39, 40, 41 ->
                new HearingCommand.ReportTrouble(
                        "x",
                        party,
                        pick(random, TroubleKind.values()),
                        random.nextInt(3) == 0 ? "" : "t" + random.nextInt(3));
            case 43 -> new HearingCommand.MuteAll("x");
            case 48, 49, 50 ->
                new HearingCommand.TickChecklist(
                        "x", party, pick(random, ChecklistItem.values()), random.nextBoolean());
            case 51 -> new HearingCommand.UntickChecklist("x", party, pick(random, ChecklistItem.values()));
            case 44, 45 -> new HearingCommand.ChooseSpeakingRule("x", pick(random, SpeakingRule.values()));
            case 46, 47 -> new HearingCommand.Preside("x", party, random.nextInt(4) > 0);
            case 42 -> new HearingCommand.SeeTrouble("x", random.nextInt(60));
            default -> throw new AssertionError();
        };
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
