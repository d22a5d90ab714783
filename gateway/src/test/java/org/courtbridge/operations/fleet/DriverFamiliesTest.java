package org.courtbridge.operations.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.huawei.HuaweiSimulator;
import org.courtbridge.devices.lifesize.LifesizeSimulator;
import org.courtbridge.devices.onvif.OnvifSimulator;
import org.courtbridge.devices.pjlink.PjlinkSimulator;
import org.courtbridge.devices.polygroup.PolyGroupSimulator;
import org.courtbridge.devices.polyrest.PolyRestSimulator;
import org.courtbridge.devices.simulate.Simulator;
import org.courtbridge.devices.visca.ViscaRange;
import org.courtbridge.devices.visca.ViscaSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DriverFamiliesTest {

    private static final Credentials LOGIN = new Credentials("admin", "Sesam");
    private static final URI STREAM = URI.create("rtsp://192.0.2.1/main");

    /** One that stands for each family. */
    private static final Map<String, Function<InetSocketAddress, Simulator>> SIMULATORS = Map.of(
            "cisco-ce", at -> CiscoSimulator.overHttps(at, LOGIN),
            "cisco-ssh", at -> CiscoSimulator.overSsh(at, LOGIN),
            "huawei", at -> HuaweiSimulator.withOwnCertificate(at, LOGIN, HuaweiSimulator.Identifiers.NONE),
            "lifesize", at -> LifesizeSimulator.icon(at, LOGIN),
            "onvif", at -> new OnvifSimulator(at, LOGIN, STREAM, InstantSource.system(), OnvifSimulator.Turning.TURNS),
            "pjlink", at -> new PjlinkSimulator(at, 2, Optional.of(LOGIN.password())),
            "poly-group", at -> PolyGroupSimulator.overSsh(at, LOGIN),
            "poly-group-telnet", at -> PolyGroupSimulator.overTelnet(at, Optional.of(LOGIN.password())),
            "poly-rest", at -> PolyRestSimulator.withOwnCertificate(at, LOGIN),
            "visca", at -> ViscaSimulator.oneCamera(at, ViscaRange.SRG));

    private final DeviceNetwork network =
            DeviceNetwork.withFixedLimits(PatientLimits.PATIENT, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK);

    @AfterEach
    void close() {
        network.close();
    }

    private static Set<String> names() {
        return DriverFamilies.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachIsOpenedByItsName(String family) throws Exception {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Simulator simulator =
                SIMULATORS.getOrDefault(family, this::missing).apply(anywhere)) {
            DeviceAddress address = DriverFamilies.address(
                            family, simulator.address().toString())
                    .orElseThrow();
            assertThat(address).isEqualTo(simulator.address());
            try (RoomDevice device = DriverFamilies.open(family, network, address, Optional.of(LOGIN))) {
                assertThat(device.status().get(60, TimeUnit.SECONDS)).isNotNull();
                assertThat(device.capabilities().get(60, TimeUnit.SECONDS)).isNotEmpty();
            }
        }
    }

    private Simulator missing(InetSocketAddress at) {
        throw new AssertionError("no simulator stands for this family");
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachHasAPortOfItsOwn(String family) {
        assertThat(DriverFamilies.address(family, "192.0.2.1").orElseThrow().port())
                .isPositive();
    }

    @Test
    void whatNobodyKnowsHasNoAddress() {
        assertThat(DriverFamilies.address("fax", "192.0.2.1")).isEmpty();
    }

    @Test
    void whatIsLockedIsNotOpenedWithoutALogin() {
        assertThatExceptionOfType(DeviceException.class)
                .isThrownBy(() -> DriverFamilies.open(
                        "poly-rest", network, new DeviceAddress("192.0.2.1", 443), Optional.empty()))
                .withMessageContaining("login");
    }
}
