package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h460.IncomingCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gatekeeper and endpoints of it against each other. */
class RasFlowsTest {

    private static final AliasAddress BOB = new AliasAddress.H323Id("BOB");

    private final Lan lan = new Lan();

    private Gatekeeper gatekeeper(CallModel model, InetSocketAddress... neighbours) {
        return lan.add(Lan.policy(1, model, neighbours));
    }

    private Gatekeeper gatekeeper() {
        return gatekeeper(CallModel.DIRECT);
    }

    @Test
    void registersAndStaysRegistered() {
        Gatekeeper gatekeeper = gatekeeper();
        GatekeeperClient bob = lan.register(3, "bob");

        assertThat(lan.messages)
                .containsExactly(
                        "gatekeeperRequest", "gatekeeperConfirm", "registrationRequest", "registrationConfirm");
        assertThat(bob.isRegistered()).isTrue();
        Registration registration = gatekeeper.find(BOB).orElseThrow();
        assertThat(registration.name()).contains("bob");
        assertThat(registration.callSignalAddress()).isEqualTo(Lan.address(3, 1720));
        assertThat(registration.vendor()).isEqualTo("Room 1.0");
        assertThat(gatekeeper.find(new AliasAddress.E164("unknown", "73"))).contains(registration);

        lan.pass(Duration.ofMinutes(10));

        assertThat(gatekeeper.registrations()).containsExactly(registration);
        assertThat(lan.told(gatekeeper)).hasSize(1);
        assertThat(lan.told(bob)).hasSize(1);
        assertThat(Collections.frequency(lan.messages, "registrationRequest")).isEqualTo(21);
    }

    @Test
    void signsItsAnswersToWhoeverSigns() {
        gatekeeper();
        lan.register(3, "bob");

        assertThat(lan.datagrams.getLast().octets().toString()).contains("0008816b000206");
    }

    @Test
    void losesNothingWhenEveryDatagramIsLostOnce() {
        Gatekeeper gatekeeper = gatekeeper();
        Set<Octets> seen = new HashSet<>();
        lan.lost = datagram -> seen.add(datagram.octets());
        GatekeeperClient bob = lan.register(3, "bob");

        lan.pass(Duration.ofSeconds(20));

        assertThat(bob.isRegistered()).isTrue();
        assertThat(lan.told(gatekeeper)).hasSize(1);
        assertThat(gatekeeper.denials()).isEmpty();

        lan.pass(Duration.ofMinutes(10));

        assertThat(lan.told(gatekeeper)).hasSize(1);
        assertThat(lan.told(bob)).hasSize(1);
    }

    @Test
    void refusesAWrongPasswordAndSlowsDownWhoeverGuesses() {
        Gatekeeper gatekeeper = gatekeeper();
        GatekeeperClient bob = lan.add(3, "bob", "secret-alice", 1);
        lan.run(bob, bob.start(lan.now));

        assertThat(gatekeeper.registrations()).isEmpty();
        assertThat(lan.last(bob, ClientAction.Lost.class).reason()).contains(Reasons.RRJ_SECURITY_DENIAL);
        assertThat(lan.last(gatekeeper, GatekeeperAction.Denied.class))
                .extracting(GatekeeperAction.Denied::why, GatekeeperAction.Denied::subscriber)
                .containsExactly(Denial.WRONG, Optional.of("bob"));

        for (int i = 0; i < 4; i++) {
            GatekeeperClient other = lan.add(3, "bob", "guess" + i, 1);
            lan.run(other, other.start(lan.now));
        }
        assertThat(gatekeeper.denials()).containsEntry(Denial.WRONG, 3L).containsEntry(Denial.TOO_SOON, 2L);

        // From elsewhere, nobody who guesses keeps him out.
        assertThat(lan.register(4, "bob").isRegistered()).isTrue();
    }

    /** By H.235.1 both ways: the room takes only answers that are sealed with the password that it has. */
    @Test
    void takesAFormerPasswordAsLongAsItWorks() {
        Gatekeeper gatekeeper = gatekeeper();
        GatekeeperClient room = lan.add(3, "room3", "former-room3", 1);
        lan.run(room, room.start(lan.now));
        assertThat(room.isRegistered()).isTrue();
        assertThat(gatekeeper.registrations()).hasSize(1);
        assertThat(gatekeeper.denials()).isEmpty();

        GatekeeperClient bob = lan.add(4, "bob", "former-bob", 1);
        lan.run(bob, bob.start(lan.now));
        assertThat(bob.isRegistered()).isFalse();
        assertThat(gatekeeper.denials()).containsEntry(Denial.WRONG, 1L);
    }

    @Test
    void wantsAPassword() {
        Gatekeeper gatekeeper = gatekeeper();
        GatekeeperClient bob = lan.add(3, "bob", "", 1);
        lan.run(bob, bob.start(lan.now));

        assertThat(lan.last(bob, ClientAction.Lost.class).reason()).contains(Reasons.RRJ_SECURITY_DENIAL);
        assertThat(lan.last(gatekeeper, GatekeeperAction.Denied.class).why()).isEqualTo(Denial.MISSING);
    }

    @Test
    void refusesClocksThatAreFarOff() {
        Gatekeeper gatekeeper = gatekeeper();
        GatekeeperClient bob = lan.add(3, "bob", "secret-bob", 1);
        lan.run(bob, bob.start(lan.now.minusSeconds(301)));

        assertThat(bob.isRegistered()).isTrue();

        GatekeeperClient room = lan.add(4, "room4", "secret-room4", 1);
        lan.lost = datagram -> datagram.name().equals("registrationRequest");
        lan.run(room, room.start(lan.now));
        Lan.Datagram request = lan.datagrams.getLast();
        List<GatekeeperAction> late =
                gatekeeper.receive(request.octets().toArray(), request.from(), lan.now.plusSeconds(301));

        assertThat(late)
                .contains(new GatekeeperAction.Denied(
                        Denial.WRONG_TIME, Optional.empty(), request.from(), Optional.empty()));
    }

    @Test
    void takesNoRequestTwice() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(3, "bob");
        Lan.Datagram request = lan.datagrams.get(2);

        List<GatekeeperAction> again = gatekeeper.receive(request.octets().toArray(), request.from(), lan.now);
        List<GatekeeperAction> elsewhere =
                gatekeeper.receive(request.octets().toArray(), Lan.address(66, 1719), lan.now);

        assertThat(again)
                .containsExactly(
                        new GatekeeperAction.Send(lan.datagrams.getLast().octets(), request.from()));
        assertThat(elsewhere)
                .contains(new GatekeeperAction.Denied(
                        Denial.REPEATED, Optional.empty(), Lan.address(66, 1719), Optional.empty()));
    }

    @Test
    void forgetsWhoeverIsHeardNoMore() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(3, "bob");
        lan.clients.clear();

        lan.pass(Duration.ofSeconds(79));
        assertThat(gatekeeper.registrations()).hasSize(1);

        lan.pass(Duration.ofSeconds(2));
        assertThat(gatekeeper.registrations()).isEmpty();
        assertThat(lan.last(gatekeeper, GatekeeperAction.Unregistered.class)
                        .endpoint()
                        .name())
                .contains("bob");

        lan.pass(Duration.ofMinutes(1));
        assertThat(Collections.frequency(lan.messages, "unregistrationRequest")).isEqualTo(3);
        assertThat(gatekeeper.deadline()).isEmpty();
    }

    @Test
    void comesBackWhenItIsToldToGo() {
        Gatekeeper gatekeeper = gatekeeper();
        GatekeeperClient bob = lan.register(3, "bob");
        Registration before = gatekeeper.find(BOB).orElseThrow();

        lan.run(gatekeeper, gatekeeper.unregister(before, Reasons.URQ_REREGISTRATION_REQUIRED, lan.now));

        assertThat(lan.last(bob, ClientAction.Lost.class).reason()).contains(Reasons.URQ_REREGISTRATION_REQUIRED);
        assertThat(bob.isRegistered()).isTrue();
        assertThat(gatekeeper.find(BOB).orElseThrow()).isNotSameAs(before);
        lan.pass(Duration.ofSeconds(25));
        assertThat(Collections.frequency(lan.messages, "unregistrationRequest")).isEqualTo(1);
    }

    @Test
    void goes() {
        Gatekeeper gatekeeper = gatekeeper();
        GatekeeperClient bob = lan.register(3, "bob");

        lan.run(bob, bob.stop(lan.now));

        assertThat(gatekeeper.registrations()).isEmpty();
        assertThat(lan.messages).endsWith("unregistrationRequest", "unregistrationConfirm");
        assertThat(bob.deadline()).isEmpty();
    }

    @Test
    void registersFullyWithAGatekeeperThatForgotIt() {
        gatekeeper();
        GatekeeperClient bob = lan.register(3, "bob");
        Gatekeeper restarted = gatekeeper();

        lan.pass(Duration.ofSeconds(31));

        assertThat(restarted.find(BOB)).isPresent();
        assertThat(bob.isRegistered()).isTrue();
        assertThat(lan.told(bob)).hasSize(2).noneMatch(ClientAction.Lost.class::isInstance);
    }

    @Test
    void keepsAnEndpointThatRegistersAnewAndItsCalls() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(4, "alice");
        GatekeeperClient bob = lan.register(3, "bob");
        lan.run(bob, bob.admit(Lan.call(1, "alice", 7680), lan.now));
        Registration before = gatekeeper.find(BOB).orElseThrow();

        lan.now = lan.now.plusSeconds(1);
        lan.register(3, "bob");

        assertThat(gatekeeper.find(BOB).orElseThrow()).isSameAs(before);
        assertThat(before.calls()).hasSize(1);
        assertThat(lan.told(gatekeeper))
                .filteredOn(GatekeeperAction.Registered.class::isInstance)
                .hasSize(2);
    }

    @Test
    void followsAnEndpointToItsNewAddress() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(3, "bob");
        lan.register(4, "bob");

        assertThat(gatekeeper.registrations()).hasSize(1);
        assertThat(gatekeeper.find(BOB).orElseThrow().callSignalAddress()).isEqualTo(Lan.address(4, 1720));
        assertThat(gatekeeper.find(new AliasAddress.DialledDigits("73"))).isEmpty();
    }

    @Test
    void letsNobodyTakeAnothersName() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(3, "bob");
        EndpointProfile.Login alice = new EndpointProfile.Login("alice", "secret-alice");
        GatekeeperClient thief =
                client(5, alice, List.of(new AliasAddress.H323Id("alice"), new AliasAddress.DialledDigits("73")));
        lan.run(thief, thief.start(lan.now));

        assertThat(lan.last(thief, ClientAction.Lost.class)
                        .reason()
                        .orElseThrow()
                        .name())
                .isEqualTo("duplicateAlias");

        GatekeeperClient other = client(6, alice, List.of(new AliasAddress.H323Id("bob")));
        lan.run(other, other.start(lan.now));
        assertThat(lan.last(other, ClientAction.Lost.class)
                        .reason()
                        .orElseThrow()
                        .name())
                .isEqualTo("duplicateAlias");

        GatekeeperClient court = client(7, alice, List.of(new AliasAddress.DialledDigits("8001")));
        lan.run(court, court.start(lan.now));
        assertThat(lan.last(court, ClientAction.Lost.class).reason()).contains(Reasons.RRJ_INVALID_ALIAS);
        assertThat(gatekeeper.registrations()).hasSize(1);
    }

    private GatekeeperClient client(int host, EndpointProfile.Login login, List<AliasAddress> aliases) {
        return client(host, Lan.address(1, 1719), login, aliases);
    }

    private GatekeeperClient client(
            int host, InetSocketAddress gatekeeper, EndpointProfile.Login login, List<AliasAddress> aliases) {
        GatekeeperClient client = new GatekeeperClient(
                new EndpointProfile(
                        new EndpointProfile.Gatekeepers(List.of(gatekeeper), Optional.empty()),
                        new EndpointProfile.Endpoint(
                                Lan.address(host, 1719), Lan.address(host, 1720), aliases, Lan.TERMINAL, Lan.VENDOR),
                        Optional.of(login),
                        Duration.ofMinutes(1),
                        false),
                new Random(host));
        lan.clients.put(Lan.address(host, 1719), client);
        return client;
    }

    @ParameterizedTest
    @EnumSource
    void admitsACallToAnotherEndpoint(CallModel model) {
        Gatekeeper gatekeeper = gatekeeper(model);
        lan.register(3, "bob");
        GatekeeperClient alice = lan.register(4, "alice");

        lan.run(alice, alice.admit(Lan.call(1, "bob", 7680), lan.now));

        AdmissionMessage.Confirm confirm =
                lan.last(alice, ClientAction.Admitted.class).confirm();
        assertThat(confirm.callModel()).isEqualTo(model);
        assertThat(confirm.destCallSignalAddress())
                .contains(model == CallModel.DIRECT ? Lan.address(3, 1720) : Lan.address(1, 1720));
        AdmittedCall call =
                lan.last(gatekeeper, GatekeeperAction.Admitted.class).call();
        assertThat(call.called()).isEqualTo(new CalledEndpoint.Reached(Lan.address(3, 1720)));
        assertThat(call.endpoint().name()).contains("alice");
        assertThat(gatekeeper.bandWidth()).isEqualTo(7680);

        lan.run(alice, alice.disengage(call.callIdentifier().orElseThrow(), lan.now));

        assertThat(lan.last(gatekeeper, GatekeeperAction.Ended.class).call()).isSameAs(call);
        assertThat(lan.messages).endsWith("disengageRequest", "disengageConfirm");
        assertThat(gatekeeper.bandWidth()).isZero();
    }

    /** What is called at the gatekeeper's own address ends there, whoever routes what to others. */
    @ParameterizedTest
    @EnumSource
    void knowsItsOwnNumbersAndWhomItDoesNotKnow(CallModel model) {
        gatekeeper(model);
        GatekeeperClient alice = lan.register(4, "alice");

        lan.run(alice, alice.admit(Lan.call(1, "8001", 7680), lan.now));
        AdmissionMessage.Confirm confirm =
                lan.last(alice, ClientAction.Admitted.class).confirm();
        assertThat(confirm.destCallSignalAddress()).contains(Lan.address(1, 1720));
        assertThat(confirm.callModel()).isEqualTo(CallModel.DIRECT);

        lan.run(alice, alice.admit(Lan.call(2, "nobody", 7680), lan.now));
        assertThat(lan.last(alice, ClientAction.Refused.class).reason())
                .contains(Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED);
    }

    @Test
    void admitsWhoeverIsCalled() {
        Gatekeeper gatekeeper = gatekeeper();
        GatekeeperClient bob = lan.register(3, "bob");
        EndpointCall call = Lan.call(1, "bob", 7680);

        lan.run(
                bob,
                bob.admit(
                        new EndpointCall(
                                call.callIdentifier(),
                                call.conferenceId(),
                                1,
                                true,
                                call.destination(),
                                call.source(),
                                Optional.of(Lan.address(4, 1720)),
                                7680),
                        lan.now));

        assertThat(lan.last(bob, ClientAction.Admitted.class).call().answered()).isTrue();
        assertThat(gatekeeper.find(BOB).orElseThrow().calls()).hasSize(1);
    }

    @Test
    void givesNoMoreBandwidthThanThereIs() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(3, "bob");
        GatekeeperClient alice = lan.register(4, "alice");

        lan.run(alice, alice.admit(Lan.call(1, "bob", 30_000), lan.now));
        assertThat(lan.last(alice, ClientAction.Admitted.class).call().bandWidth())
                .isEqualTo(20_000);
        lan.run(alice, alice.admit(Lan.call(2, "bob", 20_000), lan.now));
        lan.run(alice, alice.admit(Lan.call(3, "bob", 20_000), lan.now));
        assertThat(lan.last(alice, ClientAction.Refused.class).reason()).contains(Reasons.ARJ_RESOURCE_UNAVAILABLE);
        assertThat(gatekeeper.bandWidth()).isEqualTo(40_000);

        lan.run(alice, alice.change(Lan.call(1, "bob", 0).callIdentifier(), 10_000, lan.now));
        assertThat(lan.last(alice, ClientAction.BandwidthChanged.class).call().bandWidth())
                .isEqualTo(10_000);
        assertThat(gatekeeper.bandWidth()).isEqualTo(30_000);

        lan.run(alice, alice.change(Lan.call(1, "bob", 0).callIdentifier(), 20_001, lan.now));
        assertThat(lan.last(alice, ClientAction.BandwidthRefused.class).allowed())
                .isEqualTo(20_000);

        AdmittedCall call =
                lan.last(gatekeeper, GatekeeperAction.BandwidthChanged.class).call();
        lan.run(gatekeeper, gatekeeper.change(call, 640, lan.now));
        assertThat(lan.last(alice, ClientAction.BandwidthChanged.class).call().bandWidth())
                .isEqualTo(640);
        assertThat(gatekeeper.bandWidth()).isEqualTo(20_640);

        lan.run(alice, alice.stop(lan.now));
        assertThat(gatekeeper.bandWidth()).isZero();
    }

    @Test
    void boundsTheCallsOfEach() {
        gatekeeper();
        lan.register(3, "bob");
        GatekeeperClient alice = lan.register(4, "alice");
        for (int i = 0; i < 5; i++) {
            lan.run(alice, alice.admit(Lan.call(i, "bob", 1), lan.now));
        }

        assertThat(lan.last(alice, ClientAction.Refused.class).reason()).contains(Reasons.ARJ_EXCEEDS_CALL_CAPACITY);
        assertThat(lan.told(alice))
                .filteredOn(ClientAction.Admitted.class::isInstance)
                .hasSize(4);
    }

    @Test
    void believesInACallAsLongAsItIsReported() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(3, "bob");
        GatekeeperClient alice = lan.register(4, "alice");
        lan.run(alice, alice.admit(Lan.call(1, "bob", 7680), lan.now));

        lan.pass(Duration.ofMinutes(10));

        assertThat(gatekeeper.bandWidth()).isEqualTo(7680);
        assertThat(Collections.frequency(lan.messages, "infoRequestResponse")).isEqualTo(30);
        assertThat(lan.messages).doesNotContain("infoRequest");

        lan.lost = datagram -> datagram.message() instanceof InfoMessage.Response response && response.unsolicited();
        lan.pass(Duration.ofMinutes(2));
        assertThat(lan.messages).contains("infoRequest");
        assertThat(gatekeeper.bandWidth()).isEqualTo(7680);

        lan.lost = datagram -> datagram.message() instanceof InfoMessage.Response;
        lan.pass(Duration.ofMinutes(4));
        assertThat(gatekeeper.bandWidth()).isZero();
        assertThat(lan.told(gatekeeper))
                .filteredOn(GatekeeperAction.Ended.class::isInstance)
                .hasSize(1);
    }

    @Test
    void hangsUp() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(3, "bob");
        GatekeeperClient alice = lan.register(4, "alice");
        lan.run(alice, alice.admit(Lan.call(1, "bob", 7680), lan.now));
        AdmittedCall call =
                lan.last(gatekeeper, GatekeeperAction.Admitted.class).call();

        lan.run(gatekeeper, gatekeeper.disengage(call, lan.now));

        assertThat(lan.last(alice, ClientAction.Drop.class).call().callIdentifier())
                .isEqualTo(call.callIdentifier().orElseThrow());
        assertThat(lan.messages).endsWith("disengageRequest", "disengageConfirm");
        assertThat(gatekeeper.bandWidth()).isZero();
        assertThat(gatekeeper.disengage(call, lan.now)).isEmpty();
    }

    @Test
    void endsARoutedCallOnce() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(3, "bob");
        GatekeeperClient alice = lan.register(4, "alice");
        lan.run(alice, alice.admit(Lan.call(1, "bob", 7680), lan.now));
        AdmittedCall call =
                lan.last(gatekeeper, GatekeeperAction.Admitted.class).call();

        assertThat(gatekeeper.ended(call)).containsExactly(new GatekeeperAction.Ended(call));
        assertThat(gatekeeper.bandWidth()).isZero();
        assertThat(gatekeeper.ended(call)).isEmpty();
        assertThat(gatekeeper.bandWidth()).isZero();
    }

    @Test
    void asksItsNeighbours() {
        Gatekeeper here = gatekeeper(CallModel.DIRECT, Lan.address(9, 1719), Lan.address(2, 1719));
        Gatekeeper there = lan.add(Lan.policy(2, CallModel.DIRECT, Lan.address(1, 1719)));
        GatekeeperClient alice = lan.register(4, "alice");
        GatekeeperClient bob = lan.add(3, "bob", "secret-bob", 2);
        lan.run(bob, bob.start(lan.now));
        assertThat(there.registrations()).hasSize(1);
        assertThat(here.registrations()).hasSize(1);

        lan.run(alice, alice.admit(Lan.call(1, "bob", 7680), lan.now));
        assertThat(lan.messages).endsWith("requestInProgress", "locationRequest");
        lan.pass(Duration.ofSeconds(16));

        assertThat(lan.messages).containsSequence("locationRequest", "locationConfirm", "admissionConfirm");
        assertThat(lan.last(alice, ClientAction.Admitted.class).confirm().destCallSignalAddress())
                .contains(Lan.address(3, 1720));

        lan.run(alice, alice.admit(Lan.call(2, "nobody", 7680), lan.now));
        lan.pass(Duration.ofSeconds(16));
        assertThat(lan.last(alice, ClientAction.Refused.class).reason())
                .contains(Reasons.ARJ_CALLED_PARTY_NOT_REGISTERED);
    }

    /** A number with nothing behind it: one of ours who has it, else whom a neighbour knows by it. */
    @Test
    void callsWhoHasAVacantNumber() {
        gatekeeper(CallModel.DIRECT, Lan.address(2, 1719));
        lan.add(Lan.policy(2, CallModel.DIRECT, Lan.address(1, 1719)));
        GatekeeperClient alice = lan.register(4, "alice");
        GatekeeperClient near = client(
                5, new EndpointProfile.Login("room5", "secret-room5"), List.of(new AliasAddress.DialledDigits("895")));
        lan.run(near, near.start(lan.now));
        assertThat(near.isRegistered()).isTrue();
        GatekeeperClient far = client(
                6,
                Lan.address(2, 1719),
                new EndpointProfile.Login("room6", "secret-room6"),
                List.of(new AliasAddress.DialledDigits("896")));
        lan.run(far, far.start(lan.now));
        assertThat(far.isRegistered()).isTrue();

        assertThat(destination(alice, 1, "895")).contains(Lan.address(5, 1720));
        assertThat(destination(alice, 2, "896")).contains(Lan.address(6, 1720));
        assertThat(destination(alice, 3, "8001")).contains(Lan.address(1, 1720));
        assertThat(lan.messages).containsOnlyOnce("locationRequest");
    }

    /** Without neighbours, a call to a number with nothing behind it is for ourselves to refuse. */
    @Test
    void takesCallsToVacantNumbers() {
        gatekeeper();
        assertThat(destination(lan.register(4, "alice"), 1, "897")).contains(Lan.address(1, 1720));
    }

    /** Whether there is something behind a number, a neighbour's endpoints do not learn. */
    @Test
    void tellsNeighboursOfVacantNumbersAsOfOthers() {
        Gatekeeper gatekeeper = gatekeeper(CallModel.DIRECT, Lan.address(2, 1719));
        LocationMessage.Request request = new LocationMessage.Request(
                1,
                Optional.empty(),
                List.of(new AliasAddress.DialledDigits("897")),
                Optional.of(Lan.address(2, 1719)),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        LocationMessage.Confirm here = new LocationMessage.Confirm(
                1, Optional.of(Lan.address(1, 1720)), Optional.of(Lan.address(1, 1719)), request.destinationInfo());

        assertThat(gatekeeper.receive(request.encode(), Lan.address(2, 1719), lan.now))
                .containsExactly(new GatekeeperAction.Send(Octets.of(here.encode()), Lan.address(2, 1719)));
    }

    private Optional<InetSocketAddress> destination(GatekeeperClient caller, int number, String called) {
        lan.run(caller, caller.admit(Lan.call(number, called, 7680), lan.now));
        return lan.last(caller, ClientAction.Admitted.class).confirm().destCallSignalAddress();
    }

    /** Each of the two routes, so that the call goes through both. */
    @Test
    void tellsItsNeighboursToCallHere() {
        Gatekeeper here = gatekeeper(CallModel.GATEKEEPER_ROUTED, Lan.address(2, 1719));
        Gatekeeper there = lan.add(Lan.policy(2, CallModel.GATEKEEPER_ROUTED, Lan.address(1, 1719)));
        GatekeeperClient alice = lan.register(4, "alice");
        GatekeeperClient bob = lan.add(3, "bob", "secret-bob", 2);
        lan.run(bob, bob.start(lan.now));

        EndpointCall call = Lan.call(1, "bob", 7680);
        lan.run(alice, alice.admit(call, lan.now));

        AdmissionMessage.Confirm confirm =
                lan.last(alice, ClientAction.Admitted.class).confirm();
        assertThat(confirm.callModel()).isEqualTo(CallModel.GATEKEEPER_ROUTED);
        assertThat(confirm.destCallSignalAddress()).contains(Lan.address(1, 1720));
        assertThat(lan.last(here, GatekeeperAction.Admitted.class).call().called())
                .isEqualTo(new CalledEndpoint.Reached(Lan.address(2, 1720)));
        assertThat(lan.last(there, GatekeeperAction.Located.class))
                .isEqualTo(new GatekeeperAction.Located(
                        List.of(new AliasAddress.H323Id("bob")),
                        Optional.of(call.callIdentifier()),
                        new CalledEndpoint.Reached(Lan.address(3, 1720))));
    }

    /** Nothing is expected to pass by here where the neighbour is told to call the endpoint, or ourselves. */
    @Test
    void expectsNoCallThatDoesNotPass() {
        Gatekeeper routing = gatekeeper(CallModel.GATEKEEPER_ROUTED, Lan.address(2, 1719));
        lan.add(Lan.policy(2, CallModel.DIRECT, Lan.address(1, 1719)));
        lan.register(4, "alice");
        GatekeeperClient bob = lan.add(3, "bob", "secret-bob", 2);
        lan.run(bob, bob.start(lan.now));

        lan.run(bob, bob.admit(Lan.call(1, "8001", 7680), lan.now));
        lan.run(bob, bob.admit(Lan.call(2, "alice", 7680), lan.now));
        assertThat(lan.last(bob, ClientAction.Admitted.class).confirm().callModel())
                .as("as far as that gatekeeper knows")
                .isEqualTo(CallModel.DIRECT);
        assertThat(lan.told(routing).stream().filter(GatekeeperAction.Located.class::isInstance))
                .hasSize(1);

        GatekeeperClient carol = lan.register(5, "room5");
        lan.run(carol, carol.admit(Lan.call(3, "bob", 7680), lan.now));
        assertThat(lan.last(carol, ClientAction.Admitted.class).confirm().callModel())
                .isEqualTo(CallModel.GATEKEEPER_ROUTED);
        assertThat(lan.told.values().stream().flatMap(List::stream).filter(GatekeeperAction.Located.class::isInstance))
                .as("the other tells bob's address")
                .hasSize(1);
    }

    /** Nobody has us connect to an address of somebody else's by registering with it. */
    @ParameterizedTest
    @EnumSource
    void routesOnlyToWhereAnEndpointIs(CallModel model) {
        gatekeeper(model);
        EndpointProfile elsewhere = new EndpointProfile(
                new EndpointProfile.Gatekeepers(List.of(Lan.address(1, 1719)), Optional.empty()),
                new EndpointProfile.Endpoint(
                        Lan.address(3, 1719),
                        Lan.address(66, 5432),
                        List.of(new AliasAddress.H323Id("bob")),
                        Lan.TERMINAL,
                        Lan.VENDOR),
                Optional.of(new EndpointProfile.Login("bob", "secret-bob")),
                Duration.ofMinutes(1),
                false);
        GatekeeperClient bob = new GatekeeperClient(elsewhere, new Random(3));
        lan.clients.put(Lan.address(3, 1719), bob);
        lan.run(bob, bob.start(lan.now));
        assertThat(lan.told(bob)).last().isInstanceOf(ClientAction.Registered.class);
        GatekeeperClient alice = lan.register(4, "alice");

        lan.run(alice, alice.admit(Lan.call(1, "bob", 7680), lan.now));
        Class<?> expected = model == CallModel.DIRECT ? ClientAction.Admitted.class : ClientAction.Refused.class;
        assertThat(lan.told(alice)).last().isInstanceOf(expected);
    }

    @Test
    void tellsStrangersNothing() {
        Gatekeeper gatekeeper = gatekeeper();
        lan.register(3, "bob");
        LocationMessage.Request request = new LocationMessage.Request(
                1,
                Optional.empty(),
                List.of(BOB),
                Optional.of(Lan.address(77, 1719)),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(gatekeeper.receive(request.encode(), Lan.address(66, 1719), lan.now))
                .containsExactly(new GatekeeperAction.Send(
                        Octets.of(new LocationMessage.Reject(1, Reasons.LRJ_NOT_REGISTERED).encode()),
                        Lan.address(66, 1719)));
    }

    @Test
    void turnsToAnotherGatekeeper() {
        Gatekeeper second = lan.add(Lan.policy(2, CallModel.DIRECT));
        GatekeeperClient bob = lan.add(3, "bob", "secret-bob", 1, 2);
        lan.run(bob, bob.start(lan.now));
        lan.pass(Duration.ofSeconds(16));

        assertThat(second.find(BOB)).isPresent();
        assertThat(lan.last(bob, ClientAction.Registered.class).gatekeeper()).isEqualTo(Lan.address(2, 1719));
    }

    @Test
    void triesAgainLaterAndLater() {
        GatekeeperClient bob = lan.add(3, "bob", "secret-bob", 1);
        lan.run(bob, bob.start(lan.now));
        lan.pass(Duration.ofMinutes(30));

        assertThat(lan.told(bob)).hasSizeBetween(10, 20).containsOnly(new ClientAction.Lost(Optional.empty()));

        gatekeeper();
        lan.pass(Duration.ofSeconds(136));
        assertThat(bob.isRegistered()).isTrue();
    }

    @Test
    void answersServicesThatItDoesNotHave() {
        Gatekeeper gatekeeper = gatekeeper();
        GatekeeperClient bob = lan.register(3, "bob");
        ServiceControlMessage.Indication plain =
                new ServiceControlMessage.Indication(77, List.of(), Optional.empty(), List.of());
        ServiceControlMessage.Indication call = new ServiceControlMessage.Indication(
                78,
                List.of(),
                Optional.empty(),
                List.of(new IncomingCall(Lan.address(1, 1720), Octets.of(new byte[16])).toFeature()));

        lan.run(gatekeeper, gatekeeper.receive(plain.encode(), Lan.address(3, 1719), lan.now));
        assertThat(lan.datagrams.getLast().message())
                .isEqualTo(new ServiceControlMessage.Response(
                        77, Optional.of(ServiceControlMessage.Result.NOT_AVAILABLE), List.of()));
        lan.run(bob, bob.receive(call.encode(), Lan.address(1, 1719), lan.now));
        assertThat(lan.datagrams.getLast().message())
                .isEqualTo(new ServiceControlMessage.Response(
                        78, Optional.of(ServiceControlMessage.Result.NEEDED_FEATURE_NOT_SUPPORTED), List.of()));

        assertThat(gatekeeper.receive(plain.encode(), Lan.address(66, 1719), lan.now))
                .isEmpty();
    }
}
