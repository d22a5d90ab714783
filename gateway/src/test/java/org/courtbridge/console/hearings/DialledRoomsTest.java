package org.courtbridge.console.hearings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.hearings.HearingCommand;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.LegId;
import org.courtbridge.hearings.PartyId;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.rooms.CallFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialledRoomsTest {

    private static final Device ROOM = Device.newlyAdded("1", "Room 1", "room1", Instant.EPOCH);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private Instant now = Instant.parse("2026-11-28T05:00:00Z");
    private CompletableFuture<Void> call = new CompletableFuture<>();
    private final DialledRooms rooms = new DialledRooms((_, _) -> call, () -> now);

    private Optional<DialledRooms.Attempt> last() {
        return rooms.last("hearing", seat(Optional.empty()));
    }

    /** A room that takes half a minute to be picked up is no fault of anybody's. */
    @Test
    void isOnItsWayWhileItRings() {
        assertThat(rooms.dial("hearing", ROOM, SHORT)).succeedsWithin(Duration.ofSeconds(60));

        assertThat(call).isNotDone();
        assertThat(last()).contains(new DialledRooms.Attempt.Calling(now));
        assertThat(rooms.last("another", seat(Optional.empty()))).isEmpty();
    }

    @Test
    void saysWhyACallFailed() {
        CompletableFuture<Void> dialled = rooms.dial("hearing", ROOM, LONG);
        call.completeExceptionally(CallFailedException.silent());

        assertThat(dialled.exceptionNow()).isInstanceOf(RequestException.class).hasMessage("no answer to signalling");
    }

    @ParameterizedTest
    @EnumSource(CallFailedException.Kind.class)
    void everyKindOfFailureHasWords(CallFailedException.Kind kind) throws IOException {
        for (String language : List.of("kk", "ru", "en")) {
            Properties words = new Properties();
            String name = "/org/courtbridge/console/html/messages_" + language + ".properties";
            try (InputStream file = Objects.requireNonNull(DialledRooms.class.getResourceAsStream(name))) {
                words.load(file);
            }
            assertThat(words.getProperty("dial." + kind)).as(language).isNotBlank();
        }
    }

    @Test
    void remembersWhyACallFailedForWhoDoesNotWaitForIt() {
        assertThat(rooms.dial("hearing", ROOM, SHORT)).succeedsWithin(Duration.ofSeconds(60));
        now = now.plusSeconds(20);
        call.completeExceptionally(CallFailedException.refused(486));

        assertThat(last()).contains(new DialledRooms.Attempt.Failed(now, "the room answered 486", "dial.BUSY"));
        now = now.plus(DialledRooms.REMEMBERED).plusSeconds(1);
        assertThat(last()).isEmpty();
    }

    @Test
    void forgetsACallThatWasTakenIn() {
        rooms.dial("hearing", ROOM, LONG);
        call.complete(null);

        assertThat(last()).isEmpty();
    }

    @Test
    void saysNothingOfARoomThatIsThere() {
        rooms.dial("hearing", ROOM, LONG);
        call.completeExceptionally(CallFailedException.silent());

        assertThat(rooms.last("hearing", seat(Optional.of(new LegId("leg"))))).isEmpty();
    }

    @Test
    void callsARoomOnceAtATime() {
        rooms.dial("hearing", ROOM, LONG);
        CompletableFuture<Void> again = rooms.dial("hearing", ROOM, LONG);

        assertThat(again.exceptionNow()).hasMessage("This room is being called already.");
        call.completeExceptionally(CallFailedException.unanswered());
        call = CompletableFuture.completedFuture(null);
        assertThat(rooms.dial("hearing", ROOM, LONG)).isCompleted();
        assertThat(last()).isEmpty();
    }

    @Test
    void callsAgainARoomOfWhoseCallNothingIsHeardAnyMore() {
        rooms.dial("hearing", ROOM, LONG);
        CompletableFuture<Void> lost = call;
        now = now.plus(DialledRooms.LONGEST).plusSeconds(1);
        call = new CompletableFuture<>();
        rooms.dial("hearing", ROOM, LONG);

        lost.completeExceptionally(CallFailedException.unanswered());

        assertThat(last()).contains(new DialledRooms.Attempt.Calling(now));
    }

    private static HearingState.Seat seat(Optional<LegId> leg) {
        return new HearingState.Seat(
                PartyId.device(ROOM.id()),
                ROOM.name(),
                HearingCommand.Admission.DIRECT,
                true,
                HearingCommand.Muting.HEARD,
                false,
                leg,
                Optional.empty(),
                false);
    }
}
