package org.courtbridge.signalling.h323;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.ras.AdmissionMessage;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.LocationMessage;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.h323.ras.Reasons;
import org.courtbridge.h323.ras.RegistrationMessage;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.provisioning.inventory.Device;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One room of the inventory that wants to be another, and what the gatekeeper lets it have. */
class RasAttackerTest {

    private static final PortRange PORTS = new PortRange(43_600, 43_699);
    private static final String ATTACKER = "127.0.0.5";
    private static final String VICTIM = "127.0.0.6";
    private static final String NEIGHBOUR = "127.0.0.7";
    private static final AliasAddress ROOM_1 = new AliasAddress.H323Id("room1");
    private static final AliasAddress ROOM_2 = new AliasAddress.H323Id("room2");
    private static final AliasAddress NUMBER_2 = new AliasAddress.DialledDigits("5001");

    private DatagramSocket neighbour;
    private Rig rig;
    private Device device1;
    private Device device2;
    private RasAttacker attacker;
    private RasAttacker victim;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        neighbour = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(NEIGHBOUR), 0));
        neighbour.setSoTimeout(60_000);
        rig = Rig.of(CallModel.DIRECT, folder, PORTS, SentMessages.trace(), (InetSocketAddress)
                neighbour.getLocalSocketAddress());
        device1 = rig.devices.add("Зал 1", "room1", "secret-1");
        device2 = rig.devices.add("Зал 2", "room2", "secret-2");
        rig.describe(device2, "5001");
        attacker = new RasAttacker(ATTACKER, rig.endpoint, "room1", "secret-1");
        victim = new RasAttacker(VICTIM, rig.endpoint, "room2", "secret-2");
    }

    @AfterEach
    void close() {
        attacker.close();
        victim.close();
        rig.close();
        neighbour.close();
    }

    /** Address that a call goes to, which a room of ours makes. */
    private InetSocketAddress called(RasAttacker caller, String endpointIdentifier, String dialled) throws IOException {
        return ((AdmissionMessage.Confirm) caller.asks(caller.admission(endpointIdentifier, dialled, ROOM_1)))
                .destCallSignalAddress()
                .orElseThrow();
    }

    /** Asks for a call that the neighbour does not know either. */
    private Choice notCalled(RasAttacker caller, String endpointIdentifier, String dialled) throws IOException {
        caller.says(caller.proved(caller.admission(endpointIdentifier, dialled, ROOM_1)));
        LocationMessage.Request asked = located();
        byte[] unknown = new LocationMessage.Reject(asked.requestSeqNum(), Reasons.LRJ_NOT_REGISTERED).encode();
        neighbour.send(
                new DatagramPacket(unknown, unknown.length, InetAddress.getLoopbackAddress(), rig.endpoint.rasPort()));
        RasMessage answer = caller.hears();
        while (!(answer instanceof AdmissionMessage.Reject)) {
            answer = caller.hears();
        }
        return ((AdmissionMessage.Reject) answer).reason();
    }

    /** The question that the neighbour gets. */
    private LocationMessage.Request located() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        neighbour.receive(packet);
        return (LocationMessage.Request)
                RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(Arrays.copyOf(packet.getData(), packet.getLength())));
    }

    private static Choice rejected(RasMessage answer) {
        return switch (answer) {
            case RegistrationMessage.Reject reject -> reject.reason();
            case UnregistrationMessage.Reject reject -> reject.reason();
            case AdmissionMessage.Reject reject -> reject.reason();
            default -> throw new AssertionError(answer);
        };
    }

    static Stream<AliasAddress> anothers() {
        return Stream.of(
                NUMBER_2,
                new AliasAddress.E164("unknown", "5001"),
                new AliasAddress.H323Id("5001"),
                ROOM_2,
                new AliasAddress.H323Id("ROOM2"),
                new AliasAddress.H323Id("Зал 2"),
                new AliasAddress.Url("room2"),
                new AliasAddress.Email("5001"));
    }

    /** Whether the other is registered or not. */
    @ParameterizedTest
    @MethodSource("anothers")
    void takesNoAliasThatTheInventoryGivesToAnother(AliasAddress alias) throws IOException {
        assertThat(attacker.asks(attacker.registration(ROOM_1, alias)))
                .isInstanceOfSatisfying(RegistrationMessage.Reject.class, reject -> {
                    assertThat(reject.reason().name()).isEqualTo("duplicateAlias");
                    assertThat(AliasAddress.ofAll(taken(reject))).containsExactly(alias);
                });
        victim.registered(ROOM_2, NUMBER_2);
        assertThat(rejected(attacker.asks(attacker.registration(ROOM_1, alias))).name())
                .isEqualTo("duplicateAlias");

        String room1 = attacker.registered(ROOM_1);
        assertThat(called(attacker, room1, "5001")).isEqualTo(victim.callSignalAddress());
        assertThat(called(attacker, room1, "room2")).isEqualTo(victim.callSignalAddress());
    }

    @SuppressWarnings("unchecked")
    private static List<Choice> taken(RegistrationMessage.Reject reject) {
        return (List<Choice>) reject.reason().value();
    }

    /** A number that nobody has entered yet, or that somebody hopes to catch calls with: the room registers without it. */
    @Test
    void takesNoAliasThatTheInventoryGivesToNobody() throws IOException {
        RasMessage answer = attacker.asks(attacker.registration(
                ROOM_1,
                new AliasAddress.DialledDigits("112"),
                new AliasAddress.H323Id("room2 "),
                new AliasAddress.H323Id("room2\n"),
                new AliasAddress.Url("h323:room2@court.example"),
                new AliasAddress.TransportId(victim.callSignalAddress())));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        RegistrationMessage.Confirm.class,
                        confirm -> assertThat(confirm.aliases()).containsExactly(ROOM_1));

        String room2 = victim.registered(ROOM_2);
        assertThat(notCalled(victim, room2, "112")).isEqualTo(Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED);
        assertThat(called(victim, room2, "room1")).isEqualTo(attacker.callSignalAddress());
    }

    /** It is called by its name where nothing else of what it asks for is its own. */
    @Test
    void isCalledByItsNameAtLeast() throws IOException {
        assertThat(attacker.asks(attacker.registration(new AliasAddress.DialledDigits("112"))))
                .isInstanceOfSatisfying(
                        RegistrationMessage.Confirm.class,
                        confirm -> assertThat(confirm.aliases()).containsExactly(ROOM_1));
    }

    /** Two rooms of different courts have the same name; neither takes it from the other, nor keeps it from registering. */
    @Test
    void sharesANameWithNobody() throws IOException {
        rig.devices.add("Зал 1", "room3", "secret-3");
        AliasAddress shared = new AliasAddress.H323Id("Зал 1");
        try (RasAttacker other = new RasAttacker("127.0.0.8", rig.endpoint, "room3", "secret-3")) {
            for (RasAttacker room : List.of(attacker, other)) {
                assertThat(room.asks(room.registration(shared)))
                        .isInstanceOfSatisfying(
                                RegistrationMessage.Confirm.class,
                                confirm -> assertThat(confirm.aliases()).doesNotContain(shared));
            }
        }
    }

    /** Without a new registration of the room that had it. */
    @Test
    void losesANumberThatTheInventoryGivesToAnother() throws IOException {
        String room2 = victim.registered(ROOM_2, NUMBER_2);
        rig.describe(device2);
        assertThat(notCalled(victim, room2, "5001")).isEqualTo(Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED);
        rig.describe(device1, "5001");

        assertThat(attacker.asks(attacker.registration(ROOM_1, NUMBER_2)))
                .isInstanceOf(RegistrationMessage.Confirm.class);
        assertThat(called(victim, room2, "5001")).isEqualTo(attacker.callSignalAddress());
        assertThat(called(victim, room2, "room2")).isEqualTo(victim.callSignalAddress());
    }

    /** The gateway calls neither itself nor its neighbours on a link for a room that names such an address. */
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "169.254.169.254", "224.0.0.1"})
    void isNotCalledAtAnAddressThatIsNobodysElse(String address) throws IOException {
        String room2 = victim.registered(ROOM_2);
        InetSocketAddress named = new InetSocketAddress(InetAddress.ofLiteral(address), 22);
        assertThat(attacker.asks(attacker.registration(named, attacker.address(), ROOM_1)))
                .isInstanceOf(RegistrationMessage.Confirm.class);
        assertThat(called(victim, room2, "room1"))
                .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral(ATTACKER), 22));
    }

    /** From the same address, as behind one NAT, it names the port of another for its messages. */
    @Test
    void takesNoPortOfAnothersMessages() throws IOException {
        String room2 = victim.registered(ROOM_2);
        try (RasAttacker beside = new RasAttacker(VICTIM, rig.endpoint, "room1", "secret-1")) {
            InetSocketAddress calledAt = new InetSocketAddress(InetAddress.ofLiteral(VICTIM), 1_722);
            RasMessage answer = beside.asks(beside.registration(calledAt, victim.address(), ROOM_1));
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            RegistrationMessage.Confirm.class,
                            confirm -> assertThat(confirm.endpointIdentifier()).isNotEqualTo(room2));
        }
        assertThat(victim.asks(victim.registrationAs(room2, true, victim.callSignalAddress())))
                .isInstanceOf(RegistrationMessage.Confirm.class);
    }

    /** Somebody who knows another's endpoint identifier does nothing in its name. */
    @Test
    void usesNoIdentifierOfAnother() throws IOException {
        String room2 = victim.registered(ROOM_2, NUMBER_2);
        String room1 = attacker.registered(ROOM_1);
        AliasAddress mask = ROOM_2;
        for (RasMessage forged : List.<RasMessage>of(
                attacker.registrationAs(room2, true, attacker.callSignalAddress()),
                attacker.registrationAs(room2, false, attacker.callSignalAddress(), ROOM_2, NUMBER_2))) {
            assertThat(rejected(attacker.asks(forged))).isEqualTo(Reasons.RRJ_SECURITY_DENIAL);
            assertThat(rejected(attacker.sends(forged.encode()))).isEqualTo(Reasons.RRJ_SECURITY_DENIAL);
        }
        assertThat(rejected(attacker.sends(attacker.unregistration(room2, victim.callSignalAddress())
                        .encode())))
                .isEqualTo(Reasons.URJ_SECURITY_DENIAL);
        assertThat(rejected(attacker.asks(attacker.unregistration(room2, victim.callSignalAddress()))))
                .isEqualTo(Reasons.URJ_SECURITY_DENIAL);
        assertThat(rejected(
                        attacker.sends(attacker.admission(room2, "100", mask).encode())))
                .isEqualTo(Reasons.ARJ_SECURITY_DENIAL);
        assertThat(rejected(attacker.asks(attacker.admission(room2, "100", mask))))
                .isEqualTo(Reasons.ARJ_SECURITY_DENIAL);

        assertThat(called(attacker, room1, "5001")).isEqualTo(victim.callSignalAddress());
        assertThat(victim.asks(victim.registrationAs(room2, true, victim.callSignalAddress())))
                .isInstanceOf(RegistrationMessage.Confirm.class);
    }

    /** A light registration renews, and changes nothing else, whatever addresses and aliases stand in it. */
    @Test
    void changesNothingByALightRegistration() throws IOException {
        String room2 = victim.registered(ROOM_2);
        String room1 = attacker.registered(ROOM_1);
        assertThat(attacker.asks(attacker.registrationAs(room1, true, victim.callSignalAddress(), NUMBER_2)))
                .isInstanceOf(RegistrationMessage.Confirm.class);
        assertThat(called(victim, room2, "room1")).isEqualTo(attacker.callSignalAddress());
        assertThat(notCalled(victim, room2, "5001")).isEqualTo(Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED);
    }

    /** An access token covers no message, so whoever has seen one has it; it is of no use elsewhere. */
    @Test
    void repeatsNoProofOfAnother() throws IOException {
        byte[] seen = victim.proved(victim.registration(ROOM_2, NUMBER_2));
        assertThat(victim.sends(seen)).isInstanceOf(RegistrationMessage.Confirm.class);
        assertThat(rejected(attacker.sends(seen))).isEqualTo(Reasons.RRJ_SECURITY_DENIAL);

        String room1 = attacker.registered(ROOM_1);
        assertThat(called(attacker, room1, "5001")).isEqualTo(victim.callSignalAddress());
    }

    @Test
    void registersWithoutAPasswordAsNobody() throws IOException {
        for (RasMessage unproved : List.<RasMessage>of(
                attacker.registration(ROOM_1),
                attacker.registration(ROOM_2, NUMBER_2),
                attacker.registration(new AliasAddress.DialledDigits("112")),
                attacker.registration())) {
            assertThat(rejected(attacker.sends(unproved.encode()))).isEqualTo(Reasons.RRJ_SECURITY_DENIAL);
        }
        assertThat(rig.endpoint.isRegistered(device1)).isFalse();
        assertThat(rig.endpoint.isRegistered(device2)).isFalse();
    }

    /** A neighbour is told who calls as the gatekeeper knows it. */
    @Test
    void callsANeighbourInItsOwnName() throws IOException {
        String room1 = attacker.registered(ROOM_1);
        attacker.says(attacker.proved(attacker.admission(room1, "7001", NUMBER_2)));
        assertThat(located().sourceInfo()).containsExactly(ROOM_1);
    }
}
