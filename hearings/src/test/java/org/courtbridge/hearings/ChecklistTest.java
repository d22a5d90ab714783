package org.courtbridge.hearings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.junit.jupiter.api.Test;

/** What people say of whether the parties hear and see each other. */
class ChecklistTest {

    private static final String CLERK = "user:clerk";
    private static final String JUDGE = "user:judge";
    private static final PartyId ROOM = PartyId.device("ward");
    private static final Instant FIRST = Instant.parse("2026-12-03T05:00:00Z");

    private HearingState state = HearingState.initial("h");
    private Instant now = FIRST;

    ChecklistTest() {
        apply(Hearing.create("1001", "t"), CLERK);
        submit(new HearingCommand.Invite(CLERK, ROOM, "Палата", Admission.DIRECT));
        submit(new HearingCommand.Start(CLERK));
        submit(new HearingCommand.Arrive("x", ROOM, new LegId("l1")));
    }

    private List<HearingEvent> submit(HearingCommand command) {
        List<HearingEvent> events = Hearing.decide(state, command);
        apply(events, command.actor());
        return events;
    }

    private void apply(List<HearingEvent> events, String actor) {
        for (HearingEvent.Recorded recorded : Hearing.record(state, events, actor, now)) {
            state = Hearing.apply(state, recorded);
        }
    }

    private void refused(HearingCommand command, Refusal refusal) {
        assertThatThrownBy(() -> Hearing.decide(state, command))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    private List<HearingEvent> tick(String actor, ChecklistItem item, boolean confirmed) {
        return submit(new HearingCommand.TickChecklist(actor, ROOM, item, confirmed));
    }

    private Optional<Checklist.Tick> said(ChecklistItem item) {
        return state.checklist().tick(ROOM, item);
    }

    @Test
    void keepsWhoSaidWhatAndWhen() {
        assertThat(tick(CLERK, ChecklistItem.HEARS, false))
                .containsExactly(new HearingEvent.ChecklistTicked(ROOM, ChecklistItem.HEARS, false));
        now = FIRST.plusSeconds(60);
        assertThat(tick(JUDGE, ChecklistItem.HEARS, false))
                .as("the same again, by another one")
                .isEmpty();
        assertThat(said(ChecklistItem.HEARS)).hasValue(new Checklist.Tick(false, CLERK, FIRST));
        tick(JUDGE, ChecklistItem.HEARS, true);
        assertThat(said(ChecklistItem.HEARS)).hasValue(new Checklist.Tick(true, JUDGE, now));
        assertThat(said(ChecklistItem.SEES)).isEmpty();
        assertThat(submit(new HearingCommand.UntickChecklist(CLERK, ROOM, ChecklistItem.HEARS)))
                .containsExactly(new HearingEvent.ChecklistUnticked(ROOM, ChecklistItem.HEARS));
        assertThat(submit(new HearingCommand.UntickChecklist(CLERK, ROOM, ChecklistItem.HEARS)))
                .isEmpty();
        assertThat(said(ChecklistItem.HEARS)).isEmpty();
    }

    @Test
    void isCompleteOnceAllIsConfirmed() {
        for (ChecklistItem item : ChecklistItem.values()) {
            assertThat(state.checklist().isComplete(ROOM)).isFalse();
            tick(CLERK, item, true);
        }
        assertThat(state.checklist().isComplete(ROOM)).isTrue();
        tick(CLERK, ChecklistItem.SEEN, false);
        assertThat(state.checklist().isComplete(ROOM)).isFalse();
    }

    @Test
    void outlastsABreakALostCallAndARestart() {
        tick(CLERK, ChecklistItem.HEARD, true);
        submit(new HearingCommand.Adjourn(CLERK, "technical reasons"));
        submit(new HearingCommand.Resume(CLERK));
        submit(new HearingCommand.Leave("x", new LegId("l1"), EndReason.MEDIA_LOST));
        submit(new HearingCommand.Arrive("x", ROOM, new LegId("l2")));
        submit(new HearingCommand.Recover("system", now));
        assertThat(said(ChecklistItem.HEARD)).hasValue(new Checklist.Tick(true, CLERK, FIRST));
        submit(new HearingCommand.Uninvite(CLERK, ROOM));
        submit(new HearingCommand.Invite(CLERK, ROOM, "Палата", Admission.DIRECT));
        assertThat(said(ChecklistItem.HEARD)).as("of another seat").isEmpty();
    }

    @Test
    void isOfThoseWhoAreInTheSession() {
        HearingCommand tick = new HearingCommand.TickChecklist(CLERK, ROOM, ChecklistItem.SEEN, true);
        submit(new HearingCommand.Adjourn(CLERK, ""));
        refused(tick, Refusal.NOT_IN_SESSION);
        submit(new HearingCommand.Resume(CLERK));
        submit(new HearingCommand.Dismiss(CLERK, ROOM));
        refused(tick, Refusal.NOT_INSIDE);
        submit(new HearingCommand.Admit(CLERK, ROOM));
        submit(tick);
        submit(new HearingCommand.Leave("x", new LegId("l1"), EndReason.LEFT));
        refused(new HearingCommand.TickChecklist(CLERK, ROOM, ChecklistItem.SEES, true), Refusal.NOT_INSIDE);
        refused(
                new HearingCommand.TickChecklist(CLERK, PartyId.device("other"), ChecklistItem.SEES, true),
                Refusal.NOT_INVITED);
        submit(new HearingCommand.End(CLERK));
        refused(tick, Refusal.ENDED);
        refused(new HearingCommand.UntickChecklist(CLERK, ROOM, ChecklistItem.SEEN), Refusal.ENDED);
    }
}
