package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureSet;
import org.junit.jupiter.api.Test;

/** H.460.17: endpoints that speak to their gatekeeper on one connection, which they are known by. */
class TunnelTest {

    private static final InetSocketAddress GATEKEEPER = Lan.address(1, 1719);
    private static final InetSocketAddress SIGNALLING = Lan.address(1, 1720);
    private static final InetSocketAddress NOWHERE = new InetSocketAddress("0.0.0.0", 0);
    private static final InetSocketAddress FIREWALL = new InetSocketAddress("198.51.100.7", 40_001);
    private static final RasPath.Tunnel FIRST = new RasPath.Tunnel(FIREWALL, 1);
    private static final RasPath.Tunnel SECOND = new RasPath.Tunnel(FIREWALL, 2);
    private static final Octets CALL = Octets.ofHex("c689cefcc8e6f1119cf9cca614797699");

    private final Gatekeeper gatekeeper = new Gatekeeper(
            Lan.policy(1, CallModel.DIRECT).traversing(new GatekeeperPolicy.Traversal(Duration.ofSeconds(20), false)),
            Lan.SUBSCRIBERS,
            new Random(1));
    private final List<GatekeeperAction> told = new ArrayList<>();
    private Instant now = Lan.START;
    private int lines;

    /** An endpoint on a way of its own, which may change. */
    private final class Line {

        final GatekeeperClient client;
        final List<ClientAction> heard = new ArrayList<>();
        final List<RasMessage> answers = new ArrayList<>();
        RasPath path;

        private final Deque<Runnable> underWay = new ArrayDeque<>();

        Line(String name, InetSocketAddress own, RasPath path) {
            this(name, own, path, UnaryOperator.identity());
        }

        Line(String name, InetSocketAddress own, RasPath path, UnaryOperator<EndpointProfile> as) {
            this.path = path;
            this.client = new GatekeeperClient(
                    as.apply(new EndpointProfile(
                            new EndpointProfile.Gatekeepers(List.of(GATEKEEPER), Optional.empty()),
                            new EndpointProfile.Endpoint(
                                    own, own, List.of(new AliasAddress.H323Id(name)), Lan.TERMINAL, Lan.VENDOR),
                            Optional.of(new EndpointProfile.Login(name, "secret-" + name)),
                            Duration.ofMinutes(10),
                            false)),
                    new Random(++lines));
            run(client.start(now));
        }

        Line(String name, RasPath.Tunnel tunnel) {
            this(name, NOWHERE, tunnel);
        }

        void run(List<ClientAction> actions) {
            said(actions);
            while (!underWay.isEmpty()) {
                underWay.remove().run();
            }
        }

        private void said(List<ClientAction> actions) {
            for (ClientAction action : actions) {
                if (action instanceof ClientAction.Send send) {
                    underWay.add(() -> take(gatekeeper.receive(send.octets().toArray(), path, now)));
                } else {
                    heard.add(action);
                }
            }
        }

        void take(List<GatekeeperAction> actions) {
            for (GatekeeperAction action : actions) {
                switch (action) {
                    case GatekeeperAction.Send(Octets octets, InetSocketAddress to) ->
                        answered(octets, new RasPath.Datagrams(to));
                    case GatekeeperAction.SendTunnelled(Octets octets, RasPath.Tunnel to) -> answered(octets, to);
                    default -> told.add(action);
                }
            }
        }

        private void answered(Octets octets, RasPath to) {
            SentMessages.ras(octets.toArray());
            assertThat(to).isEqualTo(path);
            answers.add(RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(octets.toArray())));
            underWay.add(() -> said(client.receive(octets.toArray(), GATEKEEPER, now)));
        }

        AdmissionMessage.Confirm calls(String whom) {
            return asks(false, whom);
        }

        AdmissionMessage.Confirm asks(boolean answers, String whom) {
            ask(answers, whom);
            return heard.stream()
                    .filter(ClientAction.Admitted.class::isInstance)
                    .map(action -> ((ClientAction.Admitted) action).confirm())
                    .reduce((_, last) -> last)
                    .orElseThrow();
        }

        void ask(boolean answers, String whom) {
            run(client.admit(
                    new EndpointCall(
                            CALL,
                            CALL,
                            7,
                            answers,
                            List.of(new AliasAddress.H323Id(whom)),
                            List.of(),
                            Optional.empty(),
                            1_000),
                    now));
        }

        <T> List<T> answers(Class<T> kind) {
            return answers.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    private Registration registration(String name) {
        return gatekeeper.find(new AliasAddress.H323Id(name)).orElseThrow();
    }

    @Test
    void registersWithoutAnyAddress() {
        Line line = new Line("room3", FIRST);

        assertThat(line.answers(DiscoveryMessage.Confirm.class))
                .singleElement()
                .extracting(DiscoveryMessage.Confirm::features)
                .isEqualTo(FeatureSet.supporting(Feature.of(Feature.RAS_TUNNELLING)));
        assertThat(registration("room3").tunnel()).contains(FIRST);
        assertThat(registration("room3").callSignalAddress()).isEqualTo(FIREWALL);
        assertThat(registration("room3").traverses()).isFalse();
        RegistrationMessage.Confirm confirm =
                line.answers(RegistrationMessage.Confirm.class).getFirst();
        assertThat(confirm.features()).isEqualTo(FeatureSet.supporting(Feature.of(Feature.RAS_TUNNELLING)));
        assertThat(confirm.maintainConnection()).isTrue();
        assertThat(confirm.callSignalAddresses()).isEmpty();
        assertThat(told).containsExactly(new GatekeeperAction.Registered(registration("room3")));
    }

    /** As the Recommendation has it: lists of no addresses. */
    @Test
    void registersWithEmptyLists() {
        assertThat(addressless(FIRST)).isInstanceOf(RegistrationMessage.Confirm.class);
        assertThat(addressless(new RasPath.Datagrams(FIREWALL)))
                .isInstanceOfSatisfying(
                        RegistrationMessage.Reject.class,
                        reject -> assertThat(reject.reason()).isEqualTo(Reasons.RRJ_INVALID_CALL_SIGNAL_ADDRESS));
    }

    /** Of several networks, the one that it comes from is one in which it is. */
    @Test
    void callsAnEndpointWhereItComesFrom() {
        registers(
                new RasPath.Datagrams(Lan.address(4, 1719)),
                List.of(Lan.address(99, 1720), Lan.address(4, 1720)),
                List.of(Lan.address(4, 1719)));
        assertThat(registration("room3").callSignalAddress()).isEqualTo(Lan.address(4, 1720));
        assertThat(registration("room3").isAtItsAddress()).isTrue();
    }

    private RasMessage addressless(RasPath path) {
        return registers(path, List.of(), List.of());
    }

    private RasMessage registers(
            RasPath path, List<InetSocketAddress> callSignalAddresses, List<InetSocketAddress> rasAddresses) {
        RegistrationMessage.Request request = new RegistrationMessage.Request(
                1,
                false,
                new RegistrationMessage.Request.Endpoint(
                        callSignalAddresses,
                        rasAddresses,
                        Lan.TERMINAL,
                        List.of(new AliasAddress.H323Id("room3")),
                        Lan.VENDOR),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                FeatureSet.NONE);
        byte[] signed =
                new Seal("room3", Optional.of("GK1"), "secret-room3", now, new Random(path.hashCode())).encode(request);
        return gatekeeper.receive(signed, path, now).stream()
                .flatMap(action -> switch (action) {
                    case GatekeeperAction.Send send -> Optional.of(send.octets()).stream();
                    case GatekeeperAction.SendTunnelled send -> Optional.of(send.octets()).stream();
                    default -> Optional.<Octets>empty().stream();
                })
                .map(octets -> RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(octets.toArray())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void endsWithTheConnection() {
        Line line = new Line("room3", FIRST);
        line.asks(true, "room3");
        Registration registration = registration("room3");
        AdmittedCall call = registration.calls().getFirst();
        told.clear();

        line.take(gatekeeper.lost(SECOND));
        assertThat(told).isEmpty();
        line.take(gatekeeper.lost(FIRST));

        assertThat(told)
                .containsExactly(new GatekeeperAction.Ended(call), new GatekeeperAction.Unregistered(registration));
        assertThat(gatekeeper.registrations()).isEmpty();
        line.take(gatekeeper.lost(FIRST));
        assertThat(told).hasSize(2);
    }

    /** It keeps its identifier, and the connection of before may end as it likes. */
    @Test
    void comesAgainByAnotherConnection() {
        Registration before = registration(new Line("room3", FIRST));
        told.clear();
        Line again = new Line("room3", SECOND);

        assertThat(registration("room3")).isSameAs(before);
        assertThat(before.tunnel()).contains(SECOND);
        assertThat(told).containsExactly(new GatekeeperAction.Registered(before));
        again.take(gatekeeper.lost(FIRST));
        assertThat(gatekeeper.registrations()).containsExactly(before);
    }

    private Registration registration(Line line) {
        assertThat(line.client.isRegistered()).isTrue();
        return registration("room3");
    }

    /** One connection is one endpoint's. */
    @Test
    void givesWayToWhoRegistersOnItsConnection() {
        new Line("room3", FIRST);
        Registration first = registration("room3");
        told.clear();
        new Line("room4", FIRST);

        assertThat(told)
                .containsExactly(
                        new GatekeeperAction.Unregistered(first),
                        new GatekeeperAction.Registered(registration("room4")));
    }

    @Test
    void renewsByItsOwnConnectionAlone() {
        Line line = new Line("room3", FIRST);
        line.answers.clear();
        now = now.plusSeconds(45);
        line.run(line.client.expire(now));
        assertThat(line.answers(RegistrationMessage.Confirm.class)).hasSize(1);

        for (RasPath other : List.of(SECOND, new RasPath.Datagrams(FIREWALL))) {
            line.answers.clear();
            line.path = other;
            now = now.plusSeconds(45);
            told.clear();
            line.run(line.client.expire(now));

            // It is asked for a full registration, and so it is where it is now.
            assertThat(line.answers(RegistrationMessage.Reject.class))
                    .extracting(RegistrationMessage.Reject::reason)
                    .containsExactly(Reasons.RRJ_FULL_REGISTRATION_REQUIRED);
        }
    }

    /** Media of who is called on his connection, and of whoever he calls, get through by us alone, whatever others do. */
    @Test
    void carriesItsCalls() {
        Line inside = new Line("room3", FIRST);
        Line outside = new Line("room4", Lan.address(4, 1720), new RasPath.Datagrams(Lan.address(4, 1720)));
        Line third = new Line("room5", Lan.address(5, 1720), new RasPath.Datagrams(Lan.address(5, 1720)));

        AdmissionMessage.Confirm inward = outside.calls("room3");
        assertThat(inward.callModel()).isEqualTo(CallModel.GATEKEEPER_ROUTED);
        assertThat(inward.destCallSignalAddress()).contains(SIGNALLING);
        assertThat(carried("room4")).isEqualTo(carriedTo("room3", FIREWALL));
        AdmissionMessage.Confirm outward = inside.calls("room4");
        assertThat(outward.callModel()).isEqualTo(CallModel.GATEKEEPER_ROUTED);
        assertThat(outward.destCallSignalAddress()).contains(SIGNALLING);
        assertThat(carried("room3")).isEqualTo(carriedTo("room4", Lan.address(4, 1720)));
        assertThat(third.calls("room4").callModel()).isEqualTo(CallModel.DIRECT);
        assertThat(inside.calls("8100").callModel()).isEqualTo(CallModel.DIRECT);
    }

    /** To whom the first call of an endpoint goes on. */
    private CalledEndpoint carried(String caller) {
        return registration(caller).calls().getFirst().called();
    }

    private CalledEndpoint carriedTo(String name, InetSocketAddress address) {
        return new CalledEndpoint.Carried(registration(name).endpointIdentifier(), address);
    }

    /** Rooms of neighbours come by us, with media between the rooms. */
    @Test
    void routesCallsOfNeighbours() {
        GatekeeperPolicy policy = Lan.policy(1, CallModel.DIRECT);
        Registry registry = new Registry();
        new Line("room3", FIRST);
        registry.add(registration("room3"));

        assertThat(new Destinations(policy, Lan.SUBSCRIBERS, registry)
                        .registered(List.of(new AliasAddress.H323Id("room3")), Optional.empty()))
                .contains(new Destination(
                        SIGNALLING,
                        new CalledEndpoint.Tunnelled(registration("room3").endpointIdentifier(), FIREWALL)));
    }

    /** We connect to where an endpoint is, and not to where it says that somebody else is. */
    @Test
    void connectsNobodyToAThirdParty() {
        Line inside = new Line("room3", FIRST);
        Line liar = new Line("room4", Lan.address(99, 22), new RasPath.Datagrams(Lan.address(4, 1719)));
        assertThat(registration("room4").isAtItsAddress()).isFalse();

        inside.ask(false, "room4");
        assertThat(inside.answers(AdmissionMessage.Reject.class))
                .extracting(AdmissionMessage.Reject::reason)
                .containsExactly(Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED);
        assertThat(registration("room3").calls()).isEmpty();

        // Whoever connects himself is told what he said; and he is called by nobody whom he calls.
        Line third = new Line("room5", Lan.address(5, 1720), new RasPath.Datagrams(Lan.address(5, 1720)));
        assertThat(third.calls("room4").destCallSignalAddress()).contains(Lan.address(99, 22));
        assertThat(liar.calls("room3").destCallSignalAddress()).contains(SIGNALLING);
        assertThat(carried("room4")).isEqualTo(carriedTo("room3", FIREWALL));
    }

    /** Neither reaches the other; nor does either itself. */
    @Test
    void carriesCallsOfTwoWhoReachNobody() {
        Line one = new Line("room3", FIRST);
        Line other = new Line("room4", SECOND);
        Line behindNat = new Line(
                "room5",
                Lan.address(5, 1720),
                new RasPath.Datagrams(new InetSocketAddress("198.51.100.8", 1719)),
                EndpointProfile::traversing);
        assertThat(registration("room5").traverses()).isTrue();

        assertThat(one.calls("room4").destCallSignalAddress()).contains(SIGNALLING);
        assertThat(carried("room3")).isEqualTo(carriedTo("room4", FIREWALL));
        assertThat(behindNat.calls("room4").destCallSignalAddress()).contains(SIGNALLING);
        assertThat(carried("room5")).isEqualTo(carriedTo("room4", FIREWALL));
        assertThat(other.asks(true, "room4").callModel()).isEqualTo(CallModel.GATEKEEPER_ROUTED);

        assertThat(other.calls("room4").destCallSignalAddress()).contains(SIGNALLING);
        assertThat(registration("room4").calls().getLast().called()).isEqualTo(carriedTo("room4", FIREWALL));
    }

    /** A NAT that hears nothing for a while forgets the connection. */
    @Test
    void hasToBeRenewedBeforeANatForgets() {
        Line line = new Line("room3", FIRST);
        assertThat(line.answers(RegistrationMessage.Confirm.class).getFirst().timeToLive())
                .contains(Duration.ofSeconds(20));

        now = now.plusSeconds(41);
        told.clear();
        line.take(gatekeeper.expire(now));
        assertThat(told).hasSize(1).hasOnlyElementsOfType(GatekeeperAction.Unregistered.class);
    }

    /** An endpoint without H.235.1 is believed by its identifier where it is: for one on a connection, there alone. */
    @Test
    void believesNobodyElseWhoComesFromItsAddress() {
        assertThat(FIRST.isOfSource(FIRST)).isTrue();
        assertThat(FIRST.isOfSource(SECOND)).isFalse();
        assertThat(FIRST.isOfSource(new RasPath.Datagrams(FIREWALL))).isFalse();
        assertThat(new RasPath.Datagrams(FIREWALL).isOfSource(FIRST)).isFalse();
        assertThat(new RasPath.Datagrams(FIREWALL)
                        .isOfSource(new RasPath.Datagrams(new InetSocketAddress(FIREWALL.getAddress(), 9))))
                .isTrue();
    }

    /** Neither by datagrams from the same address and port, which are easily forged. */
    @Test
    void isNotTakenForWhoSendsDatagramsFromThere() {
        new Line("room3", FIRST);
        byte[] farewell = new UnregistrationMessage.Request(
                        9,
                        List.of(FIREWALL),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())
                .encode();
        gatekeeper.receive(farewell, new RasPath.Datagrams(FIREWALL), now);

        assertThat(registration("room3").tunnel()).contains(FIRST);
    }

    @Test
    void saysThatItTakesSuchConnectionsToWhoAsks() {
        DiscoveryMessage.Request request = new DiscoveryMessage.Request(
                1,
                Optional.of(Lan.address(3, 1719)),
                Lan.TERMINAL,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                false,
                FeatureSet.supporting(Feature.of(Feature.RAS_TUNNELLING)));
        GatekeeperAction answer =
                gatekeeper.receive(request.encode(), Lan.address(3, 1719), now).getFirst();

        assertThat(RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(
                        ((GatekeeperAction.Send) answer).octets().toArray())))
                .isInstanceOfSatisfying(
                        DiscoveryMessage.Confirm.class,
                        confirm -> assertThat(confirm.features().find(Feature.RAS_TUNNELLING))
                                .isPresent());
    }
}
