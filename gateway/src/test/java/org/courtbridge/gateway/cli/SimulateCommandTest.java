package org.courtbridge.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.cisco.CiscoCameraRange;
import org.courtbridge.devices.cisco.CiscoCodec;
import org.courtbridge.devices.huawei.HuaweiTerminal;
import org.courtbridge.devices.lifesize.LifesizeCodec;
import org.courtbridge.devices.onvif.OnvifStream;
import org.courtbridge.devices.pjlink.PjlinkDisplay;
import org.courtbridge.devices.polygroup.PolyGroupCodec;
import org.courtbridge.devices.polyrest.PolyRestCodec;
import org.courtbridge.devices.visca.ViscaCamera;
import org.courtbridge.devices.visca.ViscaRange;
import org.courtbridge.operations.fleet.PatientLimits;
import org.courtbridge.operations.fleet.SimulatorPlaces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(300)
class SimulateCommandTest {

    private static final Credentials ADMIN = new Credentials("admin", "Sesam");

    private final DeviceNetwork network =
            DeviceNetwork.withFixedLimits(PatientLimits.PATIENT, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK);
    private Optional<Thread> standing = Optional.empty();

    @AfterEach
    void stop() throws InterruptedException {
        network.close();
        stop(standing.orElseThrow());
    }

    private static void stop(Thread thread) throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private DeviceAddress simulate(String... arguments) throws Exception {
        PipedReader reader = new PipedReader();
        CommandLine line = new CommandLine(new SimulateCommand()).setOut(new PrintWriter(new PipedWriter(reader)));
        standing = Optional.of(Thread.ofPlatform().start(() -> line.execute(arguments)));
        String listening = new Scanner(reader).nextLine();
        assertThat(listening).startsWith("listening at 127.0.0.1:");
        return new DeviceAddress("127.0.0.1", Integer.parseInt(listening.substring(listening.lastIndexOf(':') + 1)));
    }

    @Test
    void standsForAProjector() throws Exception {
        DeviceAddress address = simulate("pjlink", "--port", "0", "--password", "Sesam");
        try (RoomDevice device = PjlinkDisplay.at(network, address, Optional.of("Sesam"))) {
            assertThat(device.identify().join().model()).isEqualTo("Simulated Display");
        }
    }

    @Test
    void standsForACamera() throws Exception {
        DeviceAddress address = simulate("visca", "--port", "0");
        try (RoomDevice device = ViscaCamera.at(network, address, ViscaRange.SRG)) {
            assertThat(device.identify().join().make()).isEqualTo("Sony");
        }
    }

    @Test
    void standsForACodec() throws Exception {
        DeviceAddress address = simulate("cisco", "--port", "0", "--password", "Sesam");
        try (RoomDevice device = CiscoCodec.overHttp(
                network, address, new Credentials("admin", "Sesam"), CiscoCameraRange.PRECISION_HD)) {
            assertThat(device.identify().join().make()).isEqualTo("Cisco");
        }
    }

    @Test
    void standsForACodecOverSsh() throws Exception {
        DeviceAddress address = simulate("cisco", "--ssh", "--port", "0", "--password", "Sesam");
        try (RoomDevice device = CiscoCodec.overSsh(network, address, ADMIN, CiscoCameraRange.PRECISION_HD)) {
            assertThat(device.identify().join().make()).isEqualTo("Cisco");
        }
    }

    @Test
    void standsForAPolyGroupByEitherTransport() throws Exception {
        DeviceAddress ssh = simulate("poly-group", "--port", "0", "--password", "Sesam");
        try (RoomDevice device = PolyGroupCodec.overSsh(network, ssh, ADMIN)) {
            assertThat(device.identify().join().make()).isEqualTo("Polycom");
        }
        stop(standing.orElseThrow());
        DeviceAddress telnet = simulate("poly-group", "--port", "0", "--telnet", "--password", "Sesam");
        try (RoomDevice device = PolyGroupCodec.overTelnet(network, telnet, ADMIN)) {
            assertThat(device.identify().join().make()).isEqualTo("Polycom");
        }
    }

    @Test
    void standsForAStudio() throws Exception {
        DeviceAddress address = simulate("poly-rest", "--port", "0", "--password", "Sesam");
        try (RoomDevice device = PolyRestCodec.at(network, address, ADMIN)) {
            assertThat(device.identify().join().make()).isEqualTo("Poly");
        }
    }

    @Test
    void standsForACameraOfTheNetwork() throws Exception {
        DeviceAddress address =
                simulate("onvif", "--port", "0", "--password", "Sesam", "--stream", "rtsp://192.0.2.1/x");
        assertThat(OnvifStream.of(network, address, ADMIN, InstantSource.system())
                        .join()
                        .uri())
                .hasToString("rtsp://192.0.2.1/x");
    }

    @Test
    void standsForATerminal() throws Exception {
        DeviceAddress address = simulate("huawei", "--port", "0", "--user", "admin", "--password", "Sesam");
        try (RoomDevice device = HuaweiTerminal.at(network, address, ADMIN)) {
            assertThat(device.identify().join().make()).isEqualTo("Huawei");
        }
    }

    /** By which a template can be tried. */
    @Test
    void takesSettingsThatItIsToldOf() throws Exception {
        DeviceAddress address = simulate(
                "huawei",
                "--port",
                "0",
                "--user",
                "admin",
                "--password",
                "Sesam",
                "--setting",
                "x_user",
                "--setting",
                "x_port",
                "--secret",
                "x_secret");
        try (RoomDevice device = HuaweiTerminal.at(network, address, ADMIN)) {
            device.perform(new DeviceCommand.Configure(
                            Map.of("string x_user", "zal3", "int x_port", "5061", "string x_secret", "x"),
                            Set.of("string x_secret")))
                    .join();
        }
    }

    @Test
    void takesWordsThatItIsToldOf() throws Exception {
        DeviceAddress address = simulate(
                "lifesize", "--port", "0", "--user", "admin", "--password", "Sesam", "--setting", "h323 gatekeeper");
        try (RoomDevice device = LifesizeCodec.at(network, address, ADMIN)) {
            device.perform(DeviceCommand.Configure.allReadable(Map.of("h323 gatekeeper", "gateway.example")))
                    .join();
        }
    }

    @Test
    void standsForALifesize() throws Exception {
        DeviceAddress address = simulate("lifesize", "--port", "0", "--user", "admin", "--password", "Sesam");
        try (RoomDevice device = LifesizeCodec.at(network, address, ADMIN)) {
            assertThat(device.identify().join().make()).isEqualTo("LifeSize");
        }
    }
}
