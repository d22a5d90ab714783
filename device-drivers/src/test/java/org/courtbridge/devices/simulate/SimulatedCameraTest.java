package org.courtbridge.devices.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.courtbridge.devices.CameraPosition;
import org.junit.jupiter.api.Test;

class SimulatedCameraTest {

    private final SimulatedCamera camera = new SimulatedCamera();

    @Test
    void storesWhereItIs() {
        CameraPosition elsewhere = new CameraPosition(0.5, -0.25, 1);
        camera.move(_ -> elsewhere);
        camera.storePreset(3);
        camera.move(_ -> CameraPosition.HOME);
        assertThat(camera.position()).isEqualTo(CameraPosition.HOME);
        assertThat(camera.preset(3)).contains(elsewhere);
        assertThat(camera.preset(4)).isEmpty();
    }
}
