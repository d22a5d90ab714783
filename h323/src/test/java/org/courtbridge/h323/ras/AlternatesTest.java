package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h460.FeatureSet;
import org.junit.jupiter.api.Test;

/** Endpoints that know of one gatekeeper, which names another (H.323, clause 7.2.6). */
class AlternatesTest {

    private static final InetSocketAddress FIRST = Lan.address(1, 1719);
    private static final InetSocketAddress SECOND = Lan.address(2, 1719);

    private final Lan lan = new Lan();

    /** One that takes so many registrations, and the other beside it. */
    private Gatekeeper gatekeepers(int most) {
        GatekeeperPolicy plain = Lan.policy(1, CallModel.DIRECT);
        lan.add(new GatekeeperPolicy(
                new GatekeeperPolicy.Zone(
                        plain.zone().gatekeeperIdentifier(),
                        plain.zone().rasAddress(),
                        plain.zone().callSignalAddress(),
                        List.of(new AlternateGatekeeper(SECOND, Optional.of("GK2"), true, 0)),
                        plain.zone().neighbours()),
                plain.callModel(),
                plain.passwordRequired(),
                plain.unregisteredDestinations(),
                plain.times(),
                new GatekeeperPolicy.Limits(
                        most,
                        plain.limits().mostCallsEach(),
                        plain.limits().mostBandwidthOfCall(),
                        plain.limits().mostBandwidth()),
                Optional.empty()));
        return lan.add(Lan.policy(2, CallModel.DIRECT));
    }

    private InetSocketAddress gatekeeperOf(GatekeeperClient client) {
        return lan.last(client, ClientAction.Registered.class).gatekeeper();
    }

    @Test
    void areTurnedToWhenTheGatekeeperIsGone() {
        Gatekeeper second = gatekeepers(10);
        GatekeeperClient bob = lan.register(3, "bob");
        assertThat(gatekeeperOf(bob)).isEqualTo(FIRST);

        lan.gatekeepers.remove(FIRST);
        lan.pass(Duration.ofMinutes(2));
        assertThat(bob.isRegistered()).isTrue();
        assertThat(gatekeeperOf(bob)).isEqualTo(SECOND);
        assertThat(second.find(new AliasAddress.H323Id("bob"))).isPresent();
    }

    @Test
    void areTurnedToWhenTheGatekeeperIsFull() {
        Gatekeeper second = gatekeepers(1);
        GatekeeperClient bob = lan.register(3, "bob");
        GatekeeperClient alice = lan.register(4, "alice");

        assertThat(gatekeeperOf(bob)).isEqualTo(FIRST);
        assertThat(gatekeeperOf(alice)).isEqualTo(SECOND);
        assertThat(second.find(new AliasAddress.H323Id("alice"))).isPresent();
        assertThat(lan.messages).containsOnlyOnce("registrationReject");
    }

    /** It names nobody itself, and is the only one that there is. */
    @Test
    void areFoundAgain() {
        gatekeepers(10);
        GatekeeperClient bob = lan.register(3, "bob");
        lan.gatekeepers.remove(FIRST);
        lan.pass(Duration.ofMinutes(2));
        lan.gatekeepers.remove(SECOND);
        lan.pass(Duration.ofMinutes(10));
        assertThat(bob.isRegistered()).isFalse();

        lan.add(Lan.policy(2, CallModel.DIRECT));
        lan.pass(Duration.ofMinutes(3));
        assertThat(bob.isRegistered()).isTrue();
        assertThat(gatekeeperOf(bob)).isEqualTo(SECOND);
    }

    /** Whoever forges an address would have its owner flooded with them. */
    @Test
    void areNotToldToWhomFewOctetsCameFrom() {
        GatekeeperPolicy plain = Lan.policy(1, CallModel.DIRECT);
        GatekeeperPolicy policy = new GatekeeperPolicy(
                new GatekeeperPolicy.Zone(
                        plain.zone().gatekeeperIdentifier(),
                        plain.zone().rasAddress(),
                        plain.zone().callSignalAddress(),
                        Collections.nCopies(
                                16,
                                new AlternateGatekeeper(SECOND, Optional.of("gatekeeper of another court"), true, 0)),
                        plain.zone().neighbours()),
                plain.callModel(),
                plain.passwordRequired(),
                plain.unregisteredDestinations(),
                plain.times(),
                plain.limits(),
                plain.traversal());
        Gatekeeper gatekeeper = new Gatekeeper(policy, Lan.SUBSCRIBERS, new Random(1));
        for (String identifier : List.of("GK1", "another")) {
            byte[] request = new DiscoveryMessage.Request(
                            1,
                            Optional.of(Lan.address(3, 1719)),
                            Lan.TERMINAL,
                            Optional.of(identifier),
                            List.of(),
                            List.of(),
                            List.of(),
                            true,
                            FeatureSet.NONE)
                    .encode();
            List<GatekeeperAction> actions = gatekeeper.receive(request, Lan.address(3, 1719), Lan.START);
            assertThat(actions)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            GatekeeperAction.Send.class,
                            send -> assertThat(send.octets().toArray().length).isLessThanOrEqualTo(3 * request.length));
        }
    }
}
