package org.courtbridge.operations.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DriverLimits;
import org.courtbridge.devices.Power;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.devices.cisco.CiscoSimulator;
import org.courtbridge.devices.pjlink.PjlinkSimulator;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against simulated devices. */
class StatusPollTest {

    private static final Credentials LOGIN = new Credentials("admin", "Sesam");

    private final DeviceNetwork network =
            DeviceNetwork.withFixedLimits(PatientLimits.PATIENT, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK);
    private final List<Equipment> all = new CopyOnWriteArrayList<>();
    private final EquipmentConnections connections = new EquipmentConnections(network, all::contains);
    private final CiscoSimulator codec = CiscoSimulator.overHttps(anywhere(), LOGIN);
    private final PjlinkSimulator display = new PjlinkSimulator(anywhere(), 2, Optional.empty());
    private final StatusPoll poll = poll(connections);

    private StatusPoll poll(EquipmentConnections by) {
        return new StatusPoll(
                () -> List.copyOf(all),
                by,
                new FleetSettings(Duration.ofHours(1), 3, SimulatorPlaces.LOOPBACK),
                InstantSource.system());
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void close() {
        poll.close();
        connections.close();
        codec.close();
        display.close();
        network.close();
    }

    private void round() throws Exception {
        poll.round().get(60, TimeUnit.SECONDS);
    }

    private StatusAnswer answer(String id) {
        return poll.last(id).orElseThrow().answer();
    }

    @Test
    void keepsWhatEachTellsAndWhyOthersDoNot() throws Exception {
        codec.room().muteMicrophones(true);
        display.room().sleep(true);
        DeviceAddress nobody = new DeviceAddress("127.0.0.1", 1);
        all.add(new Equipment("codec", "cisco-ce", codec.address(), Optional.of(LOGIN)));
        all.add(new Equipment("locked", "cisco-ce", codec.address(), Optional.empty()));
        all.add(new Equipment("display", "pjlink", display.address(), Optional.empty()));
        all.add(new Equipment("gone", "pjlink", nobody, Optional.empty()));
        round();
        assertThat(answer("codec"))
                .isInstanceOfSatisfying(
                        StatusAnswer.Told.class,
                        told -> assertThat(told.status().microphonesMuted()).contains(true));
        assertThat(answer("display"))
                .isInstanceOfSatisfying(
                        StatusAnswer.Told.class,
                        told -> assertThat(told.status().power()).contains(Power.STANDBY));
        assertThat(answer("locked"))
                .isEqualTo(
                        new StatusAnswer.Failed(DeviceFault.UNAUTHORIZED, "no login of the device's own is kept here"));
        assertThat(answer("gone"))
                .isInstanceOfSatisfying(
                        StatusAnswer.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(DeviceFault.UNREACHABLE));
        assertThat(poll.told()).isEqualTo(2);
        assertThat(poll.failed())
                .containsEntry(DeviceFault.UNAUTHORIZED, 1L)
                .containsEntry(DeviceFault.UNREACHABLE, 1L)
                .containsEntry(DeviceFault.TIMED_OUT, 0L);

        all.removeIf(one -> one.id().equals("gone"));
        round();
        assertThat(poll.last("gone")).isEmpty();
    }

    @Test
    void comesToItsEndWhenDevicesDoNotAnswer() throws Exception {
        display.misbehave(Misbehaviour.SILENT);
        IntStream.range(0, 12)
                .forEach(i -> all.add(new Equipment("silent" + i, "pjlink", display.address(), Optional.empty())));
        DriverLimits limits = new DriverLimits(
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofMillis(50));
        try (DeviceNetwork impatient =
                        DeviceNetwork.withFixedLimits(limits, CertificatePins.inMemory(), SimulatorPlaces.LOOPBACK);
                EquipmentConnections hasty = new EquipmentConnections(impatient, all::contains);
                StatusPoll asking = poll(hasty)) {
            asking.round().get(60, TimeUnit.SECONDS);
            assertThat(all)
                    .allSatisfy(one -> assertThat(asking.last(one.id()).map(LastAnswer::answer))
                            .hasValueSatisfying(answer -> assertThat(answer)
                                    .isInstanceOfSatisfying(
                                            StatusAnswer.Failed.class,
                                            failed -> assertThat(failed.fault()).isEqualTo(DeviceFault.TIMED_OUT))));
        }
    }

    @Test
    void aLoginThatIsDroppedWhileARoundGoesOnIsNotUsed() throws Exception {
        Equipment before = new Equipment("codec", "cisco-ce", codec.address(), Optional.of(LOGIN));
        all.add(new Equipment("codec", "cisco-ce", codec.address(), Optional.empty()));
        assertThat(poll.ask(before).get(60, TimeUnit.SECONDS).answer())
                .isInstanceOfSatisfying(
                        StatusAnswer.Failed.class,
                        failed -> assertThat(failed.fault()).isEqualTo(DeviceFault.CLOSED));
    }

    @Test
    void closesWhatIsReachedAtAnAddress() throws Exception {
        Equipment one = new Equipment("codec", "cisco-ce", codec.address(), Optional.of(LOGIN));
        all.add(one);
        RoomDevice open = connections.to(one);
        connections.closeTo(new DeviceAddress("127.0.0.1", 1));
        assertThat(connections.to(one)).isSameAs(open);
        connections.closeTo(codec.address());
        assertThat(open.status().exceptionNow())
                .isInstanceOfSatisfying(
                        DeviceException.class, why -> assertThat(why.fault()).isEqualTo(DeviceFault.CLOSED));
        assertThat(connections.to(one)).isNotSameAs(open);
    }

    @Test
    void reachesADeviceWhoseLoginIsAnotherNow() throws Exception {
        all.add(new Equipment("codec", "cisco-ce", codec.address(), Optional.of(new Credentials("admin", "wrong"))));
        round();
        assertThat(answer("codec")).isInstanceOf(StatusAnswer.Failed.class);
        all.set(0, new Equipment("codec", "cisco-ce", codec.address(), Optional.of(LOGIN)));
        round();
        assertThat(answer("codec")).isInstanceOf(StatusAnswer.Told.class);
    }
}
