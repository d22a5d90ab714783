package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Captured;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureParameter;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.per.PerException;
import org.junit.jupiter.api.Test;

/** H.460.18: endpoints behind a NAT are told of calls, and come for them. Both ends against each other, and the capture. */
class TraversalTest {

    private static final InetSocketAddress GATEKEEPER = Lan.address(1, 1719);
    private static final InetSocketAddress SIGNALLING = Lan.address(1, 1720);
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("198.51.100.7", 40_001);
    private static final Octets CALL = Octets.ofHex("c689cefcc8e6f1119cf9cca614797699");
    private static final IncomingCall INCOMING = new IncomingCall(SIGNALLING, CALL);
    private static final GatekeeperPolicy.Traversal BEHIND_NAT =
            new GatekeeperPolicy.Traversal(Duration.ofSeconds(20), false);

    /** A gatekeeper, and one endpoint, whose address a NAT may change. */
    private static final class Line {

        final Gatekeeper gatekeeper;
        final GatekeeperClient client;
        final List<GatekeeperAction> gatekeeperTold = new ArrayList<>();
        final List<ClientAction> clientTold = new ArrayList<>();
        final List<String> messages = new ArrayList<>();
        final InetSocketAddress seenAs;
        boolean lost;
        java.time.Instant now = Lan.START;

        private final Deque<Runnable> underWay = new ArrayDeque<>();

        Line(Optional<GatekeeperPolicy.Traversal> how, boolean capable, InetSocketAddress seenAs) {
            GatekeeperPolicy policy = Lan.policy(1, CallModel.DIRECT);
            this.seenAs = seenAs;
            this.gatekeeper =
                    new Gatekeeper(how.map(policy::traversing).orElse(policy), Lan.SUBSCRIBERS, new Random(1));
            EndpointProfile profile = new EndpointProfile(
                    new EndpointProfile.Gatekeepers(List.of(GATEKEEPER), Optional.empty()),
                    new EndpointProfile.Endpoint(
                            Lan.address(3, 1719),
                            Lan.address(3, 1720),
                            List.of(new AliasAddress.H323Id("room3")),
                            Lan.TERMINAL,
                            Lan.VENDOR),
                    Optional.of(new EndpointProfile.Login("room3", "secret-room3")),
                    Duration.ofMinutes(10),
                    false);
            this.client = new GatekeeperClient(capable ? profile.traversing() : profile, new Random(3));
            run(client.start(now));
        }

        static Line behindNat() {
            return new Line(Optional.of(BEHIND_NAT), true, OUTSIDE);
        }

        Registration registration() {
            return gatekeeper.registrations().iterator().next();
        }

        void run(List<ClientAction> actions) {
            clients(actions);
            deliver();
        }

        void runGatekeeper(List<GatekeeperAction> actions) {
            gatekeepers(actions);
            deliver();
        }

        private void clients(List<ClientAction> actions) {
            for (ClientAction action : actions) {
                if (action instanceof ClientAction.Send send) {
                    carry(send.octets());
                    underWay.add(
                            () -> gatekeepers(gatekeeper.receive(send.octets().toArray(), seenAs, now)));
                } else {
                    clientTold.add(action);
                }
            }
        }

        private void gatekeepers(List<GatekeeperAction> actions) {
            for (GatekeeperAction action : actions) {
                if (action instanceof GatekeeperAction.Send send) {
                    carry(send.octets());
                    if (!lost && send.to().equals(seenAs)) {
                        underWay.add(() -> clients(client.receive(send.octets().toArray(), GATEKEEPER, now)));
                    }
                } else {
                    gatekeeperTold.add(action);
                }
            }
        }

        private void carry(Octets octets) {
            SentMessages.ras(octets.toArray());
            messages.add(((Choice) Ras.RAS_MESSAGE.decode(octets.toArray())).name());
        }

        private void deliver() {
            while (!underWay.isEmpty()) {
                underWay.remove().run();
            }
        }

        void pass(Duration time) {
            now = now.plus(time);
            runGatekeeper(gatekeeper.expire(now));
            run(client.expire(now));
        }
    }

    @Test
    void comesForACallThroughANat() {
        Line line = Line.behindNat();
        assertThat(line.registration().traverses()).isTrue();
        assertThat(line.registration().rasAddress()).isEqualTo(OUTSIDE);
        assertThat(line.client.traverses()).isTrue();

        line.runGatekeeper(line.gatekeeper.invite(line.registration(), INCOMING, line.now));

        assertThat(line.clientTold).contains(new ClientAction.Invited(INCOMING));
        assertThat(line.messages).endsWith("serviceControlIndication", "serviceControlResponse");
        line.pass(Duration.ofSeconds(15));
        assertThat(line.gatekeeperTold).doesNotHaveAnyElementsOfTypes(GatekeeperAction.Uninvited.class);
        assertThat(line.messages.stream().filter("serviceControlIndication"::equals))
                .hasSize(1);
    }

    /** A NAT forgets a way that is not used, so the registration is renewed as often as that. */
    @Test
    void renewsItsRegistrationSoThatTheNatStaysOpen() {
        Line line = Line.behindNat();
        line.messages.clear();

        for (int second = 0; second < 60; second += 5) {
            line.pass(Duration.ofSeconds(5));
        }

        assertThat(line.messages.stream().filter("registrationRequest"::equals)).hasSizeBetween(5, 7);
        assertThat(line.client.traverses()).isTrue();
        assertThat(line.registration().traverses()).isTrue();
    }

    @Test
    void asksForNothingWhereThereIsNoNatUnlessToldTo() {
        InetSocketAddress inside = Lan.address(3, 1719);
        assertThat(new Line(Optional.of(BEHIND_NAT), true, inside).client.traverses())
                .isFalse();
        assertThat(new Line(Optional.empty(), true, OUTSIDE).client.traverses()).isFalse();
        assertThat(new Line(Optional.of(BEHIND_NAT), false, OUTSIDE)
                        .registration()
                        .traverses())
                .isFalse();
        assertThat(new Line(Optional.of(new GatekeeperPolicy.Traversal(Duration.ofSeconds(20), true)), true, inside)
                        .client.traverses())
                .isTrue();
    }

    @Test
    void asksAgainAndGivesUp() {
        Line line = Line.behindNat();
        line.lost = true;
        line.messages.clear();
        line.runGatekeeper(line.gatekeeper.invite(line.registration(), INCOMING, line.now));

        line.pass(Duration.ofSeconds(3));
        line.pass(Duration.ofSeconds(3));
        assertThat(line.gatekeeperTold).doesNotContain(new GatekeeperAction.Uninvited(CALL));
        line.pass(Duration.ofSeconds(3));

        assertThat(line.messages.stream().filter("serviceControlIndication"::equals))
                .hasSize(3);
        assertThat(line.gatekeeperTold).contains(new GatekeeperAction.Uninvited(CALL));
    }

    @Test
    void isToldThatAnEndpointDoesNotCome() {
        Line line = new Line(Optional.of(BEHIND_NAT), false, OUTSIDE);
        line.runGatekeeper(line.gatekeeper.invite(line.registration(), INCOMING, line.now));
        assertThat(line.gatekeeperTold).contains(new GatekeeperAction.Uninvited(CALL));
        assertThat(line.messages).doesNotContain("serviceControlIndication");

        // One that has registered so, and forgot it: it was started anew, perhaps.
        Line other = Line.behindNat();
        List<GatekeeperAction> actions = other.gatekeeper.invite(other.registration(), INCOMING, other.now);
        int number = sent(actions).requestSeqNum();
        byte[] refusal = new ServiceControlMessage.Response(
                        number, Optional.of(ServiceControlMessage.Result.NEEDED_FEATURE_NOT_SUPPORTED), List.of())
                .encode();
        assertThat(other.gatekeeper.receive(refusal, new InetSocketAddress("203.0.113.9", 40_001), other.now))
                .isEmpty();
        assertThat(other.gatekeeper.receive(refusal, OUTSIDE, other.now))
                .containsExactly(new GatekeeperAction.Uninvited(CALL));
    }

    private static RasMessage sent(List<GatekeeperAction> actions) {
        return actions.stream()
                .filter(GatekeeperAction.Send.class::isInstance)
                .map(action -> RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(
                        ((GatekeeperAction.Send) action).octets().toArray())))
                .findFirst()
                .orElseThrow();
    }

    /** Nobody but its gatekeeper has an endpoint connect anywhere, and the gatekeeper to no third party. */
    @Test
    void hearsItsGatekeeperAlone() {
        Line line = Line.behindNat();
        byte[] indication = new ServiceControlMessage.Indication(
                        7, List.of(), Optional.empty(), List.of(INCOMING.toFeature()))
                .encode();

        assertThat(line.client.receive(indication, new InetSocketAddress("203.0.113.9", 1719), line.now))
                .isEmpty();
        byte[] elsewhere = new ServiceControlMessage.Indication(
                        7,
                        List.of(),
                        Optional.empty(),
                        List.of(new IncomingCall(new InetSocketAddress("203.0.113.9", 1720), CALL).toFeature()))
                .encode();
        assertThat(line.client.receive(elsewhere, GATEKEEPER, line.now))
                .hasSize(1)
                .first()
                .isInstanceOf(ClientAction.Send.class);
        assertThat(line.client.receive(indication, GATEKEEPER, line.now)).contains(new ClientAction.Invited(INCOMING));
    }

    @Test
    void refusesACallThatIsCutOff() {
        InetSocketAddress gatekeeper = new InetSocketAddress("10.10.0.3", 1719);
        GatekeeperClient client = captured("bob", 39_686);
        client.receive(said("registrationConfirm", "bob").octets().toArray(), gatekeeper, Lan.START);
        byte[] whole = INCOMING.toFeature()
                .parameter(1)
                .flatMap(FeatureParameter::raw)
                .orElseThrow()
                .toArray();
        Feature cut = Feature.of(
                Feature.SIGNALLING_TRAVERSAL,
                FeatureParameter.raw(1, Octets.of(java.util.Arrays.copyOf(whole, whole.length - 1))));
        byte[] indication = new ServiceControlMessage.Indication(7, List.of(), Optional.empty(), List.of(cut)).encode();

        assertThatThrownBy(() -> client.receive(indication, gatekeeper, Lan.START))
                .isInstanceOf(PerException.class);
    }

    // The capture

    private static List<Captured> ras(String sender) {
        return Captured.of("g1").stream()
                .filter(Captured::isRas)
                .filter(message -> message.sender().equals(sender))
                .toList();
    }

    /** What the captured gatekeeper says to an endpoint. */
    private static Captured said(String message, String endpoint) {
        return Captured.of("g1").stream()
                .filter(Captured::isRas)
                .filter(one -> name(one).equals(message))
                .filter(one -> endpoint.isEmpty() || one.octets().toString().contains(hex(endpoint)))
                .findFirst()
                .orElseThrow();
    }

    /** A BMPString, as it is encoded. */
    private static String hex(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(letter -> out.append("%04x".formatted(letter)));
        return out.toString();
    }

    private static String name(Captured captured) {
        return ((Choice) captured.type().decode(captured.octets().toArray())).name();
    }

    /** Our endpoint in bob's place, as its gatekeeper in the capture has taken it. @param first its numbers begin after it */
    private static GatekeeperClient captured(String endpoint, int first) {
        EndpointProfile profile = new EndpointProfile(
                        new EndpointProfile.Gatekeepers(List.of(GATEKEEPER), Optional.empty()),
                        new EndpointProfile.Endpoint(
                                Lan.address(3, 1719),
                                Lan.address(3, 1720),
                                List.of(new AliasAddress.H323Id(endpoint)),
                                Lan.TERMINAL,
                                Lan.VENDOR),
                        Optional.empty(),
                        Duration.ofMinutes(1),
                        false)
                .traversing();
        GatekeeperClient client = new GatekeeperClient(profile, new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int nextInt(int bound) {
                return first;
            }
        });
        client.start(Lan.START);
        // Its RAS address is the capture's, from where the rest comes.
        client.receive(said("gatekeeperConfirm", "").octets().toArray(), GATEKEEPER, Lan.START);
        return client;
    }

    @Test
    void takesTheCapturedGatekeepersCall() {
        InetSocketAddress gatekeeper = new InetSocketAddress("10.10.0.3", 1719);
        GatekeeperClient client = captured("bob", 39_686);
        client.receive(said("registrationConfirm", "bob").octets().toArray(), gatekeeper, Lan.START);
        assertThat(client.traverses()).isTrue();
        assertThat(client.deadline()).contains(Lan.START.plusMillis(2500));

        List<ClientAction> actions =
                client.receive(said("serviceControlIndication", "").octets().toArray(), gatekeeper, Lan.START);

        assertThat(actions)
                .containsExactly(
                        new ClientAction.Send(said("serviceControlResponse", "").octets(), gatekeeper),
                        new ClientAction.Invited(new IncomingCall(new InetSocketAddress("10.10.0.3", 1720), CALL)));
    }

    @Test
    void callsTheCapturedEndpoint() {
        GatekeeperPolicy policy = Lan.policy(1, CallModel.DIRECT);
        Gatekeeper gatekeeper = new Gatekeeper(
                new GatekeeperPolicy(
                                new GatekeeperPolicy.Zone(
                                        "GK1",
                                        policy.zone().rasAddress(),
                                        policy.zone().callSignalAddress(),
                                        List.of(),
                                        List.of()),
                                policy.callModel(),
                                false,
                                false,
                                policy.times(),
                                new GatekeeperPolicy.Limits(100, 4, 20_000, 50_000),
                                Optional.empty())
                        .traversing(BEHIND_NAT),
                new Subscribers() {
                    @Override
                    public Optional<String> password(String name) {
                        return Optional.empty();
                    }

                    @Override
                    public List<String> formerPasswords(String name) {
                        return List.of();
                    }

                    @Override
                    public AliasOwner owner(Optional<String> name, AliasAddress alias) {
                        return AliasOwner.OWN;
                    }

                    @Override
                    public boolean isHere(AliasAddress destination) {
                        return false;
                    }

                    @Override
                    public boolean isVacant(AliasAddress destination) {
                        return false;
                    }
                },
                new RandomGenerator() {
                    private long next;

                    @Override
                    public long nextLong() {
                        return ++next;
                    }

                    @Override
                    public int nextInt(int bound) {
                        return 0;
                    }
                });
        Captured request = ras("bob").stream()
                .filter(message -> name(message).equals("registrationRequest"))
                .findFirst()
                .orElseThrow();
        List<GatekeeperAction> registered = gatekeeper.receive(request.octets().toArray(), OUTSIDE, Lan.START);
        assertThat(sent(registered)).isInstanceOfSatisfying(RegistrationMessage.Confirm.class, confirm -> {
            assertThat(confirm.features()).isEqualTo(FeatureSet.supporting(Feature.of(Feature.SIGNALLING_TRAVERSAL)));
            assertThat(confirm.timeToLive()).contains(Duration.ofSeconds(20));
        });
        Registration bob = gatekeeper.registrations().iterator().next();
        assertThat(bob.traverses()).isTrue();

        List<GatekeeperAction> invited =
                gatekeeper.invite(bob, new IncomingCall(new InetSocketAddress("10.10.0.3", 1720), CALL), Lan.START);
        ServiceControlMessage.Indication captured = (ServiceControlMessage.Indication) RasMessage.of((Choice)
                Ras.RAS_MESSAGE.decode(said("serviceControlIndication", "").octets()));
        assertThat(sent(invited))
                .isEqualTo(new ServiceControlMessage.Indication(
                        captured.requestSeqNum(), List.of(), Optional.empty(), captured.features()));

        assertThat(gatekeeper.receive(
                        said("serviceControlResponse", "").octets().toArray(), OUTSIDE, Lan.START))
                .isEmpty();
        assertThat(gatekeeper.expire(Lan.START.plusSeconds(15))).isEmpty();
    }

    /** A room behind a NAT is called by us alone: its own address leads nowhere, and may be another's behind another NAT. */
    @Test
    void tellsNobodyElseAnAddressThatIsBehindANat() {
        Registration room = Line.behindNat().registration();
        Registration other = new Line(Optional.of(BEHIND_NAT), false, Lan.address(3, 1719)).registration();
        Destinations destinations =
                new Destinations(Lan.policy(1, CallModel.DIRECT), Lan.SUBSCRIBERS, registryOf(room));
        Destination carried = new Destination(
                SIGNALLING, new CalledEndpoint.Carried(room.endpointIdentifier(), room.callSignalAddress()));

        assertThat(destinations.find(room.aliases(), Optional.empty(), other)).contains(carried);
        assertThat(carried.callModel()).isEqualTo(CallModel.GATEKEEPER_ROUTED);
        assertThat(destinations.find(room.aliases(), Optional.empty(), room)).contains(carried);
        assertThat(destinations.find(List.of(), Optional.of(room.callSignalAddress()), other))
                .isEmpty();
        assertThat(destinations.registered(room.aliases(), Optional.empty()))
                .as("of a neighbour")
                .isEmpty();
    }

    /** Media of a room that it reaches do not get back to it. */
    @Test
    void carriesWhatARoomBehindANatCalls() {
        Registration other = new Line(Optional.of(BEHIND_NAT), false, Lan.address(3, 1719)).registration();
        Destinations destinations =
                new Destinations(Lan.policy(1, CallModel.DIRECT), Lan.SUBSCRIBERS, registryOf(other));

        assertThat(destinations.find(
                        other.aliases(), Optional.empty(), Line.behindNat().registration()))
                .contains(new Destination(
                        SIGNALLING, new CalledEndpoint.Carried(other.endpointIdentifier(), Lan.address(3, 1720))));
        assertThat(destinations.find(other.aliases(), Optional.empty(), other))
                .contains(new Destination(Lan.address(3, 1720), new CalledEndpoint.Reached(Lan.address(3, 1720))));
    }

    private static Registry registryOf(Registration room) {
        Registry registry = new Registry();
        registry.add(room);
        return registry;
    }
}
