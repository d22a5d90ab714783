package org.courtbridge.signalling.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.Test;

class RoomCallersTest {

    private static final Device ROOM = Device.newlyAdded("1", "Room 1", "room1", Instant.EPOCH);
    private static final Destination NOWHERE = Destination.hearing(new RememberingConferences(), "h1");
    private static final CompletionStage<LegId> GONE = CompletableFuture.failedFuture(CallFailedException.silent());
    private static final CompletionStage<LegId> BUSY = CompletableFuture.failedFuture(CallFailedException.refused(486));

    private final LegId leg = LegId.random();
    private final CompletionStage<LegId> there = CompletableFuture.completedFuture(leg);
    private final List<String> called = new ArrayList<>();

    private CompletableFuture<LegId> call(Protocol... protocols) {
        return new RoomCallers(List.of(protocols)).call(ROOM, NOWHERE).toCompletableFuture();
    }

    @Test
    void callsByTheProtocolThatTheRoomHasRegisteredWith() {
        assertThat(call(new Protocol("sip", false, GONE), new Protocol("h323", true, there)))
                .isCompletedWithValue(leg);
        assertThat(called).containsExactly("h323");
    }

    @Test
    void callsByTheOtherWhereNobodyIsThere() {
        assertThat(call(new Protocol("sip", true, GONE), new Protocol("h323", true, there)))
                .isCompletedWithValue(leg);
        assertThat(called).containsExactly("sip", "h323");
    }

    @Test
    void callsFirstByWhatTheRoomAnswers() {
        Protocol sip = new Protocol("sip", true, GONE).silent();
        Protocol h323 = new Protocol("h323", true, there);
        assertThat(call(sip, h323)).isCompletedWithValue(leg);
        assertThat(called).containsExactly("h323");
        assertThat(new RoomCallers(List.of(sip, h323)).isSilent(ROOM)).isFalse();
        assertThat(new RoomCallers(List.of(sip, new Protocol("h323", false, there))).isSilent(ROOM))
                .isTrue();
        assertThat(new RoomCallers(List.of(new Protocol("sip", false, there).silent())).isSilent(ROOM))
                .isFalse();
    }

    @Test
    void triesARoomThatAnswersNothing() {
        assertThat(call(new Protocol("sip", true, there).silent())).isCompletedWithValue(leg);
    }

    @Test
    void doesNotCallAgainARoomThatHasRefused() {
        assertThatThrownBy(call(new Protocol("sip", true, BUSY), new Protocol("h323", true, there))::get)
                .hasRootCauseMessage("the room answered 486");
        assertThat(called).containsExactly("sip");
    }

    @Test
    void saysWhatTheLastSaid() {
        assertThatThrownBy(call(new Protocol("sip", true, GONE), new Protocol("h323", true, BUSY))::get)
                .hasRootCauseMessage("the room answered 486");
        assertThatThrownBy(call(new Protocol("sip", true, BUSY), new Protocol("h323", false, there))::get)
                .hasRootCauseMessage("the room answered 486");
    }

    @Test
    void callsNobodyWhoHasNotRegistered() {
        Protocol sip = new Protocol("sip", false, there);
        assertThat(new RoomCallers(List.of(sip)).isRegistered(ROOM)).isFalse();
        assertThatThrownBy(call(sip, new Protocol("h323", false, there))::get)
                .hasRootCauseMessage("the room is not registered");
        assertThat(called).isEmpty();
    }

    @Test
    void callsWhereSomebodyElseMayKnowTheRoom() {
        Protocol sip = new Protocol("sip", false, GONE);
        Protocol finder = new Protocol("h323", false, true, there);
        assertThat(new RoomCallers(List.of(sip, finder)).mayFind(ROOM)).isTrue();
        assertThat(new RoomCallers(List.of(sip)).mayFind(ROOM)).isFalse();
        assertThat(call(sip, finder)).isCompletedWithValue(leg);
        assertThat(called).containsExactly("h323");
    }

    @Test
    void asksNobodyElseAboutARoomThatHasRegistered() {
        assertThatThrownBy(call(new Protocol("sip", true, GONE), new Protocol("h323", false, true, there))::get);
        assertThat(called).containsExactly("sip");
    }

    private final class Protocol implements RoomCaller {

        private final String name;
        private final boolean registered;
        private final boolean findable;
        private final CompletionStage<LegId> outcome;
        private boolean silent;

        Protocol(String name, boolean registered, CompletionStage<LegId> outcome) {
            this(name, registered, false, outcome);
        }

        Protocol(String name, boolean registered, boolean findable, CompletionStage<LegId> outcome) {
            this.name = name;
            this.registered = registered;
            this.findable = findable;
            this.outcome = outcome;
        }

        Protocol silent() {
            silent = true;
            return this;
        }

        @Override
        public boolean isSilent(Device device) {
            return silent;
        }

        @Override
        public boolean isRegistered(Device device) {
            return registered;
        }

        @Override
        public boolean isInCall(Device device) {
            return false;
        }

        @Override
        public void hangUp(Device device, EndReason reason) {}

        @Override
        public boolean mayFind(Device device) {
            return findable;
        }

        @Override
        public CompletionStage<LegId> call(Device device, Destination destination) {
            called.add(name);
            return outcome;
        }
    }
}
