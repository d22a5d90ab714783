package org.courtbridge.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.courtbridge.gateway.rooms.CallFailedException;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.Test;

class RoomDiallerTest {

    private final CompletableFuture<Void> call = new CompletableFuture<>();

    private CompletionStage<Void> dialled(Duration patience) {
        RoomDialler dialler = (_, _) -> call;
        return dialler.ringing(patience).dial("hearing", new Device("1", "Room 1", "room1", Instant.EPOCH));
    }

    /** A room that takes half a minute to be picked up is no fault of anybody's. */
    @Test
    void isOnItsWayWhileItRings() {
        assertThat(dialled(Duration.ofMillis(1))).succeedsWithin(Duration.ofSeconds(5));
        assertThat(call).isNotDone();
    }

    @Test
    void saysWhyACallFailed() {
        CompletionStage<Void> dialled = dialled(Duration.ofMinutes(1));
        call.completeExceptionally(CallFailedException.silent());

        assertThat(dialled).isCompletedExceptionally();
        assertThat(dialled.toCompletableFuture().exceptionNow()).hasMessage("no answer to signalling");
    }
}
