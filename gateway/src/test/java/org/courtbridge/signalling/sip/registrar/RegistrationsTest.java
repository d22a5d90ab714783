package org.courtbridge.signalling.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.FakeDevices;
import org.junit.jupiter.api.Test;

class RegistrationsTest {

    private static final int CONTACTS = 3;

    private final List<String> moves = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T04:00:00Z");
    private final Registrations registrations = new Registrations(
            () -> now,
            (device, from, to) ->
                    moves.add(from.address().getPort() + " to " + to.address().getPort()));
    private long asOf;
    private boolean taken;
    private final FakeDevices devices = new FakeDevices();
    private final Device device = devices.add("Room 1", "alice", "secret");

    private void register(String contact, String flow, Duration expiry) {
        register(contact, flow, expiry, 5070);
    }

    private void register(String contact, String flow, Duration expiry, int port) {
        register(device, contact, flow, expiry, port);
    }

    private void register(Device device, String contact, String flow, Duration expiry, int port) {
        Registration registration = new Registration(
                device,
                contact,
                "UDP",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                InetAddress.getLoopbackAddress(),
                true,
                now.plus(expiry),
                new RegisterSequence(contact, 1),
                "",
                flow,
                Optional.empty(),
                List.of());
        taken = registrations.replace(device.id(), List.of(registration), List.of(), CONTACTS, asOf);
    }

    @Test
    void takesNothingThatWasProvedBeforeARevocation() {
        register("sip:before@127.0.0.1", "", Duration.ofHours(1), 5060);
        assertThat(taken).isTrue();
        registrations.revoke(device.id());
        assertThat(contacts()).isEmpty();
        register("sip:meanwhile@127.0.0.1", "", Duration.ofHours(1), 5060);
        assertThat(taken).isFalse();
        assertThat(contacts()).isEmpty();

        registrations.revoke("another device");
        asOf = registrations.revocations() - 1;
        register("sip:after@127.0.0.1", "", Duration.ofHours(1), 5060);
        assertThat(taken).isTrue();
        assertThat(contacts()).containsExactly("sip:after@127.0.0.1");
    }

    @Test
    void knowsARegisterThatCameBeforeOrWasOvertaken() {
        String contact = "sip:room@a";
        register(contact, "", Duration.ofHours(1));
        assertThat(registrations.isOutdated(device.id(), new RegisterSequence(contact, 0)))
                .isTrue();
        assertThat(registrations.isOutdated(device.id(), new RegisterSequence(contact, 1)))
                .isTrue();
        assertThat(registrations.isOutdated(device.id(), new RegisterSequence(contact, 2)))
                .isFalse();
        assertThat(registrations.isOutdated(device.id(), new RegisterSequence("another origin", 1)))
                .isFalse();
    }

    private List<String> contacts() {
        return registrations.of(device.id()).stream().map(Registration::contact).toList();
    }

    @Test
    void eachContactLastsAsLongAsItSays() {
        register("sip:brief@a", "", Duration.ofSeconds(30));
        register("sip:long@a", "", Duration.ofDays(1));
        now = now.plusMillis(29_999);
        assertThat(contacts()).containsExactly("sip:long@a", "sip:brief@a");
        now = now.plusMillis(1);
        assertThat(contacts()).containsExactly("sip:long@a");
        now = now.plus(Duration.ofDays(1)).minusSeconds(31);
        assertThat(registrations.all()).hasSize(1);
        now = now.plusSeconds(1);
        assertThat(registrations.all()).isEmpty();
    }

    @Test
    void whoDoesNotAnswerStaysUntilItExpiresAndIsCalledLast() {
        register("sip:old@a", "", Duration.ofSeconds(60));
        register("sip:new@a", "", Duration.ofSeconds(60));
        Registration latest = registrations.of(device.id()).getFirst();
        assertThat(registrations.silent(latest)).isTrue();
        assertThat(registrations.silent(latest)).as("known").isFalse();
        assertThat(contacts()).containsExactly("sip:old@a", "sip:new@a");
        assertThat(registrations.isSilent(device.id())).as("the other answers").isFalse();
        registrations.silent(registrations.of(device.id()).getFirst());
        assertThat(registrations.isSilent(device.id())).isTrue();
        assertThat(registrations.isSilent("another device")).isFalse();

        registrations.answers(latest);
        assertThat(contacts()).containsExactly("sip:new@a", "sip:old@a");
        now = now.plusSeconds(60);
        assertThat(registrations.all()).isEmpty();
        assertThat(registrations.isSilent(device.id())).isFalse();
        assertThat(registrations.silent(latest)).as("gone").isFalse();
    }

    @Test
    void whoRegistersAnewIsThere() {
        register("sip:a@a", "", Duration.ofSeconds(60));
        Registration before = registrations.of(device.id()).getFirst();
        registrations.silent(before);
        now = now.plusSeconds(30);
        register("sip:a@a", "", Duration.ofSeconds(60));
        assertThat(registrations.isSilent(device.id())).isFalse();
        assertThat(registrations.silent(before))
                .as("of the registration before")
                .isFalse();
    }

    /** A list of 5,000 devices asks about each, and would look at 5,000 for each. */
    @Test
    void whatIsAskedOfOneDeviceTakesNoMoreForTheOthersThere() {
        register("sip:a@a", "", Duration.ofHours(1));
        allocatedByAsking();
        long alone = allocatedByAsking();
        for (int i = 0; i < 1_000; i++) {
            register(devices.add("Room", "room" + i, "secret"), "sip:room@a", "", Duration.ofHours(1), 5060);
        }
        assertThat(registrations.all()).hasSize(1_001);
        assertThat(allocatedByAsking() - alone).as("bytes").isLessThan(10_000);
        now = now.plus(Duration.ofHours(1));
        assertThat(registrations.isRegistered(device.id())).isFalse();
        assertThat(contacts()).isEmpty();
    }

    /** Bytes that the questions of a list take. */
    private long allocatedByAsking() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(registrations.isRegistered(device.id())).isTrue();
        assertThat(registrations.isSilent(device.id())).isFalse();
        assertThat(contacts()).hasSize(1);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** By another port of its NAT, also when its registration had lapsed meanwhile. */
    @Test
    void aDeviceThatComesBackByAnotherWayHasMoved() {
        register("sip:a@192.0.2.77", "", Duration.ofSeconds(60), 61_000);
        register("sip:a@192.0.2.77", "", Duration.ofSeconds(60), 61_000);
        register("sip:other@192.0.2.78", "", Duration.ofSeconds(60), 61_001);
        assertThat(moves).isEmpty();
        register("sip:a@192.0.2.77", "", Duration.ofSeconds(60), 61_002);
        assertThat(moves).containsExactly("61000 to 61002");
        now = now.plusSeconds(95);
        assertThat(contacts()).isEmpty();
        register("sip:a@192.0.2.77", "", Duration.ofSeconds(60), 61_003);
        assertThat(moves).containsExactly("61000 to 61002", "61002 to 61003");
        assertThat(contacts()).containsExactly("sip:a@192.0.2.77");
    }

    /** One that was renewed from elsewhere, as after a change of network, is the one that is called first. */
    @Test
    void theLatestIsFirstAndTheOldestGivesWay() {
        for (String contact : List.of("sip:a@a", "sip:b@b", "sip:a@a", "sip:c@c", "sip:d@d")) {
            register(contact, "", Duration.ofMinutes(5));
        }
        assertThat(contacts()).containsExactly("sip:d@d", "sip:c@c", "sip:a@a");
        register("sip:x@here", "urn:uuid:0 1", Duration.ofMinutes(5));
        register("sip:x@there", "urn:uuid:0 1", Duration.ofMinutes(5));
        assertThat(contacts()).containsExactly("sip:x@there", "sip:d@d", "sip:c@c");
    }
}
