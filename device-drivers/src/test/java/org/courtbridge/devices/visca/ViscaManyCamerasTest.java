package org.courtbridge.devices.visca;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.courtbridge.devices.CameraPosition;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.PatientLimits;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.SimulatorPlaces;
import org.junit.jupiter.api.Test;

/** One simulator that stands for cameras at several addresses. */
class ViscaManyCamerasTest {

    @Test
    void eachAnswersFromTheAddressThatItWasAskedAt() throws Exception {
        List<InetAddress> others = List.of(InetAddress.getByName("127.0.7.2"), InetAddress.getByName("127.0.7.3"));
        try (ViscaSimulator cameras = new ViscaSimulator(
                        new InetSocketAddress(InetAddress.getByName("127.0.7.1"), 0), others, ViscaRange.SRG);
                DeviceNetwork network = DeviceNetwork.withFixedLimits(
                        PatientLimits.PATIENT, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK)) {
            CameraPosition place = new CameraPosition(0.25, -0.5, 0.75);
            for (String host : List.of("127.0.7.1", "127.0.7.2", "127.0.7.3")) {
                DeviceAddress address =
                        new DeviceAddress(host, cameras.address().port());
                try (RoomDevice camera = ViscaCamera.at(network, address, ViscaRange.SRG)) {
                    camera.perform(new DeviceCommand.MoveCamera(place)).join();
                    assertThat(camera.status().join().camera())
                            .hasValueSatisfying(
                                    seen -> assertThat(seen.isNear(place, 0.01)).isTrue());
                }
            }
        }
    }
}
