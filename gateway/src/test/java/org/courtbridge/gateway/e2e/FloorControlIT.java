package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A room none of whose parts is ours asks for the floor by BFCP, over UDP, TCP and TLS, and the clerk takes it away. Over TLS
 * both sides show the certificates that their session descriptions promise, and nobody with another one is heard.
 */
class FloorControlIT {

    private static final int ROOM = 1;

    @Test
    void theFloorIsGivenAndTakenOverEveryWay() throws Exception {
        try (Court court = Court.open("FloorControlIT")) {
            court.start();
            String password = court.addDevice(ROOM);
            for (String over : List.of("udp", "tcp", "tls")) {
                try (PresentingRoom room = PresentingRoom.call(court, ROOM, password, over)) {
                    assertThat(isPresented(court)).as(over).isFalse();
                    asks(room);
                    awaitPresented(court, over, true);
                    court.stopSharing(ROOM);
                    room.floor().await("FloorRequestStatus Revoked");
                    awaitPresented(court, over, false);

                    asks(room);
                    awaitPresented(court, over, true);
                    if (over.equals("tls")) {
                        refuses(room);
                    }
                    room.floor().say("release");
                    room.floor().await("FloorRequestStatus Released");
                    awaitPresented(court, over, false);
                    room.hangUp();
                    court.awaitLegs(0);
                }
            }
            assertThat(court.gateway().log()).doesNotContain(" ERROR ");
        }
    }

    private static void asks(PresentingRoom room) throws Exception {
        room.floor().say("request");
        room.floor().await("FloorRequestStatus Granted");
    }

    /** Whoever knows where and as whom to ask, but has not the room's key. */
    private static void refuses(PresentingRoom room) throws Exception {
        try (BfcpClient impostor = room.impostor()) {
            impostor.say("hello");
            impostor.await("Error");
        }
    }

    private static void awaitPresented(Court court, String over, boolean presented) {
        Await.until(
                "presented over %s: %s".formatted(over, presented),
                Court.PATIENCE,
                () -> isPresented(court) == presented);
    }

    private static boolean isPresented(Court court) throws Exception {
        return court.state().path("floor").path("presenter").isTextual();
    }
}
