package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.FeatureSet;
import org.junit.jupiter.api.Test;

/** A gatekeeper in two networks: hosts of even numbers are in the second, in which it is host 100. */
class SeveralNetworksTest {

    private static GatekeeperPolicy policy(BiFunction<InetSocketAddress, InetAddress, InetSocketAddress> own) {
        GatekeeperPolicy plain = Lan.policy(1, CallModel.DIRECT);
        return new GatekeeperPolicy(
                new GatekeeperPolicy.Zone(
                        plain.zone().gatekeeperIdentifier(),
                        plain.zone().rasAddress(),
                        plain.zone().callSignalAddress(),
                        plain.zone().alternates(),
                        plain.zone().neighbours(),
                        own),
                plain.callModel(),
                plain.passwordRequired(),
                plain.unregisteredDestinations(),
                plain.times(),
                plain.limits(),
                plain.traversal());
    }

    private static InetSocketAddress second(InetSocketAddress address, InetAddress peer) {
        return peer.getAddress()[3] % 2 == 0 ? Lan.address(100, address.getPort()) : address;
    }

    @Test
    void whoLooksForItIsToldTheAddressInItsNetwork() {
        Gatekeeper gatekeeper = new Gatekeeper(policy(SeveralNetworksTest::second), Lan.SUBSCRIBERS, new Random(1));
        assertThat(found(gatekeeper, 3)).contains(Lan.address(1, 1719));
        assertThat(found(gatekeeper, 4)).contains(Lan.address(100, 1719));
    }

    private static Optional<InetSocketAddress> found(Gatekeeper gatekeeper, int host) {
        DiscoveryMessage.Request request = new DiscoveryMessage.Request(
                1,
                Optional.of(Lan.address(host, 1719)),
                Lan.TERMINAL,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                true,
                FeatureSet.NONE);
        List<GatekeeperAction> actions = gatekeeper.receive(request.encode(), Lan.address(host, 1719), Lan.START);
        GatekeeperAction.Send send = (GatekeeperAction.Send) actions.getFirst();
        return ((DiscoveryMessage.Confirm) RasMessage.of(
                        (Choice) Ras.RAS_MESSAGE.decode(send.octets().toArray())))
                .rasAddress();
    }

    /** RAS has one address here, so that both networks can be played by one. */
    @Test
    void whoCallsItIsToldTheAddressInItsNetwork() {
        Lan lan = new Lan();
        lan.add(policy((address, peer) -> address.getPort() == 1719 ? address : second(address, peer)));
        assertThat(called(lan, lan.register(3, "alice"))).contains(Lan.address(1, 1720));
        assertThat(called(lan, lan.register(4, "bob"))).contains(Lan.address(100, 1720));
    }

    private static Optional<InetSocketAddress> called(Lan lan, GatekeeperClient client) {
        lan.run(client, client.admit(Lan.call(1, "8001", 7_680), lan.now));
        return lan.last(client, ClientAction.Admitted.class).confirm().destCallSignalAddress();
    }
}
