package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h235.AccessToken;
import org.courtbridge.h323.h460.FeatureSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gatekeeper that was started anew, and endpoints that go by the identifiers of before. */
class RestartedGatekeeperTest {

    private static final InetSocketAddress ROOM_3 = Lan.address(3, 1719);
    private static final InetSocketAddress ROOM_4 = Lan.address(4, 1719);

    private final Random random = new Random(323);
    private Gatekeeper gatekeeper = gatekeeper(1);
    private Instant now = Lan.START;
    private int number;

    private static Gatekeeper gatekeeper(int seed) {
        return new Gatekeeper(Lan.policy(1, CallModel.DIRECT), Lan.SUBSCRIBERS, new Random(seed));
    }

    /** As H323Plus: it goes by the first identifier that it was given. */
    private RasMessage registers(String name, InetSocketAddress at, Optional<String> identifier, boolean light) {
        RegistrationMessage.Request request = new RegistrationMessage.Request(
                ++number,
                true,
                new RegistrationMessage.Request.Endpoint(
                        List.of(new InetSocketAddress(at.getAddress(), 1720)),
                        List.of(at),
                        Lan.TERMINAL,
                        List.of(new AliasAddress.H323Id(name)),
                        Lan.VENDOR),
                Optional.of("GK1"),
                Optional.of(Duration.ofMinutes(1)),
                light,
                identifier,
                false,
                FeatureSet.NONE);
        return answer(at, proved(name, request));
    }

    private byte[] proved(String name, RasMessage message) {
        Choice choice = message.toChoice();
        Sequence tree = ((Sequence) choice.value())
                .but()
                .set(
                        "tokens",
                        List.of(AccessToken.of(name, "secret-" + name, now, random)
                                .toClearToken()))
                .done();
        return Ras.RAS_MESSAGE.encode(Ras.RAS_MESSAGE.value(choice.name(), tree));
    }

    private RasMessage answer(InetSocketAddress from, byte[] octets) {
        SentMessages.ras(octets);
        return gatekeeper.receive(octets, from, now).stream()
                .filter(GatekeeperAction.Send.class::isInstance)
                .map(GatekeeperAction.Send.class::cast)
                .map(GatekeeperAction.Send::octets)
                .map(Octets::toArray)
                .map(sent -> RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(sent)))
                .findFirst()
                .orElseThrow();
    }

    private String registered(String name, InetSocketAddress at, Optional<String> identifier) {
        return ((RegistrationMessage.Confirm) registers(name, at, identifier, false)).endpointIdentifier();
    }

    private static Choice rejected(RasMessage answer) {
        return ((RegistrationMessage.Reject) answer).reason();
    }

    private RasMessage calls(String name, InetSocketAddress at, String identifier) {
        EndpointMessages endpoint = new EndpointMessages(new EndpointProfile(
                new EndpointProfile.Gatekeepers(List.of(Lan.address(1, 1719)), Optional.of("GK1")),
                new EndpointProfile.Endpoint(
                        at,
                        new InetSocketAddress(at.getAddress(), 1720),
                        List.of(new AliasAddress.H323Id(name)),
                        Lan.TERMINAL,
                        Lan.VENDOR),
                Optional.empty(),
                Duration.ofMinutes(1),
                false));
        endpoint.learn(new RegistrationMessage.Confirm(
                1,
                List.of(),
                List.of(),
                Optional.of("GK1"),
                identifier,
                List.of(),
                Optional.empty(),
                true,
                false,
                FeatureSet.NONE));
        return answer(
                at, proved(name, endpoint.admission(++number, Lan.call(number, "8100", 7_680), Optional.of("GK1"))));
    }

    @Test
    void givesAnEndpointTheIdentifierThatItStillGoesBy() {
        String first = registered("room3", ROOM_3, Optional.empty());
        gatekeeper = gatekeeper(2);

        assertThat(rejected(registers("room3", ROOM_3, Optional.of(first), true)))
                .isEqualTo(Reasons.RRJ_FULL_REGISTRATION_REQUIRED);
        assertThat(registered("room3", ROOM_3, Optional.of(first))).isEqualTo(first);
        assertThat(calls("room3", ROOM_3, first)).isInstanceOf(AdmissionMessage.Confirm.class);
    }

    /** One that was given a second identifier and goes by the first all the same. */
    @Test
    void givesItBackToWhomItRegisteredOtherwise() {
        String first = registered("room3", ROOM_3, Optional.empty());
        gatekeeper = gatekeeper(2);
        assertThat(registered("room3", ROOM_3, Optional.empty())).isNotEqualTo(first);

        assertThat(registered("room3", ROOM_3, Optional.of(first))).isEqualTo(first);
        assertThat(gatekeeper.registrations()).hasSize(1);
        assertThat(calls("room3", ROOM_3, first)).isInstanceOf(AdmissionMessage.Confirm.class);
    }

    @Test
    void givesNobodyAnothersIdentifier() {
        String first = registered("room3", ROOM_3, Optional.empty());

        assertThat(rejected(registers("room4", ROOM_4, Optional.of(first), false)))
                .isEqualTo(Reasons.RRJ_SECURITY_DENIAL);
        assertThat(gatekeeper.identified(first)).flatMap(Registration::name).contains("room3");
    }

    @Test
    void givesNobodyTheIdentifierOfSomebodyWhoHasGone() {
        String first = registered("room3", ROOM_3, Optional.empty());
        gatekeeper.unregister(gatekeeper.identified(first).orElseThrow(), Reasons.URQ_MAINTENANCE, now);

        assertThat(registered("room4", ROOM_4, Optional.of(first))).isNotEqualTo(first);
        assertThat(registered("room3", ROOM_3, Optional.of(first))).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "OURS-ARE-SMALL", "\n", "12345678901234", "комната"})
    void takesNoIdentifierThatItWouldNotGive(String identifier) {
        assertThat(registered("room3", ROOM_3, Optional.of(identifier).filter(text -> !text.isEmpty())))
                .isNotEqualTo(identifier)
                .matches("[0-9a-z]{1,13}");
    }

    @Test
    void knowsWhomItKnewBefore() {
        String first = registered("room3", ROOM_3, Optional.empty());
        List<KeptRegistration> kept = gatekeeper.kept();
        gatekeeper = gatekeeper(2);
        now = now.plusSeconds(5);

        List<GatekeeperAction> actions = gatekeeper.restore(kept, now);

        assertThat(actions)
                .singleElement()
                .isInstanceOfSatisfying(
                        GatekeeperAction.Registered.class,
                        told -> assertThat(told.endpoint().callSignalAddress()).isEqualTo(Lan.address(3, 1720)));
        assertThat(gatekeeper.find(new AliasAddress.H323Id("room3"))).isPresent();
        assertThat(calls("room3", ROOM_3, first)).isInstanceOf(AdmissionMessage.Confirm.class);
        assertThat(registers("room3", ROOM_3, Optional.of(first), true))
                .isInstanceOf(RegistrationMessage.Confirm.class);
        assertThat(gatekeeper.kept().getFirst().expires())
                .isAfter(kept.getFirst().expires());
    }

    @Test
    void forgetsThemInTime() {
        registered("room3", ROOM_3, Optional.empty());
        List<KeptRegistration> kept = gatekeeper.kept();
        Instant end = kept.getFirst().expires();

        Gatekeeper late = gatekeeper(2);
        assertThat(late.restore(kept, end)).isEmpty();

        Gatekeeper early = gatekeeper(3);
        early.restore(kept, end.minusSeconds(1));
        assertThat(early.deadline()).contains(end);
        assertThat(early.expire(end)).hasAtLeastOneElementOfType(GatekeeperAction.Unregistered.class);
        assertThat(early.registrations()).isEmpty();
    }

    @Test
    void believesNothingOfThoseWhoMayNotRegisterAnyMore() {
        registered("room3", ROOM_3, Optional.empty());
        KeptRegistration kept = gatekeeper.kept().getFirst();
        Gatekeeper restarted = gatekeeper(2);

        assertThat(restarted.restore(
                        List.of(
                                changed(kept, "stranger", List.of(new AliasAddress.H323Id("stranger"))),
                                changed(kept, "room3", List.of(new AliasAddress.H323Id("room4"))),
                                changed(kept, "room3", List.of(new AliasAddress.DialledDigits("8100")))),
                        now))
                .isEmpty();
        assertThat(restarted.registrations()).isEmpty();
    }

    private static KeptRegistration changed(KeptRegistration kept, String name, List<AliasAddress> aliases) {
        return new KeptRegistration(
                kept.endpointIdentifier(),
                name,
                aliases,
                kept.callSignalAddress(),
                kept.rasAddress(),
                kept.vendor(),
                kept.hashed(),
                kept.traverses(),
                kept.timeToLive(),
                kept.expires());
    }

    /** Of those it does not believe, too. */
    @Test
    void givesIdentifiersOfBeforeToNobodyElse() {
        String first = registered("room3", ROOM_3, Optional.empty());
        List<KeptRegistration> kept = gatekeeper.kept();
        gatekeeper = gatekeeper(2);
        now = kept.getFirst().expires();
        assertThat(gatekeeper.restore(kept, now)).isEmpty();

        assertThat(registered("room4", ROOM_4, Optional.of(first))).isNotEqualTo(first);
        assertThat(registered("room3", ROOM_3, Optional.of(first))).isEqualTo(first);
    }

    @Test
    void hasWhoeverRegisteredSinceComeFirst() {
        registered("room3", ROOM_3, Optional.empty());
        List<KeptRegistration> kept = gatekeeper.kept();
        gatekeeper = gatekeeper(2);
        String since = registered("room4", ROOM_3, Optional.empty());

        assertThat(gatekeeper.restore(kept, now)).isEmpty();
        assertThat(gatekeeper.registrations())
                .extracting(Registration::endpointIdentifier)
                .containsExactly(since);
    }

    @Test
    void keepsNoRegistrationOnAConnection() {
        registered("room3", ROOM_3, Optional.empty());
        assertThat(gatekeeper.kept()).hasSize(1);

        Registration endpoint = gatekeeper.registrations().iterator().next();
        endpoint.renew(new RasPath.Tunnel(Lan.address(3, 40_000), 1), now.plusSeconds(60));
        assertThat(gatekeeper.kept()).isEmpty();
    }
}
