package org.courtbridge.devices.cisco;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.Destinations;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.PatientLimits;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.SimulatorPlaces;
import org.junit.jupiter.api.Test;

class SharedAddressTest {

    private static final Credentials LOGIN = new Credentials("admin", "Sesam");
    private static final InetAddress[] HERE = {InetAddress.getLoopbackAddress()};

    private static DeviceFault fault(CompletableFuture<?> asked) {
        try {
            asked.join();
            throw new AssertionError("it was asked");
        } catch (CompletionException e) {
            return DeviceException.of(e).fault();
        }
    }

    /** Somebody else's name for a device's address does not have another certificate believed there. */
    @Test
    void aNameThatIsNewLeadsToNoOtherCertificateThanTheOneBefore() {
        CertificatePins pins = CertificatePins.inMemory();
        try (CiscoSimulator impostor =
                        CiscoSimulator.overHttps(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LOGIN);
                DeviceNetwork network = new DeviceNetwork(
                        () -> PatientLimits.PATIENT,
                        pins,
                        Destinations.resolvedBy(_ -> HERE, SimulatorPlaces.LOOPBACK))) {
            DeviceAddress known =
                    new DeviceAddress("known.invalid", impostor.address().port());
            DeviceAddress added =
                    new DeviceAddress("added.invalid", impostor.address().port());
            pins.pinIfAbsent(known, "0".repeat(64));
            try (RoomDevice codec = CiscoCodec.overHttp(network, known, LOGIN, CiscoCameraRange.PRECISION_HD);
                    RoomDevice other = CiscoCodec.overHttp(network, added, LOGIN, CiscoCameraRange.PRECISION_HD)) {
                assertThat(fault(codec.status())).isEqualTo(DeviceFault.CERTIFICATE_CHANGED);
                assertThat(fault(other.status())).isEqualTo(DeviceFault.CERTIFICATE_CHANGED);
                assertThat(pins.pinned(added)).isEmpty();
                assertThat(fault(codec.status())).isEqualTo(DeviceFault.CERTIFICATE_CHANGED);
            }
        }
    }
}
