package org.courtbridge.hearings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingCommand.Muting;
import org.courtbridge.hearings.HearingState.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The phases of a hearing: which command leads from which to which, and what none of them allows any more. */
class HearingPhasesTest {

    private static final Instant NOW = Instant.parse("2026-11-25T05:00:00Z");
    private static final PartyId ROOM = PartyId.device("court");
    private static final LegId LEG = new LegId("leg");

    private static HearingCommand command(String word) {
        return switch (word) {
            case "start" -> new HearingCommand.Start("x");
            case "adjourn" -> new HearingCommand.Adjourn("x", "why");
            case "resume" -> new HearingCommand.Resume("x");
            case "close" -> new HearingCommand.CloseSession("x");
            case "reopen" -> new HearingCommand.ReopenSession("x");
            default -> throw new AssertionError(word);
        };
    }

    private static HearingState in(Phase phase) {
        List<HearingEvent> events = new ArrayList<>(Hearing.create("1001", "t"));
        events.add(new HearingEvent.Invited(ROOM, "Зал 1", Admission.DIRECT));
        events.add(new HearingEvent.PhaseChanged(phase, ""));
        return after(HearingState.initial("h"), events);
    }

    private static HearingState after(HearingState state, List<HearingEvent> events) {
        HearingState next = state;
        for (HearingEvent.Recorded recorded : Hearing.record(state, events, "x", NOW)) {
            next = Hearing.apply(next, recorded);
        }
        return next;
    }

    /** "-": nothing happens; in lower case the phase that follows; in capitals why it is refused. */
    @ParameterizedTest
    @CsvSource({
        "SCHEDULED,      in_session,     NOT_IN_SESSION, NOT_ADJOURNED,  NOT_IN_SESSION, SESSION_NOT_CLOSED",
        "LOBBY,          in_session,     NOT_IN_SESSION, NOT_ADJOURNED,  NOT_IN_SESSION, SESSION_NOT_CLOSED",
        "IN_SESSION,     -,              adjourned,      -,              closed_session, -",
        "CLOSED_SESSION, SESSION_CLOSED, SESSION_CLOSED, SESSION_CLOSED, -,              in_session",
        "ADJOURNED,      ADJOURNED,      -,              in_session,     ADJOURNED,      SESSION_NOT_CLOSED",
        "ENDED,          ENDED,          ENDED,          ENDED,          ENDED,          ENDED"
    })
    void leadsFromPhaseToPhase(Phase phase, String start, String adjourn, String resume, String close, String reopen) {
        HearingState state = in(phase);
        Map.of("start", start, "adjourn", adjourn, "resume", resume, "close", close, "reopen", reopen)
                .forEach((command, expected) -> assertThat(outcome(state, command))
                        .as("%s, %s", phase, command)
                        .isEqualTo(expected));
    }

    private static String outcome(HearingState state, String command) {
        try {
            List<HearingEvent> events = Hearing.decide(state, command(command));
            String reason = command.equals("adjourn") ? "why" : "";
            Phase next = after(state, events).phase();
            assertThat(events)
                    .isEqualTo(
                            next == state.phase() ? List.of() : List.of(new HearingEvent.PhaseChanged(next, reason)));
            return next == state.phase() ? "-" : next.name().toLowerCase(Locale.ROOT);
        } catch (RefusedException e) {
            return e.refusal().name();
        }
    }

    /** The trail of a hearing that has ended is complete: nothing is added to it but whose court's hearing it was. */
    @Test
    void nothingHappensAfterTheEnd() {
        HearingState ended = in(Phase.ENDED);
        for (HearingCommand command : List.of(
                new HearingCommand.Invite("x", PartyId.device("other"), "Зал 2", Admission.DIRECT),
                new HearingCommand.Uninvite("x", ROOM),
                new HearingCommand.Arrive("x", ROOM, LEG),
                new HearingCommand.Attend("x", PartyId.guest("g"), "Аурухана", LEG),
                new HearingCommand.Admit("x", ROOM),
                new HearingCommand.Dismiss("x", ROOM),
                new HearingCommand.Remove("x", ROOM),
                new HearingCommand.Schedule("x", Optional.of(NOW)),
                new HearingCommand.ChangePin("x", "4711"),
                new HearingCommand.Mute("x", ROOM, Muting.MUTED),
                new HearingCommand.RaiseHand("x", ROOM),
                new HearingCommand.LowerHand("x", ROOM),
                new HearingCommand.GiveFloor("x", ROOM),
                new HearingCommand.StartSharing("x", ROOM),
                new HearingCommand.StopSharing("x", ROOM),
                new HearingCommand.ChooseLayout("x", Layout.GRID),
                new HearingCommand.ChooseSeatLayout("x", ROOM, Optional.of(Layout.GRID)),
                new HearingCommand.ShowSelf("x", ROOM, true),
                new HearingCommand.SteerCamera("x", ROOM, CameraStep.LEFT, 0),
                new HearingCommand.AllowSteering("x", true))) {
            assertThatThrownBy(() -> Hearing.decide(ended, command))
                    .as(command.toString())
                    .isInstanceOfSatisfying(
                            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.ENDED));
        }
        assertThat(Hearing.decide(ended, new HearingCommand.AssignCourt("x", "court")))
                .containsExactly(new HearingEvent.CourtAssigned("court"));
        assertThat(Hearing.decide(ended, new HearingCommand.Leave("x", LEG, EndReason.LEFT)))
                .isEmpty();
        assertThat(Hearing.decide(ended, new HearingCommand.Recover("x", NOW))).isEmpty();
    }

    /** Whoever is called in before anybody has started sits in the lobby; in session the phase stays as it is. */
    @Test
    void whoeverComesFirstOpensTheLobby() {
        HearingEvent.PhaseChanged opened = new HearingEvent.PhaseChanged(Phase.LOBBY, "");
        PartyId guest = PartyId.guest("g");
        for (Phase phase : Phase.values()) {
            if (phase != Phase.ENDED) {
                boolean first = phase == Phase.SCHEDULED;
                assertThat(Hearing.decide(in(phase), new HearingCommand.Arrive("x", ROOM, LEG)))
                        .as("%s", phase)
                        .isEqualTo(
                                first
                                        ? List.of(opened, new HearingEvent.Arrived(ROOM, LEG))
                                        : List.of(new HearingEvent.Arrived(ROOM, LEG)));
                HearingEvent invited = new HearingEvent.Invited(guest, "Аурухана", Admission.LOBBY);
                assertThat(Hearing.decide(in(phase), new HearingCommand.Attend("x", guest, "Аурухана", LEG)))
                        .as("%s", phase)
                        .isEqualTo(
                                first
                                        ? List.of(invited, opened, new HearingEvent.Arrived(guest, LEG))
                                        : List.of(invited, new HearingEvent.Arrived(guest, LEG)));
            }
        }
    }
}
