package org.courtbridge.operations.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.courtbridge.operations.fleet.FleetState.ANSWERS;
import static org.courtbridge.operations.fleet.FleetState.FAULT;
import static org.courtbridge.operations.fleet.FleetState.IN_CALL;
import static org.courtbridge.operations.fleet.FleetState.MUTED;
import static org.courtbridge.operations.fleet.FleetState.REGISTERED;
import static org.courtbridge.operations.fleet.FleetState.SILENT;
import static org.courtbridge.operations.fleet.FleetState.STANDBY;
import static org.courtbridge.operations.fleet.FleetState.UNKNOWN;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.devices.ActiveCall;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceStatus;
import org.courtbridge.devices.DeviceWarning;
import org.courtbridge.devices.Power;
import org.junit.jupiter.api.Test;

class FleetStateTest {

    private static Set<FleetState> told(DeviceStatus.Builder status) {
        return FleetState.of(Optional.of(new StatusAnswer.Told(status.build())), RegistrationHere.NONE, false);
    }

    @Test
    void areWhatADeviceTells() {
        assertThat(told(DeviceStatus.builder()
                        .registered(true)
                        .calls(List.of(new ActiveCall("1", "4501", ActiveCall.State.CONNECTED)))
                        .microphonesMuted(true)))
                .containsExactly(MUTED, IN_CALL, REGISTERED);
        assertThat(told(DeviceStatus.builder().power(Power.STANDBY))).containsExactly(STANDBY);
        assertThat(told(DeviceStatus.builder().power(Power.ON))).containsExactly(ANSWERS);
    }

    @Test
    void areAFaultWhereSomethingIsWrongAndNotWhereSomebodyChoseIt() {
        assertThat(told(DeviceStatus.builder().warning(DeviceWarning.LAMP))).containsExactly(FAULT);
        assertThat(told(DeviceStatus.builder().cameraConnected(false))).containsExactly(FAULT);
        assertThat(told(DeviceStatus.builder().displayConnected(false))).containsExactly(FAULT);
        assertThat(told(DeviceStatus.builder().warning(DeviceWarning.PICTURE_BLANKED)))
                .containsExactly(ANSWERS);
        assertThat(FleetState.of(
                        Optional.of(new StatusAnswer.Failed(DeviceFault.UNREACHABLE, "")),
                        RegistrationHere.ANSWERS,
                        false))
                .containsExactly(FAULT, REGISTERED);
    }

    @Test
    void areWhatTheGatewayKnowsWhereADeviceTellsNothing() {
        assertThat(FleetState.of(Optional.empty(), RegistrationHere.of(true, false), true))
                .containsExactly(IN_CALL, REGISTERED);
        assertThat(FleetState.of(Optional.empty(), RegistrationHere.of(true, true), false))
                .containsExactly(SILENT, REGISTERED);
        assertThat(FleetState.of(Optional.empty(), RegistrationHere.of(false, false), false))
                .containsExactly(UNKNOWN);
    }

    @Test
    void holdSinceTheyFirstDid() {
        Instant noon = Instant.parse("2026-03-02T12:00:00Z");
        StatusAnswer on =
                new StatusAnswer.Told(DeviceStatus.builder().volume(30).build());
        StatusAnswer louder =
                new StatusAnswer.Told(DeviceStatus.builder().volume(60).build());
        StatusAnswer gone = new StatusAnswer.Failed(DeviceFault.TIMED_OUT, "");
        LastAnswer first = LastAnswer.following(Optional.empty(), on, noon);
        LastAnswer second = LastAnswer.following(Optional.of(first), louder, noon.plusSeconds(60));
        LastAnswer third = LastAnswer.following(Optional.of(second), gone, noon.plusSeconds(120));
        assertThat(second).isEqualTo(new LastAnswer(louder, noon.plusSeconds(60), noon));
        assertThat(third.since()).isEqualTo(noon.plusSeconds(120));
    }
}
