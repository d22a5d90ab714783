package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h235.AccessToken;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureSet;
import org.junit.jupiter.api.Test;

/** Registrations that name addresses of others. */
class NamedAddressesTest {

    private static final InetSocketAddress ROOM_3 = Lan.address(3, 1719);
    private static final InetSocketAddress ROOM_4 = Lan.address(4, 1719);
    private static final InetSocketAddress CALLED_3 = Lan.address(3, 1720);
    private static final InetSocketAddress CALLED_4 = Lan.address(4, 1720);

    private final Random random = new Random(7);
    private final Gatekeeper gatekeeper = new Gatekeeper(
            Lan.policy(1, CallModel.DIRECT).traversing(new GatekeeperPolicy.Traversal(Duration.ofSeconds(20), false)),
            Lan.SUBSCRIBERS,
            new Random(1));
    private int number;

    private RasMessage registers(String name, InetSocketAddress from, InetSocketAddress calledAt) {
        return registers(name, from, calledAt, from);
    }

    private RasMessage registers(
            String name, InetSocketAddress from, InetSocketAddress calledAt, InetSocketAddress rasAddress) {
        return registers(name, from, calledAt, rasAddress, Optional.empty());
    }

    /** @param endpointIdentifier of a light registration */
    private RasMessage registers(
            String name,
            InetSocketAddress from,
            InetSocketAddress calledAt,
            InetSocketAddress rasAddress,
            Optional<String> endpointIdentifier) {
        return registers(name, from, calledAt, rasAddress, endpointIdentifier, FeatureSet.NONE);
    }

    private RasMessage registers(
            String name,
            InetSocketAddress from,
            InetSocketAddress calledAt,
            InetSocketAddress rasAddress,
            Optional<String> endpointIdentifier,
            FeatureSet features) {
        RegistrationMessage.Request request = new RegistrationMessage.Request(
                ++number,
                true,
                new RegistrationMessage.Request.Endpoint(
                        List.of(calledAt),
                        List.of(rasAddress),
                        Lan.TERMINAL,
                        List.of(new AliasAddress.H323Id(name)),
                        Lan.VENDOR),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(1)),
                endpointIdentifier.isPresent(),
                endpointIdentifier,
                false,
                features);
        return answer(from, withAccessToken(name, request));
    }

    private byte[] withAccessToken(String name, RasMessage message) {
        Choice choice = message.toChoice();
        Sequence tree = ((Sequence) choice.value())
                .but()
                .set(
                        "tokens",
                        List.of(AccessToken.of(name, "secret-" + name, Lan.START, random)
                                .toClearToken()))
                .done();
        return Ras.RAS_MESSAGE.encode(Ras.RAS_MESSAGE.value(choice.name(), tree));
    }

    private RasMessage answer(InetSocketAddress from, byte[] octets) {
        SentMessages.ras(octets);
        GatekeeperAction.Send sent = gatekeeper.receive(octets, from, Lan.START).stream()
                .filter(GatekeeperAction.Send.class::isInstance)
                .map(GatekeeperAction.Send.class::cast)
                .findFirst()
                .orElseThrow();
        SentMessages.ras(sent.octets().toArray());
        assertThat(sent.to().getAddress()).isEqualTo(from.getAddress());
        return RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(sent.octets().toArray()));
    }

    private static Choice rejected(RasMessage answer) {
        return ((RegistrationMessage.Reject) answer).reason();
    }

    private static String confirmed(RasMessage answer) {
        return ((RegistrationMessage.Confirm) answer).endpointIdentifier();
    }

    private Registration registered(String name) {
        return gatekeeper.find(new AliasAddress.H323Id(name)).orElseThrow();
    }

    /** A room with two networks registers from one and is called in the other. */
    @Test
    void mayBeAnywhereWhereNobodyElseIs() {
        confirmed(registers("room3", ROOM_3, CALLED_4));
        assertThat(registered("room3").callSignalAddress()).isEqualTo(CALLED_4);
    }

    @Test
    void areNotWhereAnotherIs() {
        confirmed(registers("room4", ROOM_4, CALLED_4));
        assertThat(rejected(registers("room3", ROOM_3, CALLED_4))).isEqualTo(Reasons.RRJ_INVALID_CALL_SIGNAL_ADDRESS);
        assertThat(gatekeeper.registrations()).containsExactly(registered("room4"));
    }

    /** Nor do they wait there until the other comes. */
    @Test
    void areNotWhereAnotherWillBe() {
        String trap = confirmed(registers("room3", ROOM_3, CALLED_4));
        confirmed(registers("room4", ROOM_4, CALLED_4));
        assertThat(gatekeeper.registrations()).containsExactly(registered("room4"));
        assertThat(rejected(registers("room3", ROOM_3, CALLED_4, ROOM_3, Optional.of(trap))))
                .isEqualTo(Reasons.RRJ_FULL_REGISTRATION_REQUIRED);
        assertThat(rejected(registers("room3", ROOM_3, CALLED_4))).isEqualTo(Reasons.RRJ_INVALID_CALL_SIGNAL_ADDRESS);

        confirmed(registers("room3", ROOM_3, CALLED_3));
        assertThat(gatekeeper.registrations()).hasSize(2);
    }

    /** Two rooms at one address, each with ports of its own, as behind a NAT. */
    @Test
    void areNoPortsOfAnothersMessages() {
        String identifier = confirmed(registers("room3", ROOM_3, CALLED_3));
        InetSocketAddress beside = Lan.address(3, 5_719);
        confirmed(registers("room4", beside, Lan.address(3, 5_720), ROOM_3));

        assertThat(registered("room3").endpointIdentifier()).isEqualTo(identifier);
        assertThat(registered("room4").rasAddress()).isEqualTo(beside);
        assertThat(confirmed(registers("room3", ROOM_3, CALLED_3, ROOM_3, Optional.of(identifier))))
                .isEqualTo(identifier);
    }

    /** A room behind a NAT has an address there that is another's outside, who is still called by it. */
    @Test
    void hideNobody() {
        FeatureSet behindNat = FeatureSet.supporting(Feature.of(Feature.SIGNALLING_TRAVERSAL));
        String caller = confirmed(registers("room4", ROOM_4, CALLED_4));
        confirmed(registers("room3", ROOM_3, CALLED_4, ROOM_4, Optional.empty(), behindNat));
        assertThat(registered("room3").traverses()).isTrue();

        AdmissionMessage.Request call = new AdmissionMessage.Request(
                ++number,
                Optional.empty(),
                caller,
                new AdmissionMessage.Request.Parties(List.of(), Optional.of(CALLED_4), List.of(), Optional.empty()),
                7_680,
                new AdmissionMessage.Request.Identity(Lan.call(1, "8100", 1).conferenceId(), 1, Optional.empty()),
                false,
                Optional.empty(),
                false,
                FeatureSet.NONE);
        assertThat(answer(ROOM_4, withAccessToken("room4", call)))
                .isInstanceOfSatisfying(
                        AdmissionMessage.Confirm.class,
                        confirm -> assertThat(confirm.destCallSignalAddress()).contains(CALLED_4));
    }
}
