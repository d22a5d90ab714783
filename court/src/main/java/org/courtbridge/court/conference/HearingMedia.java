package org.courtbridge.court.conference;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.courtbridge.hearings.HearingCommand.Admission;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.Layout;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.Still;

/** Keeps the bridge as the hearing is: made for the first leg, closed after the last. */
final class HearingMedia implements Effect {

    private final Supplier<Bridge> bridges;
    private final Slates slates;
    private final Layout layout;

    /** The still that each room is shown while it sees nobody. */
    private final Map<LegId, Still> shown = new HashMap<>();

    private final Map<LegId, Leg> watchers = new LinkedHashMap<>();
    private final Set<LegId> attached = new LinkedHashSet<>();

    /** Written by the mailbox only. */
    private volatile Optional<Bridge> bridge = Optional.empty();

    // Guarded by this.
    /** As the hearing's state has it. */
    private Bridge.Policy policy = Bridge.Policy.NOBODY;

    /** As the bridge was told it. */
    private Bridge.Policy told = Bridge.Policy.NOBODY;

    /** Orders that end all media and have not been carried out yet. */
    private int silencing;

    /** @param layout of a hearing for which none was chosen */
    HearingMedia(Supplier<Bridge> bridges, Slates slates, Layout layout) {
        this.bridges = bridges;
        this.slates = slates;
        this.layout = layout;
    }

    /**
     * Takes away at once what the next state does not allow any more, before it is stored. What it allows anew waits for
     * {@link #settle}.
     */
    void cut(HearingState next) {
        Set<LegId> inside = new LinkedHashSet<>(policy.inside());
        inside.retainAll(next.inside());
        Set<LegId> muted = new LinkedHashSet<>(policy.muted());
        muted.addAll(next.muted());
        muted.retainAll(attached);
        Optional<LegId> presenter =
                policy.presenter().filter(leg -> presenter(next).equals(Optional.of(leg)));
        apply(new Bridge.Policy(
                Set.copyOf(inside),
                Set.copyOf(muted),
                presenter,
                among(inside, policy.view()),
                policy.steering() && next.steering(),
                policy.traced() && isTraced(next)));
    }

    /** Whether what parties send may be written to traces of calls: whoever closes a session, or adjourns, leaves nothing of it there. */
    private static boolean isTraced(HearingState state) {
        return state.phase() != HearingState.Phase.CLOSED_SESSION && state.phase() != HearingState.Phase.ADJOURNED;
    }

    /**
     * Takes all media away at once, and lets nobody in, until {@link #silenced}: the mailbox may be busy with storing something else.
     * From any thread.
     */
    synchronized void silence() {
        silencing++;
        tell();
    }

    /** The order that was the reason has been carried out, or refused. From any thread. */
    synchronized void silenced() {
        silencing--;
        tell();
    }

    /** The view, reduced to the legs that are inside. */
    private static Bridge.Policy.View among(Set<LegId> inside, Bridge.Policy.View view) {
        Map<LegId, Layout> layouts = new HashMap<>(view.layouts());
        layouts.keySet().retainAll(inside);
        Set<LegId> courtrooms = new LinkedHashSet<>(view.courtrooms());
        courtrooms.retainAll(inside);
        Set<LegId> seeingSelf = new LinkedHashSet<>(view.seeingSelf());
        seeingSelf.retainAll(inside);
        return new Bridge.Policy.View(layouts, courtrooms, seeingSelf);
    }

    private Optional<LegId> presenter(HearingState state) {
        return state.floor()
                .presenter()
                .flatMap(state::seat)
                .flatMap(HearingState.Seat::leg)
                .filter(attached::contains);
    }

    private Bridge.Policy.View view(HearingState state, Set<LegId> inside) {
        Map<LegId, Layout> layouts = new HashMap<>();
        Set<LegId> courtrooms = new LinkedHashSet<>();
        Set<LegId> seeingSelf = new LinkedHashSet<>();
        for (LegId leg : inside) {
            state.seatOf(leg).ifPresent(seat -> {
                // Whoever has a picture for each party sees them in one only where its own seat has a layout.
                Optional<Layout> seen =
                        watchers.containsKey(leg) ? Optional.of(state.layout(seat, layout)) : seat.layout();
                seen.ifPresent(chosen -> layouts.put(leg, chosen));
                if (seat.seesSelf()) {
                    seeingSelf.add(leg);
                }
                if (seat.admission() == Admission.DIRECT) {
                    courtrooms.add(leg);
                }
            });
        }
        return new Bridge.Policy.View(layouts, courtrooms, seeingSelf);
    }

    /** Lets in exactly those who are inside. */
    void settle(HearingState state) {
        Set<LegId> inside = new LinkedHashSet<>(state.inside());
        inside.retainAll(attached);
        Set<LegId> muted = new LinkedHashSet<>(state.muted());
        muted.retainAll(attached);
        apply(new Bridge.Policy(
                Set.copyOf(inside),
                Set.copyOf(muted),
                presenter(state),
                view(state, inside),
                state.steering(),
                isTraced(state)));
        refreshSlates(state);
        if (attached.isEmpty()) {
            close();
        }
    }

    /** Tells who sees one picture what is new, such as the time. */
    void refreshSlates(HearingState state) {
        watchers.forEach((id, leg) -> slates.of(leg, state).ifPresent(still -> show(id, still)));
    }

    private void show(LegId leg, Still still) {
        if (!still.equals(shown.put(leg, still))) {
            bridge.ifPresent(b -> b.show(leg, still));
        }
    }

    private synchronized void apply(Bridge.Policy next) {
        policy = next;
        tell();
    }

    private synchronized void tell() {
        Bridge.Policy next = silencing > 0
                ? new Bridge.Policy(Set.of(), policy.muted(), Optional.empty(), Bridge.Policy.View.NONE, false, false)
                : policy;
        if (!next.equals(told)) {
            bridge.ifPresent(b -> b.policy(next));
            told = next;
        }
    }

    @Override
    public void happened(HearingState before, HearingEvent.Recorded recorded, HearingState after, Calls calls) {
        switch (recorded.event()) {
            case HearingEvent.Arrived arrived -> {
                calls.of(arrived.leg()).ifPresent(call -> attach(call, name(after, arrived.party())));
                welcome(after, arrived.party());
            }
            case HearingEvent.Left left -> detach(left.leg());
            case HearingEvent.Replaced replaced -> detach(replaced.leg());
            case HearingEvent.Admitted admitted -> say(after, admitted.party(), _ -> Announcement.SILENCE);
            case HearingEvent.Dismissed dismissed -> welcome(after, dismissed.party());
            case HearingEvent.CameraSteered steered ->
                after.seat(steered.party())
                        .flatMap(HearingState.Seat::leg)
                        .ifPresent(leg ->
                                bridge.ifPresent(b -> b.steer(leg, CameraOrders.of(steered.step(), steered.preset()))));
            case HearingEvent.Recovered _ -> List.copyOf(attached).forEach(this::detach);
            case HearingEvent.Created _,
                    HearingEvent.CourtAssigned _,
                    HearingEvent.Scheduled _,
                    HearingEvent.Unscheduled _,
                    HearingEvent.Called _,
                    HearingEvent.Recalled _,
                    HearingEvent.PinChanged _,
                    HearingEvent.PhaseChanged _,
                    HearingEvent.Invited _,
                    HearingEvent.Uninvited _,
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
                    HearingEvent.MediaFollowed _,
                    HearingEvent.SteeringAllowed _,
                    HearingEvent.TroubleReported _,
                    HearingEvent.TroubleRepeated _,
                    HearingEvent.TroubleSeen _,
                    HearingEvent.ChecklistTicked _,
                    HearingEvent.ChecklistUnticked _,
                    HearingEvent.SteeringForbidden _ -> {}
        }
    }

    /** Whoever has to wait is told so. */
    private void welcome(HearingState state, PartyId party) {
        if (!state.seat(party).map(HearingState.Seat::admitted).orElse(true)) {
            say(state, party, slates::aloud);
        }
    }

    /** Says the answer to a key, to a room; over what it hears, and in place of what was being said. */
    void answer(HearingState state, PartyId party, KeyAnswer answer) {
        say(state, party, leg -> slates.answer(leg, answer));
    }

    /** The meaning of a key that was pressed in a seat; empty if it has none. */
    Optional<Keypad.Press> press(HearingState state, HearingState.Seat seat, char key) {
        return Keypad.press(state, seat, key, layout);
    }

    private void say(HearingState state, PartyId party, Function<Leg, Announcement> words) {
        state.seat(party)
                .flatMap(HearingState.Seat::leg)
                .map(watchers::get)
                .ifPresent(leg -> bridge.ifPresent(b -> b.play(leg.id(), words.apply(leg))));
    }

    private static String name(HearingState state, PartyId party) {
        return state.seat(party).map(HearingState.Seat::name).orElse("");
    }

    private void attach(Call call, String name) {
        Bridge present = bridge.orElseGet(this::begin);
        present.attach(call.leg(), name, call.media());
        attached.add(call.leg().id());
        if (call.leg().kind().seesOnePicture()) {
            watchers.put(call.leg().id(), call.leg());
        }
    }

    /** Makes the bridge, which knows from the start what it may not do. */
    private synchronized Bridge begin() {
        Bridge made = bridges.get();
        bridge = Optional.of(made);
        if (!told.equals(Bridge.Policy.NOBODY)) {
            made.policy(told);
        }
        return made;
    }

    private void detach(LegId leg) {
        if (attached.remove(leg)) {
            bridge.ifPresent(b -> b.detach(leg));
            watchers.remove(leg);
            shown.remove(leg);
        }
    }

    /** Asks the bridge something for a leg that it has; nothing otherwise. */
    void on(LegId leg, Consumer<Bridge> request) {
        if (attached.contains(leg)) {
            bridge.ifPresent(request);
        }
    }

    /** A snapshot, from any thread. */
    List<LegStatistics> statistics() {
        return bridge.map(Bridge::statistics).orElse(List.of());
    }

    /** From any thread. */
    Optional<byte[]> thumbnail(LegId leg) {
        return bridge.flatMap(present -> present.thumbnail(leg));
    }

    synchronized void close() {
        bridge.ifPresent(Bridge::close);
        bridge = Optional.empty();
        attached.clear();
        watchers.clear();
        shown.clear();
        policy = Bridge.Policy.NOBODY;
        told = Bridge.Policy.NOBODY;
    }
}
