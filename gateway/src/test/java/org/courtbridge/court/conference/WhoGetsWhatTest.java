package org.courtbridge.court.conference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingState.Phase;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.PartyId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that nobody hears or sees whom they may not, and that whoever is muted is in nobody's sound, after any sequence of what a
 * clerk, the parties and their lines do: seeded sequences, looked at after every 20 ms of simulated time.
 */
class WhoGetsWhatTest {

    private static final int STEPS = 60;

    /** Milliseconds that pass after a step, at most; and while one is being stored. */
    private static final int LONGEST_STEP = 300;

    private static final int LONGEST_STORING = 140;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nobodyGetsWhatTheyMayNot(long seed) {
        Random random = new Random(seed);
        try (SimulatedSession session = new SimulatedSession("seed " + seed)) {
            session.submit(new HearingCommand.Start(SimulatedSession.CLERK));
            for (SimulatedCast.Member member : session.members) {
                session.arrive(member, 0);
                session.submit(new HearingCommand.Admit(SimulatedSession.CLERK, member.party()));
            }
            session.run(400);
            for (int step = 0; step < STEPS; step++) {
                step(session, random);
                session.run(20 + random.nextInt(LONGEST_STEP));
                assertThat(session.wrongs).isEmpty();
            }
            assertThat(session.closedTicks).as("ticks without a session").isGreaterThan(50);
            assertThat(session.heard).as("pairs that heard each other").hasSizeGreaterThan(10);
            assertThat(session.seen).as("pairs that saw each other").hasSizeGreaterThan(10);
            assertThat(session.traced).as("packets in the traces").isGreaterThan(1_000);
            assertThat(session.tracedInSecret)
                    .as("packets of RTCP and slates in the traces")
                    .isPositive();
            everybodyIsBack(session);
        }
    }

    /** Its media are made anew then. */
    @Test
    void whoeverComesFirstIntoAClosedSessionIsNotTraced() {
        try (SimulatedSession session = new SimulatedSession("first")) {
            session.submit(new HearingCommand.Start(SimulatedSession.CLERK));
            session.run(100);
            session.submit(new HearingCommand.CloseSession(SimulatedSession.CLERK));
            session.arrive(session.members.getFirst(), 100);
            session.run(500);
            assertThat(session.wrongs).isEmpty();
            assertThat(session.traced).isZero();
            session.submit(new HearingCommand.ReopenSession(SimulatedSession.CLERK));
            session.run(500);
            assertThat(session.traced).isPositive();
        }
    }

    /** It keeps nobody from anybody for good. */
    private static void everybodyIsBack(SimulatedSession session) {
        session.submit(new HearingCommand.ReopenSession(SimulatedSession.CLERK));
        session.submit(new HearingCommand.Resume(SimulatedSession.CLERK));
        for (SimulatedCast.Member member : session.members) {
            if (session.call(member).isEmpty()) {
                session.arrive(member, 0);
            }
            session.submit(new HearingCommand.Admit(SimulatedSession.CLERK, member.party()));
            session.submit(new HearingCommand.Mute(SimulatedSession.CLERK, member.party(), Muting.HEARD));
            session.submit(new HearingCommand.TurnMicrophone(member.party().value(), member.party(), true));
        }
        session.heard.clear();
        session.seen.clear();
        session.run(2_000);
        assertThat(session.wrongs).isEmpty();
        assertThat(session.deaf()).as("who does not hear whom").isEmpty();
        for (SimulatedCast.Member member : session.members) {
            assertThat(session.seen.keySet())
                    .as("who sees whom")
                    .anyMatch(pair -> pair.startsWith(member.party() + " "));
        }
    }

    private static void step(SimulatedSession session, Random random) {
        SimulatedCast.Member member = session.members.get(random.nextInt(session.members.size()));
        PartyId party = member.party();
        int storing = random.nextBoolean() ? 0 : random.nextInt(LONGEST_STORING);
        if (session.state().phase() != Phase.IN_SESSION && random.nextInt(6) == 0) {
            session.submit(
                    session.state().phase() == Phase.CLOSED_SESSION
                            ? new HearingCommand.ReopenSession(SimulatedSession.CLERK)
                            : new HearingCommand.Resume(SimulatedSession.CLERK),
                    storing);
            return;
        }
        switch (random.nextInt(20)) {
            case 0, 1 -> session.arrive(member, storing);
            case 2 ->
                session.call(member)
                        .ifPresent(call -> session.submit(
                                new HearingCommand.Leave(party.value(), call.leg.id(), EndReason.LEFT), storing));
            case 3, 4 -> session.submit(new HearingCommand.CloseSession(SimulatedSession.CLERK), storing);
            case 5 -> session.submit(new HearingCommand.Adjourn(SimulatedSession.CLERK, "A break"), storing);
            case 6 -> lineChanges(session, member, random);
            default -> session.submit(order(party, random), storing);
        }
    }

    /** What happens between a party's program and the gateway, of which the hearing knows nothing. */
    private static void lineChanges(SimulatedSession session, SimulatedCast.Member member, Random random) {
        session.call(member).ifPresent(call -> {
            switch (random.nextInt(4)) {
                case 0 -> call.leg.transport.move();
                case 1 -> session.renegotiate(call);
                case 2 -> call.askForKeyframe(session.now());
                default -> call.askAgain(session.now());
            }
        });
    }

    private static HearingCommand order(PartyId party, Random random) {
        String clerk = SimulatedSession.CLERK;
        List<Layout> layouts = List.of(Layout.values());
        Layout layout = layouts.get(random.nextInt(layouts.size()));
        return switch (random.nextInt(13)) {
            case 0, 1 -> new HearingCommand.Admit(clerk, party);
            case 2 -> new HearingCommand.Dismiss(clerk, party);
            case 3 -> new HearingCommand.Mute(clerk, party, Muting.MUTED);
            case 4 -> new HearingCommand.Mute(clerk, party, Muting.HEARD);
            case 5 -> new HearingCommand.TurnMicrophone(party.value(), party, random.nextBoolean());
            case 6 -> new HearingCommand.RaiseHand(party.value(), party);
            case 7 -> new HearingCommand.GiveFloor(clerk, party);
            case 8 -> new HearingCommand.StartSharing(party.value(), party);
            case 9 -> new HearingCommand.StopSharing(clerk, party);
            case 10 -> new HearingCommand.ChooseLayout(clerk, layout);
            case 11 ->
                new HearingCommand.ChooseSeatLayout(
                        clerk, party, random.nextBoolean() ? Optional.of(layout) : Optional.empty());
            default -> new HearingCommand.ShowSelf(clerk, party, random.nextBoolean());
        };
    }
}
