package org.courtbridge.devices.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.simulate.SimulatedRoom;
import org.junit.jupiter.api.Test;

class TurningHeadTest {

    private Instant now = Instant.EPOCH;
    private final SimulatedRoom room = new SimulatedRoom();
    private final TurningHead head = new TurningHead(room, () -> now);

    @Test
    void turnsUntilItIsStopped() {
        head.turn(0.5, -1, 0);
        now = now.plusSeconds(1);
        assertThat(head.position().isNear(new CameraPosition(0.2, -0.4, 0), 1e-9))
                .isTrue();
        assertThat(head.isTurning()).isTrue();
        now = now.plusSeconds(1);
        head.stop();
        now = now.plusSeconds(10);
        assertThat(head.position().isNear(new CameraPosition(0.4, -0.8, 0), 1e-9))
                .isTrue();
        assertThat(head.isTurning()).isFalse();
    }

    @Test
    void stopsAtItsEnds() {
        head.turn(-1, 1, 1);
        now = now.plusSeconds(60);
        assertThat(head.position()).isEqualTo(new CameraPosition(-1, 1, 1));
    }

    @Test
    void doesNotTurnWhileItIsStuck() {
        room.stick();
        head.turn(1, 1, 1);
        now = now.plusSeconds(60);
        assertThat(head.position()).isEqualTo(CameraPosition.HOME);
    }
}
