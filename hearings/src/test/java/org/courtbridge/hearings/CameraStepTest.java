package org.courtbridge.hearings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CameraStepTest {

    @Test
    void aPositionBelongsToStoringAndRecallingAlone() {
        assertThat(Arrays.stream(CameraStep.values()).filter(CameraStep::hasPreset))
                .containsExactly(CameraStep.STORE_PRESET, CameraStep.RECALL_PRESET);
    }

    @Test
    void positionsAreNumberedFrom0To15() {
        for (int preset = 0; preset <= 15; preset++) {
            assertThat(steer(preset).preset()).isEqualTo(preset);
        }
        assertThatThrownBy(() -> steer(-1)).hasMessage("preset: -1 (expected: 0 to 15)");
        assertThatThrownBy(() -> steer(16)).hasMessage("preset: 16 (expected: 0 to 15)");
    }

    private static HearingCommand.SteerCamera steer(int preset) {
        return new HearingCommand.SteerCamera("x", PartyId.device("court"), CameraStep.RECALL_PRESET, preset);
    }
}
