package org.courtbridge.gateway.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.Test;

class RegistrationsTest {

    private static final int CONTACTS = 3;

    private Instant now = Instant.parse("2026-03-02T04:00:00Z");
    private final Registrations registrations = new Registrations(() -> now);
    private final Device device = new FakeDevices().add("Room 1", "alice", "secret");

    private void register(String contact, String flow, Duration expiry) {
        Registration registration = new Registration(
                device,
                contact,
                "UDP",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 5070),
                now.plus(expiry),
                contact,
                1,
                "",
                flow,
                List.of());
        registrations.replace(device.id(), List.of(registration), List.of(), CONTACTS);
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
