package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Captured;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h235.AccessToken;
import org.courtbridge.h323.h235.H235Oids;
import org.courtbridge.h323.h235.H235Types;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gatekeeper against what others send, and against what nobody should. */
class GatekeeperTest {

    private static final InetSocketAddress ROOM = Lan.address(3, 1719);

    private final Gatekeeper gatekeeper = gatekeeper(true);

    private static Gatekeeper gatekeeper(boolean passwordRequired) {
        GatekeeperPolicy policy = Lan.policy(1, CallModel.DIRECT);
        return new Gatekeeper(
                new GatekeeperPolicy(
                        new GatekeeperPolicy.Zone(
                                "GK1",
                                policy.zone().rasAddress(),
                                policy.zone().callSignalAddress(),
                                policy.zone().alternates(),
                                policy.zone().neighbours()),
                        policy.callModel(),
                        passwordRequired,
                        policy.unregisteredDestinations(),
                        policy.times(),
                        new GatekeeperPolicy.Limits(
                                100,
                                policy.limits().mostCallsEach(),
                                policy.limits().mostBandwidthOfCall(),
                                policy.limits().mostBandwidth()),
                        Optional.empty()),
                Lan.SUBSCRIBERS,
                new Random(1));
    }

    private static List<Captured> registrations(String call) {
        return Captured.of(call).stream()
                .filter(Captured::isRas)
                .filter(captured ->
                        ((Choice) captured.type().decode(captured.octets().toArray())).is("registrationRequest"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d1-h2351", "d1-md5"})
    void knowsThoseWhoWereCaptured(String call) {
        for (Captured captured : registrations(call)) {
            assertThat(gatekeeper.receive(captured.octets().toArray(), ROOM, captured.time()))
                    .hasAtLeastOneElementOfType(GatekeeperAction.Registered.class);
            assertThat(gatekeeper.find(new AliasAddress.H323Id(captured.sender())))
                    .flatMap(Registration::name)
                    .contains(captured.sender());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d1-h2351", "d1-md5"})
    void refusesThoseWhoWereCapturedAtAnotherTime(String call) {
        Captured captured = registrations(call).getFirst();

        assertThat(gatekeeper.receive(
                        captured.octets().toArray(), ROOM, captured.time().plusSeconds(301)))
                .contains(new GatekeeperAction.Denied(Denial.WRONG_TIME, Optional.empty(), ROOM, Optional.empty()));
        assertThat(gatekeeper.registrations()).isEmpty();
    }

    @Test
    void refusesThoseWhoWereCapturedWithoutAPassword() {
        Captured captured = registrations("c1").getFirst();

        List<GatekeeperAction> actions = gatekeeper.receive(captured.octets().toArray(), ROOM, captured.time());

        assertThat(actions)
                .contains(new GatekeeperAction.Denied(Denial.MISSING, Optional.empty(), ROOM, Optional.empty()));
        assertThat(answer(actions))
                .isInstanceOfSatisfying(
                        RegistrationMessage.Reject.class,
                        reject -> assertThat(reject.reason()).isEqualTo(Reasons.RRJ_SECURITY_DENIAL));
        assertThat(gatekeeper.denials()).containsEntry(Denial.MISSING, 1L);
    }

    /** Nobody may take a name that has a password without it, even where none is required. */
    @Test
    void givesNoKnownNameToStrangers() {
        Gatekeeper open = gatekeeper(false);
        Captured bob = registrations("c1").getFirst();
        assertThat(answer(open.receive(bob.octets().toArray(), ROOM, bob.time())))
                .isInstanceOfSatisfying(
                        RegistrationMessage.Reject.class,
                        reject -> assertThat(reject.reason().name()).isEqualTo("duplicateAlias"));

        byte[] stranger = request("guest", Optional.empty(), false).encode();
        assertThat(open.receive(stranger, ROOM, Lan.START))
                .hasAtLeastOneElementOfType(GatekeeperAction.Registered.class);

        // And nobody who proves nothing may sit down in the place of somebody who did.
        Captured proved = registrations("d1-h2351").getFirst();
        open.receive(proved.octets().toArray(), Lan.address(5, 1719), proved.time());
        assertThat(answer(open.receive(
                        request("guest2", Optional.empty(), false).encode(), Lan.address(5, 1719), proved.time())))
                .isInstanceOf(RegistrationMessage.Reject.class);
        assertThat(open.find(new AliasAddress.H323Id("bob"))).isPresent();
    }

    @Test
    void knowsAccessTokens() {
        Choice message = request("room3", Optional.empty(), false).toChoice();
        byte[] octets = Ras.RAS_MESSAGE.encode(Ras.RAS_MESSAGE.value(
                message.name(),
                ((Sequence) message.value())
                        .but()
                        .set(
                                "tokens",
                                List.of(AccessToken.of("room3", "secret-room3", Lan.START, new Random(1))
                                        .toClearToken()))
                        .done()));

        assertThat(gatekeeper.receive(octets, ROOM, Lan.START))
                .hasAtLeastOneElementOfType(GatekeeperAction.Registered.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.8.235.0.2.6 1.2.840.113549.2.5, 0.0.8.235.0.2.6",
        "1.2.840.113548.10.1.2.1 1.2.840.113549.2.5, 1.2.840.113549.2.5",
        "1.2.840.113548.10.1.2.1, 1.2.840.113548.10.1.2.1",
        "1.2.3, none"
    })
    void choosesTheStrongestProof(String offered, String chosen) {
        DiscoveryMessage.Request request = new DiscoveryMessage.Request(
                1,
                Optional.of(ROOM),
                Lan.TERMINAL,
                Optional.empty(),
                List.of(),
                Prover.MECHANISMS,
                Arrays.stream(offered.split(" ")).map(ObjectIdentifier::of).toList(),
                true,
                FeatureSet.NONE);

        switch (answer(gatekeeper.receive(request.encode(), ROOM, Lan.START))) {
            case DiscoveryMessage.Confirm confirm -> {
                assertThat(confirm.algorithm()).contains(ObjectIdentifier.of(chosen));
                assertThat(confirm.authenticationMode())
                        .contains(
                                confirm.algorithm().equals(Optional.of(H235Oids.ACCESS_TOKEN))
                                        ? Prover.MECHANISMS.get(1)
                                        : H235Types.AUTHENTICATION_MECHANISM.value("pwdHash"));
            }
            case DiscoveryMessage.Reject reject -> {
                assertThat(chosen).isEqualTo("none");
                assertThat(reject.reason()).isEqualTo(Reasons.GRJ_SECURITY_DENIAL);
            }
            default -> throw new AssertionError();
        }
    }

    @Test
    void leavesThoseAloneWhoLookForAnotherGatekeeper() {
        DiscoveryMessage.Request request = new DiscoveryMessage.Request(
                1,
                Optional.of(ROOM),
                Lan.TERMINAL,
                Optional.of("GK2"),
                List.of(),
                List.of(),
                List.of(),
                true,
                FeatureSet.NONE);

        assertThat(answer(gatekeeper.receive(request.encode(), ROOM, Lan.START)))
                .isInstanceOfSatisfying(
                        DiscoveryMessage.Reject.class,
                        reject -> assertThat(reject.reason()).isEqualTo(Reasons.GRJ_TERMINAL_EXCLUDED));
    }

    @Test
    void answersToNoThirdParty() {
        RegistrationMessage.Request request = request("room3", Optional.empty(), false);

        List<GatekeeperAction> elsewhere = gatekeeper.receive(request.encode(), Lan.address(66, 5000), Lan.START);
        List<GatekeeperAction> otherPort = gatekeeper.receive(request.encode(), Lan.address(3, 5000), Lan.START);

        assertThat(sent(elsewhere).to()).isEqualTo(Lan.address(66, 5000));
        assertThat(sent(otherPort).to()).isEqualTo(ROOM);
    }

    @Test
    void keepsNothingOfAFlood() {
        Random random = new Random(1);
        byte[] unproved = request("room3", Optional.empty(), false).encode();
        byte[] light = request("room3", Optional.of("abc"), true).encode();
        for (int i = 0; i < 3_000; i++) {
            byte[] host = new byte[4];
            random.nextBytes(host);
            InetSocketAddress from = new InetSocketAddress(address(host), 1 + random.nextInt(65_535));
            for (byte[] datagram : List.of(unproved, light)) {
                assertThat(gatekeeper.receive(datagram, from, Lan.START)).hasSizeLessThanOrEqualTo(2);
            }
        }
        assertThat(gatekeeper.registrations()).isEmpty();
        assertThat(gatekeeper.deadline()).isEmpty();
        assertThat(gatekeeper.denials()).containsOnlyKeys(Denial.MISSING);
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void takesNoMoreThanItsPlaces() {
        Gatekeeper open = gatekeeper(false);
        for (int i = 0; i < 101; i++) {
            RegistrationMessage.Request request = new RegistrationMessage.Request(
                    1,
                    true,
                    new RegistrationMessage.Request.Endpoint(
                            List.of(Lan.address(3, 2000 + i)),
                            List.of(Lan.address(3, 3000 + i)),
                            Lan.TERMINAL,
                            List.of(new AliasAddress.DialledDigits("5" + i)),
                            Lan.VENDOR),
                    Optional.empty(),
                    Optional.of(Duration.ofHours(1)),
                    false,
                    Optional.empty(),
                    false,
                    FeatureSet.NONE);
            RasMessage answer = answer(open.receive(request.encode(), Lan.address(3, 3000 + i), Lan.START));
            if (i < 100) {
                assertThat(answer)
                        .isInstanceOfSatisfying(
                                RegistrationMessage.Confirm.class,
                                confirm -> assertThat(confirm.timeToLive()).contains(Duration.ofMinutes(1)));
            } else {
                assertThat(answer)
                        .isInstanceOfSatisfying(
                                RegistrationMessage.Reject.class,
                                reject -> assertThat(reject.reason()).isEqualTo(Reasons.RRJ_RESOURCE_UNAVAILABLE));
            }
        }
        assertThat(open.registrations()).hasSize(100);
        open.expire(Lan.START.plusSeconds(80));
        assertThat(open.registrations()).isEmpty();
    }

    @Test
    void movesALightRegistrationOnlyWithAProofOfTheWholeMessage() {
        Gatekeeper open = gatekeeper(false);
        RegistrationMessage.Confirm confirm = (RegistrationMessage.Confirm)
                answer(open.receive(request("guest", Optional.empty(), false).encode(), ROOM, Lan.START));
        byte[] light = request("guest", Optional.of(confirm.endpointIdentifier()), true)
                .encode();

        assertThat(answer(open.receive(light, ROOM, Lan.START))).isInstanceOf(RegistrationMessage.Confirm.class);
        assertThat(answer(open.receive(light, Lan.address(66, 1719), Lan.START)))
                .isInstanceOf(RegistrationMessage.Reject.class);
    }

    /** Some devices never change their numbers. */
    @Test
    void isRenewedByTheSameOctets() {
        Gatekeeper open = gatekeeper(false);
        RegistrationMessage.Confirm confirm = (RegistrationMessage.Confirm)
                answer(open.receive(request("guest", Optional.empty(), false).encode(), ROOM, Lan.START));
        byte[] light = request("guest", Optional.of(confirm.endpointIdentifier()), true)
                .encode();

        for (int seconds = 0; seconds <= 180; seconds += 60) {
            open.expire(Lan.START.plusSeconds(seconds));
            assertThat(answer(open.receive(light, ROOM, Lan.START.plusSeconds(seconds))))
                    .isInstanceOf(RegistrationMessage.Confirm.class);
        }

        open.expire(Lan.START.plusSeconds(259));
        assertThat(open.registrations()).hasSize(1);
        open.expire(Lan.START.plusSeconds(260));
        assertThat(open.registrations()).isEmpty();
    }

    /** Cut off and changed in every way: it is refused, or it is another message, but nothing breaks. */
    @Test
    void survivesWhatIsNoMessage() {
        Random random = new Random(7);
        Instant now = registrations("d1-h2351").getFirst().time();
        Gatekeeper open = gatekeeper(false);
        int read = 0;
        for (Captured captured : Captured.all()) {
            if (!captured.isRas()) {
                continue;
            }
            byte[] octets = captured.octets().toArray();
            for (int i = 0; i < octets.length; i += 7) {
                read += survives(open, Arrays.copyOf(octets, i), now);
                byte[] changed = octets.clone();
                changed[i] ^= (byte) (1 << random.nextInt(8));
                changed[random.nextInt(octets.length)] = (byte) random.nextInt(256);
                read += survives(open, changed, now);
            }
        }
        assertThat(read).isGreaterThan(300);
        open.expire(now.plusSeconds(3600));
    }

    private static int survives(Gatekeeper gatekeeper, byte[] datagram, Instant now) {
        try {
            gatekeeper.receive(datagram, ROOM, now);
            return 1;
        } catch (PerException e) {
            return 0;
        }
    }

    private static RegistrationMessage.Request request(String name, Optional<String> identifier, boolean light) {
        return new RegistrationMessage.Request(
                1,
                !light,
                new RegistrationMessage.Request.Endpoint(
                        List.of(Lan.address(3, 1720)),
                        List.of(ROOM),
                        Lan.TERMINAL,
                        List.of(new AliasAddress.H323Id(name)),
                        Lan.VENDOR),
                Optional.empty(),
                Optional.of(Duration.ofMinutes(1)),
                light,
                identifier,
                false,
                FeatureSet.NONE);
    }

    private static GatekeeperAction.Send sent(List<GatekeeperAction> actions) {
        return actions.stream()
                .filter(GatekeeperAction.Send.class::isInstance)
                .map(GatekeeperAction.Send.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static RasMessage answer(List<GatekeeperAction> actions) {
        Octets octets = sent(actions).octets();
        SentMessages.ras(octets.toArray());
        return RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(octets.toArray()));
    }
}
