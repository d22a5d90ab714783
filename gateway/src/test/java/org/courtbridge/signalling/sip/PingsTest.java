package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sip.SipProvider;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.network.AdvertisedAddresses;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.registrar.RegisterSequence;
import org.courtbridge.signalling.sip.registrar.Registration;
import org.courtbridge.signalling.sip.registrar.Registrations;
import org.courtbridge.signalling.sip.stack.SipMessages;
import org.junit.jupiter.api.Test;

class PingsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final InternalErrors errors = new InternalErrors(InstantSource.system());
    private final Registrations registrations = new Registrations(InstantSource.system(), (_, _, _) -> {});
    private final FakeDevices devices = new FakeDevices();

    /** Each is one device that was about to be asked. */
    private final Semaphore asked = new Semaphore(0);

    @Test
    void aFaultAtOneDeviceKeepsNoOtherFromBeingAskedNorItselfTheNextTime() throws Exception {
        for (String name : List.of("alice", "bob", "carol")) {
            Device device = devices.add("Room of " + name, name, "secret");
            Registration registration = new Registration(
                    device,
                    "sip:%s@127.0.0.1:5070".formatted(name),
                    "UDP",
                    new InetSocketAddress(HERE, 5070),
                    HERE,
                    true,
                    Instant.now().plus(Duration.ofHours(1)),
                    new RegisterSequence(name, 1),
                    "",
                    "",
                    Optional.empty(),
                    List.of());
            registrations.replace(device.id(), List.of(registration), List.of(), 1, 0);
        }
        SipMessages messages = new SipMessages(AdvertisedAddresses.always(HERE), 5060, OptionalInt.empty());
        try (Pings _ = Pings.start(failing(), messages, registrations, Duration.ofMillis(1), errors)) {
            assertThat(asked.tryAcquire(6, 10, TimeUnit.SECONDS))
                    .as("two rounds")
                    .isTrue();
        }
        assertThat(errors.count(Part.SIP_PINGS)).isGreaterThanOrEqualTo(5);
    }

    private SipProvider failing() {
        return (SipProvider) Proxy.newProxyInstance(
                PingsTest.class.getClassLoader(), new Class<?>[] {SipProvider.class}, (_, _, _) -> {
                    asked.release();
                    throw new IllegalStateException("a fault, as a test wants it");
                });
    }
}
