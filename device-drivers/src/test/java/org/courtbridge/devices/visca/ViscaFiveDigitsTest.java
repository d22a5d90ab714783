package org.courtbridge.devices.visca;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.PatientLimits;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.SimulatorPlaces;
import org.junit.jupiter.api.Test;

/** A model that counts its pan in five digits, and the other way round. */
class ViscaFiveDigitsTest {

    @Test
    void movesToBothEnds() {
        try (ViscaSimulator camera = ViscaSimulator.oneCamera(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), ViscaRange.BRC_H700);
                DeviceNetwork network = DeviceNetwork.withFixedLimits(
                        PatientLimits.PATIENT, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK);
                RoomDevice device = ViscaCamera.at(network, camera.address(), ViscaRange.BRC_H700)) {
            for (CameraPosition place :
                    new CameraPosition[] {new CameraPosition(-1, -1, 0), new CameraPosition(1, 1, 1)}) {
                device.perform(new DeviceCommand.MoveCamera(place)).join();
                assertThat(camera.room().camera()).isEqualTo(place);
                assertThat(device.status().join().camera()).contains(place);
            }
        }
    }
}
