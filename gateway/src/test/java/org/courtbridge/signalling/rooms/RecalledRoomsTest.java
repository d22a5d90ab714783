package org.courtbridge.signalling.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.courtbridge.court.conference.CommandRefusedException;
import org.courtbridge.court.conference.LegEvents;
import org.courtbridge.court.conference.StandInConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.Hearing;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.FakeDevices;
import org.junit.jupiter.api.Test;

class RecalledRoomsTest {

    private static final String CLERK = "user:clerk";
    private static final LegId BEFORE = new LegId("before");

    private final FakeDevices devices = new FakeDevices();
    private final Device device = devices.add("Зал 1", "room1", "secret");
    private final PartyId room = PartyId.device(device.id());
    private final OneHearing hearing = new OneHearing();
    private final Rooms rooms = new Rooms();
    private Instant now = Instant.parse("2026-11-25T05:00:00Z");
    private final RecalledRooms recalled = new RecalledRooms(hearing, devices, rooms, () -> now);

    RecalledRoomsTest() {
        hearing.does(new HearingCommand.Invite(CLERK, room, "Зал 1", HearingCommand.Admission.DIRECT));
        hearing.does(new HearingCommand.Start(CLERK));
    }

    private void restarted() {
        hearing.does(new HearingCommand.Answer("device", room, BEFORE));
        hearing.does(new HearingCommand.Recover("system", now));
        recalled.begin();
    }

    private void pass(Duration time) {
        for (Instant end = now.plus(time); now.isBefore(end); ) {
            now = now.plusSeconds(1);
            recalled.look();
        }
    }

    /** One hearing by its rules, as its journal makes it. */
    private final class OneHearing extends StandInConferences {

        private HearingState state = HearingState.initial("h");
        private final List<HearingEvent> events = new ArrayList<>();
        private Consumer<Change> subscriber = change -> {};

        OneHearing() {
            record(Hearing.create("1001", "Іс № 7"));
        }

        @Override
        public Collection<HearingState> all() {
            return List.of(state);
        }

        @Override
        public AutoCloseable subscribe(Consumer<Change> one) {
            subscriber = one;
            return () -> subscriber = change -> {};
        }

        private void record(List<HearingEvent> decided) {
            for (HearingEvent.Recorded recorded : Hearing.record(state, decided, "actor", Instant.EPOCH)) {
                state = Hearing.apply(state, recorded);
                events.add(recorded.event());
                subscriber.accept(new Change(state, recorded));
            }
        }

        void does(HearingCommand command) {
            record(Hearing.decide(state, command));
        }

        @Override
        public CompletionStage<HearingState> submit(String hearingId, HearingCommand command) {
            does(command);
            return CompletableFuture.completedFuture(state);
        }

        @Override
        public CompletionStage<HearingState> arrive(String hearingId, PartyId party, Leg leg, LegMedia media) {
            return submit(hearingId, new HearingCommand.Arrive(party.value(), party, leg.id()));
        }

        @Override
        public CompletionStage<HearingState> answer(String hearingId, PartyId party, Leg leg, LegMedia media) {
            return submit(hearingId, new HearingCommand.Answer(party.value(), party, leg.id()));
        }

        @Override
        public void renegotiated(LegId leg, LegMedia media) {}

        @Override
        public void keyframeWanted(LegId leg) {}

        @Override
        public void digit(LegId leg, char digit) {}

        @Override
        public void left(LegId leg, EndReason reason) {}
    }

    /** A caller of rooms that keeps the time of each call. */
    private final class Rooms implements RoomCaller {

        private final List<Instant> calls = new ArrayList<>();
        private boolean registered = true;
        private boolean inCall;
        private Optional<EndReason> hungUp = Optional.empty();
        private Optional<Destination> destination = Optional.empty();
        private CompletableFuture<LegId> ringing = new CompletableFuture<>();

        @Override
        public boolean isRegistered(Device asked) {
            return registered;
        }

        @Override
        public boolean isInCall(Device asked) {
            return inCall;
        }

        @Override
        public void hangUp(Device asked, EndReason reason) {
            hungUp = Optional.of(reason);
            ringing.completeExceptionally(CallFailedException.givenUp(reason));
        }

        @Override
        public CompletionStage<LegId> call(Device asked, Destination where) {
            calls.add(now);
            destination = Optional.of(where);
            ringing = new CompletableFuture<>();
            return ringing;
        }

        void busy() {
            ringing.completeExceptionally(CallFailedException.refused(486));
        }

        CompletionStage<?> picksUp() {
            RoomLeg leg = RoomLeg.of(Optional.empty(), new RoomLeg.Wishes() {
                @Override
                public void end(EndReason reason) {}

                @Override
                public void keyframe() {}
            });
            CompletionStage<?> arrived = destination.orElseThrow().arrive(room, leg, LegMedia.NOTHING);
            arrived.whenComplete((_, failure) -> {
                if (failure == null) {
                    ringing.complete(leg.id());
                } else {
                    ringing.completeExceptionally(failure);
                }
            });
            return arrived;
        }
    }

    @Test
    void aRoomThatTheClerkHadCalledIsCalledAgainAtOnce() {
        restarted();
        recalled.look();

        assertThat(rooms.calls).containsExactly(now);
        assertThat(hearing.events).endsWith(new HearingEvent.Recalled(room));
        rooms.picksUp();
        assertThat(hearing.state.seat(room).flatMap(HearingState.Seat::leg)).isPresent();
        assertThat(hearing.state.called()).containsExactly(room);
        pass(Duration.ofMinutes(10));
        assertThat(rooms.calls).hasSize(1);
    }

    @Test
    void oneThatCameByItselfIsLeftToComeAgain() {
        hearing.does(new HearingCommand.Arrive("device", room, BEFORE));
        hearing.does(new HearingCommand.Recover("system", now));
        recalled.begin();
        pass(Duration.ofMinutes(10));
        assertThat(rooms.calls).isEmpty();
        assertThat(hearing.events).doesNotContain(new HearingEvent.Recalled(room));
    }

    /** It takes the call of before for one that goes on. */
    @Test
    void oneThatIsBusyIsCalledSomeTimesAndThenNoMore() {
        restarted();
        Instant begun = now;
        recalled.look();
        for (int i = 0; i < 600; i++) {
            rooms.busy();
            pass(Duration.ofSeconds(1));
        }
        assertThat(rooms.calls.stream().map(at -> Duration.between(begun, at).toSeconds()))
                .containsExactly(0L, 3L, 9L, 21L, 45L, 85L, 145L);
    }

    @Test
    void oneThatHasToRegisterFirstIsWaitedFor() {
        restarted();
        rooms.registered = false;
        pass(Duration.ofMinutes(2));
        assertThat(rooms.calls).isEmpty();
        rooms.registered = true;
        pass(Duration.ofSeconds(1));
        assertThat(rooms.calls).containsExactly(now);
    }

    @Test
    void itIsNotWaitedForForEver() {
        restarted();
        rooms.registered = false;
        pass(RecalledRooms.LONGEST.plusSeconds(2));
        rooms.registered = true;
        pass(Duration.ofMinutes(10));
        assertThat(rooms.calls).isEmpty();
    }

    @Test
    void oneThatIsInACallOrComesByItselfIsNotCalled() {
        restarted();
        rooms.inCall = true;
        pass(Duration.ofSeconds(5));
        hearing.does(new HearingCommand.Arrive("device", room, new LegId("own")));
        rooms.inCall = false;
        pass(Duration.ofMinutes(10));
        assertThat(rooms.calls).isEmpty();
    }

    @Test
    void oneThatComesByItselfWhileItRingsIsNotTakenInTwice() {
        restarted();
        recalled.look();
        hearing.does(new HearingCommand.Arrive("device", room, new LegId("own")));

        assertThatThrownBy(rooms.picksUp().toCompletableFuture()::get)
                .hasCauseInstanceOf(CommandRefusedException.class);
        assertThat(hearing.state.seat(room).flatMap(HearingState.Seat::leg)).contains(new LegId("own"));
        pass(Duration.ofMinutes(10));
        assertThat(rooms.calls).hasSize(1);
    }

    @Test
    void nobodyIsCalledIntoAHearingThatHasEnded() {
        restarted();
        hearing.does(new HearingCommand.End(CLERK));
        pass(Duration.ofMinutes(10));
        assertThat(rooms.calls).isEmpty();
    }

    @Test
    void whomTheClerkRemovesIsNotCalledAnyMore() {
        restarted();
        recalled.look();
        hearing.does(new HearingCommand.Remove(CLERK, room));
        assertThat(rooms.hungUp).contains(EndReason.CANCELLED);
        pass(Duration.ofMinutes(10));
        assertThat(rooms.calls).hasSize(1);
    }

    @Test
    void whomTheClerkCallsIsLeftToHim() {
        restarted();
        recalled.look();
        recalled.leave(device);
        assertThat(rooms.hungUp).contains(EndReason.CANCELLED);
        pass(Duration.ofMinutes(10));
        assertThat(rooms.calls).hasSize(1);
    }

    @Test
    void aDeviceThatIsGoneIsNotCalled() {
        restarted();
        devices.remove(device.id());
        pass(Duration.ofMinutes(10));
        assertThat(rooms.calls).isEmpty();
    }

    @Test
    void theHearingHearsOfTheCall() {
        restarted();
        recalled.look();
        LegEvents events = rooms.destination.orElseThrow().events();
        assertThat(events).isSameAs(hearing);
    }
}
