package org.courtbridge.devices;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.courtbridge.devices.DeviceCommand.CallProtocol;
import org.courtbridge.devices.simulate.Misbehaviour;
import org.courtbridge.devices.simulate.SecureFront;
import org.courtbridge.devices.simulate.Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promises of every driver, tested against its family's simulator, both as it should be and misbehaving. */
@Timeout(300)
public abstract class RoomDeviceContract {

    protected static final String PASSWORD = "Sesam-4711";

    private static final String SECRET_PREFIX = "Geheim-4712";

    /** Answer of a simulator that answers what its protocol does not have. */
    private static final String NONSENSE = "?%$!<";

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final DriverLimits PATIENT = PatientLimits.PATIENT;

    /** Where an answer is awaited in vain. */
    private static final DriverLimits HASTY = new DriverLimits(
            PATIENT.connect(), Duration.ofMillis(300), PATIENT.operation(), PATIENT.idle(), PATIENT.readback());

    private volatile DriverLimits limits = PATIENT;
    private CertificatePins pins;
    private DeviceNetwork network;
    private Simulator simulator;
    private RoomDevice device;

    protected abstract Simulator simulator(InetSocketAddress bind);

    protected abstract RoomDevice device(DeviceNetwork network, DeviceAddress address, String password);

    /** What devices of this family can do. */
    protected abstract Set<Capability> expected();

    /** Whether there is a way to see that the device did it. */
    protected boolean isSeen(DeviceCommand command) {
        return true;
    }

    /** From now on, the driver waits long for an answer only if there will be one, or what comes in its place. */
    private void misbehave(Misbehaviour how) {
        boolean inVain = how != Misbehaviour.NONE && faultsOf(how).contains(DeviceFault.TIMED_OUT);
        limits = inVain ? HASTY : PATIENT;
        simulator.misbehave(how);
    }

    protected boolean hasPassword() {
        return true;
    }

    /** Whether it proves who it is by a certificate or a host key. */
    protected boolean hasKey() {
        return simulator.front() instanceof SecureFront;
    }

    /** A preset to store that the camera takes as it is asked. */
    protected int preset() {
        return 3;
    }

    /** Something to configure, by this family's names. */
    protected Map<String, String> settings() {
        return Map.of("SIP/DefaultTransport", "TLS");
    }

    @BeforeEach
    void open() {
        pins = CertificatePins.inMemory();
        network = new DeviceNetwork(() -> limits, pins, Destinations.of(SimulatorPlaces.LOOPBACK));
        simulator = simulator(ANY_PORT);
        device = device(network, simulator.address(), PASSWORD);
    }

    @AfterEach
    void close() {
        device.close();
        simulator.close();
        network.close();
    }

    protected final Simulator simulated() {
        return simulator;
    }

    protected final RoomDevice driven() {
        return device;
    }

    protected final DeviceNetwork network() {
        return network;
    }

    private List<Trial> trials() {
        return Trial.all(settings(), "32", preset());
    }

    protected static DeviceFault faultOf(CompletableFuture<?> asked) {
        return failure(asked).fault();
    }

    protected static DeviceException failure(CompletableFuture<?> asked) {
        try {
            Object value = asked.join();
            throw new AssertionError("succeeded: " + value);
        } catch (CompletionException e) {
            return DeviceException.of(e);
        }
    }

    @Test
    void saysWhatItCan() {
        assertThat(device.capabilities().join()).isEqualTo(expected());
    }

    @Test
    void saysWhoItIs() {
        assertThat(device.identify().join()).isEqualTo(identity());
    }

    protected abstract DeviceIdentity identity();

    @TestFactory
    Stream<DynamicTest> doesWhatItCanAndSaysWhatItCannot() {
        return trials().stream()
                .map(trial -> DynamicTest.dynamicTest(trial.toString(), () -> {
                    close();
                    open();
                    trial.before().accept(simulator.room());
                    if (expected().contains(trial.command().capability())) {
                        assertThat(trial.done().test(simulator.room()))
                                .as("done before")
                                .isFalse();
                        device.perform(trial.command()).join();
                        assertThat(trial.done().test(simulator.room()))
                                .as("done")
                                .isTrue();
                    } else {
                        assertThat(faultOf(device.perform(trial.command()))).isEqualTo(DeviceFault.NOT_SUPPORTED);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> doesNotBelieveDeviceThatDoesNothing() {
        return trials().stream()
                .filter(trial -> expected().contains(trial.command().capability()))
                .filter(trial -> isSeen(trial.command()))
                .map(trial -> DynamicTest.dynamicTest(trial.toString(), () -> {
                    close();
                    open();
                    trial.before().accept(simulator.room());
                    simulator.room().stick();
                    assertThat(faultOf(device.perform(trial.command()))).isEqualTo(DeviceFault.NOT_CARRIED_OUT);
                }));
    }

    @ParameterizedTest
    @EnumSource(value = Misbehaviour.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void saysWhatIsWrongAndComesBackWhenItIsNot(Misbehaviour how) {
        device.status().join();
        misbehave(how);
        assertThat(faultsOf(how)).contains(faultOf(device.status()));
        misbehave(Misbehaviour.NONE);
        device.status().join();
        assertThat(device.identify().join()).isEqualTo(identity());
    }

    @ParameterizedTest
    @EnumSource(value = Misbehaviour.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void misbehavingFromTheFirstByteOnIsAFaultToo(Misbehaviour how) {
        misbehave(how);
        assertThat(failure(device.capabilities().thenCompose(_ -> device.status())))
                .hasNoCause();
    }

    @ParameterizedTest
    @EnumSource(value = Misbehaviour.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void noCommandIsCarriedOutByADeviceThatDoesNotSaySo(Misbehaviour how) {
        device.status().join();
        misbehave(how);
        trials().stream()
                .filter(trial -> expected().contains(trial.command().capability()))
                .limit(2)
                .forEach(trial ->
                        assertThat(failure(device.perform(trial.command()))).hasNoCause());
    }

    /** Whether a device takes settings or is silent, drops the connection or babbles: no value is in what we say of it. */
    @ParameterizedTest
    @EnumSource(Misbehaviour.class)
    void keepsValuesToItself(Misbehaviour how) {
        device.status().join();
        simulator.room().stick();
        misbehave(how);
        Map<String, String> wanted = new HashMap<>(settings());
        wanted.replaceAll((_, value) -> SECRET_PREFIX + value);
        for (Map<String, String> settings : List.of(wanted, Map.of("no.such.password", SECRET_PREFIX))) {
            DeviceCommand configure = DeviceCommand.Configure.allReadable(settings);
            assertThat(configure.toString()).doesNotContain(SECRET_PREFIX);
            DeviceException failure = failure(device.perform(configure));
            assertThat(failure).hasNoCause();
            assertThat(failure.getMessage()).doesNotContain(SECRET_PREFIX);
        }
    }

    /** A setting that is not is no reason to take the others and say that all is well. */
    @Test
    void takesNoSettingThatItDoesNotKnow() {
        if (!expected().contains(Capability.CONFIGURE)) {
            return;
        }
        Map<String, String> more = new HashMap<>(settings());
        more.put("no.such.setting", "x");
        assertThat(faultOf(device.perform(DeviceCommand.Configure.allReadable(more))))
                .isIn(DeviceFault.NOT_SUPPORTED, DeviceFault.REFUSED);
    }

    protected Set<DeviceFault> faultsOf(Misbehaviour how) {
        return switch (how) {
            case NONE -> throw new AssertionError("no misbehaviour");
            case SILENT, LATE -> EnumSet.of(DeviceFault.TIMED_OUT);
            case DROPS -> EnumSet.of(DeviceFault.UNREACHABLE);
            case HALF_AN_ANSWER -> EnumSet.of(DeviceFault.UNREACHABLE, DeviceFault.MALFORMED_ANSWER);
            case GARBAGE -> EnumSet.of(DeviceFault.MALFORMED_ANSWER);
        };
    }

    @Test
    void doesOneThingAfterTheOther() {
        List<Integer> order = new ArrayList<>();
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            asked.add(device.status().thenRun(() -> order.add(number)));
        }
        asked.forEach(CompletableFuture::join);
        assertThat(order).hasSize(20).isSorted();
    }

    @Test
    void refusesMoreThanItCanKeep() {
        simulator.misbehave(Misbehaviour.SILENT);
        List<CompletableFuture<DeviceStatus>> asked = new ArrayList<>();
        for (int i = 0; i <= CommandLane.WAITING + 1; i++) {
            asked.add(device.status());
        }
        assertThat(faultOf(asked.getLast())).isEqualTo(DeviceFault.BUSY);
        device.close();
        assertThat(faultOf(asked.get(5))).isEqualTo(DeviceFault.CLOSED);
    }

    @Test
    void nothingIsAskedOfItAfterItWasClosed() {
        device.close();
        assertThat(faultOf(device.status())).isEqualTo(DeviceFault.CLOSED);
    }

    @Test
    void isFoundAgainAfterItWasGone() {
        device.status().join();
        simulator.close();
        limits = HASTY;
        assertThat(faultOf(device.status())).isIn(DeviceFault.UNREACHABLE, DeviceFault.TIMED_OUT);
        limits = PATIENT;
        simulator = simulator(new InetSocketAddress(
                simulator.address().host(), simulator.address().port()));
        assertThat(device.identify().join()).isEqualTo(identity());
    }

    @Test
    void tellsAWrongPasswordAndNeverTheRightOne() {
        assertThat(new Credentials("admin", PASSWORD).toString()).doesNotContain(PASSWORD);
        try (RoomDevice locked = device(network, simulator.address(), "wrong")) {
            if (hasPassword()) {
                DeviceException failure = failure(locked.status());
                assertThat(failure.fault()).isEqualTo(DeviceFault.UNAUTHORIZED);
                assertThat(failure.getMessage()).doesNotContain("wrong");
            } else {
                locked.status().join();
            }
        }
    }

    /** Whoever has a driver connect to something that is no device must not read there what it says. */
    @Test
    void repeatsNothingOfWhatIsNoAnswer() {
        limits = HASTY;
        simulator.misbehave(Misbehaviour.GARBAGE);
        assertThat(failure(device.status()).getMessage()).doesNotContain(NONSENSE);
    }

    @Test
    void connectsNowhereThatNoDeviceMayBe() {
        AllowedAddresses usual = AllowedAddresses.usual();
        InetAddress[] simulated = {InetAddress.getLoopbackAddress()};
        DeviceAddress named =
                new DeviceAddress("codec.invalid", simulator.address().port());
        try (DeviceNetwork strict =
                        new DeviceNetwork(() -> limits, pins, Destinations.resolvedBy(_ -> simulated, usual));
                RoomDevice byNumber = device(strict, simulator.address(), PASSWORD);
                RoomDevice byName = device(strict, named, PASSWORD)) {
            assertThat(faultOf(byNumber.status())).isEqualTo(DeviceFault.ADDRESS_REFUSED);
            assertThat(faultOf(byName.status())).isEqualTo(DeviceFault.ADDRESS_REFUSED);
        }
    }

    /** The name is unknown to this machine: who asked for it once more would not get there. */
    @Test
    void connectsToTheVeryAddressThatWasLookedAt() throws UnknownHostException {
        AllowedAddresses alone = AllowedAddresses.besides(List.of(IpNetwork.parse("127.0.0.1")));
        AtomicReference<InetAddress> led = new AtomicReference<>(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        DeviceAddress named =
                new DeviceAddress("codec.invalid", simulator.address().port());
        try (DeviceNetwork network = new DeviceNetwork(
                        () -> limits, pins, Destinations.resolvedBy(_ -> new InetAddress[] {led.get()}, alone));
                RoomDevice first = device(network, named, PASSWORD);
                RoomDevice second = device(network, named, PASSWORD)) {
            assertThat(first.identify().join()).isEqualTo(identity());
            if (hasKey()) {
                assertThat(pins.pinned(named)).isPresent();
            }
            led.set(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
            assertThat(faultOf(second.identify())).isEqualTo(DeviceFault.ADDRESS_REFUSED);
        }
    }

    @Test
    void leavesACallThatIsThere() {
        if (!expected().contains(Capability.DIAL)) {
            return;
        }
        simulator.room().dial("4712@court.example");
        assertThat(faultOf(device.perform(new DeviceCommand.Dial("4711@court.example", CallProtocol.SIP))))
                .isEqualTo(DeviceFault.ALREADY_IN_CALL);
        assertThat(simulator.room().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.remote()).contains("4712@court.example"));
    }

    /** What proves itself by a key is told from somebody else by it. */
    @Test
    void doesNotTalkToADeviceWithAnotherKey() {
        if (!hasKey()) {
            return;
        }
        device.status().join();
        ((SecureFront) simulator.front()).changeKey();
        assertThat(faultOf(device.status())).isEqualTo(DeviceFault.CERTIFICATE_CHANGED);
        trials().stream()
                .filter(trial -> expected().contains(trial.command().capability()))
                .forEach(trial -> {
                    trial.before().accept(simulator.room());
                    boolean before = trial.done().test(simulator.room());
                    assertThat(faultOf(device.perform(trial.command()))).isEqualTo(DeviceFault.CERTIFICATE_CHANGED);
                    assertThat(trial.done().test(simulator.room())).isEqualTo(before);
                });
        pins.forget(simulator.address());
        device.status().join();
    }
}
