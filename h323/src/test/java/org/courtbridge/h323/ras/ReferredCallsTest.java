package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AdmittedDetails;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.RasTypes;
import org.courtbridge.h323.h460.FeatureSet;
import org.junit.jupiter.api.Test;

/** An endpoint whose gatekeeper sends it to others with a call (altGKInfo of ARJ, BRJ and DRJ), or does not know it any more. */
class ReferredCallsTest {

    private static final InetSocketAddress HOME = Lan.address(1, 1719);
    private static final InetSocketAddress SECOND = Lan.address(2, 1719);
    private static final InetSocketAddress THIRD = Lan.address(3, 1719);
    private static final EndpointCall CALL = Lan.call(1, "4501", 20_000);

    private final GatekeeperClient client = new GatekeeperClient(
            new EndpointProfile(
                    new EndpointProfile.Gatekeepers(List.of(HOME), Optional.empty()),
                    new EndpointProfile.Endpoint(
                            Lan.address(9, 1719),
                            Lan.address(9, 1720),
                            List.of(new AliasAddress.DialledDigits("7000")),
                            Lan.TERMINAL,
                            Lan.VENDOR),
                    Optional.empty(),
                    Duration.ofMinutes(2),
                    false),
            new Random(1));

    /** What each says to a request for admission; those that are not here do not answer anything. */
    private final Map<InetSocketAddress, Function<AdmissionMessage.Request, RasMessage>> gatekeepers = new HashMap<>();

    private final List<ClientAction> told = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<InetSocketAddress> registrations = new ArrayList<>();
    private Instant now = Lan.START;

    /** Whom the refusals of bandwidth and of an end name. */
    private Referral later = Referral.NONE;

    private record Asked(InetSocketAddress whom, AdmissionMessage.Request request) {}

    private void run(List<ClientAction> actions) {
        for (ClientAction action : actions) {
            if (action instanceof ClientAction.Send(Octets octets, InetSocketAddress to)) {
                SentMessages.ras(octets.toArray());
                RasMessage request = RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(octets));
                answer(request, to).ifPresent(answer -> run(client.receive(answer.encode(), to, now)));
            } else {
                told.add(action);
            }
        }
    }

    private Optional<RasMessage> answer(RasMessage request, InetSocketAddress gatekeeper) {
        int number = request.requestSeqNum();
        if (request instanceof AdmissionMessage.Request admission) {
            asked.add(new Asked(gatekeeper, admission));
        }
        if (!gatekeepers.containsKey(gatekeeper)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (request) {
                    case DiscoveryMessage.Request _ ->
                        new DiscoveryMessage.Confirm(
                                number,
                                Optional.of("GK" + host(gatekeeper)),
                                Optional.of(gatekeeper),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                FeatureSet.NONE);
                    case RegistrationMessage.Request wanted -> {
                        registrations.add(gatekeeper);
                        yield new RegistrationMessage.Confirm(
                                number,
                                List.of(),
                                wanted.endpoint().aliases(),
                                Optional.of("GK" + host(gatekeeper)),
                                "endpoint of " + host(gatekeeper),
                                List.of(),
                                Optional.empty(),
                                false,
                                false,
                                FeatureSet.NONE);
                    }
                    case AdmissionMessage.Request admission ->
                        gatekeepers.get(gatekeeper).apply(admission);
                    case BandwidthMessage.Request _ ->
                        new BandwidthMessage.Reject(number, Reasons.BRJ_INSUFFICIENT_RESOURCES, 640, later);
                    case DisengageMessage.Request _ ->
                        new DisengageMessage.Reject(number, Reasons.DRJ_NOT_REGISTERED, later);
                    case UnregistrationMessage.Request _ -> new UnregistrationMessage.Confirm(number);
                    default -> throw new AssertionError(request);
                });
    }

    private static int host(InetSocketAddress gatekeeper) {
        return gatekeeper.getAddress().getAddress()[3];
    }

    /** @param first what the endpoint's own says to a request for admission */
    private void call(Function<AdmissionMessage.Request, RasMessage> first) {
        gatekeepers.put(HOME, first);
        run(client.start(now));
        run(client.admit(CALL, now));
    }

    private void pass(Duration time) {
        Instant end = now.plus(time);
        for (Optional<Instant> at = client.deadline();
                at.filter(next -> !next.isAfter(end)).isPresent();
                at = client.deadline()) {
            now = at.get();
            run(client.expire(now));
        }
        now = end;
    }

    private static RasMessage confirm(AdmissionMessage.Request request) {
        return new AdmissionMessage.Confirm(
                request.requestSeqNum(),
                request.bandWidth(),
                CallModel.DIRECT,
                Optional.of(Lan.address(50, 1720)),
                Optional.empty(),
                List.of(),
                false,
                AdmittedDetails.NONE,
                FeatureSet.NONE);
    }

    private static Function<AdmissionMessage.Request, RasMessage> refers(
            boolean permanent, AlternateGatekeeper... alternates) {
        return request -> new AdmissionMessage.Reject(
                request.requestSeqNum(),
                Reasons.ARJ_RESOURCE_UNAVAILABLE,
                List.of(),
                new Referral(List.of(alternates), permanent));
    }

    private static AlternateGatekeeper alternate(InetSocketAddress address, boolean needToRegister, int priority) {
        return new AlternateGatekeeper(address, Optional.of("GK" + host(address)), needToRegister, priority);
    }

    private List<InetSocketAddress> askedOnes() {
        return asked.stream().map(Asked::whom).toList();
    }

    private <T> List<T> told(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void isAskedAboutAtAnAlternateThatKnowsTheEndpoint() {
        gatekeepers.put(SECOND, ReferredCallsTest::confirm);

        call(refers(false, alternate(SECOND, false, 3)));

        assertThat(told(ClientAction.Admitted.class)).hasSize(1);
        assertThat(askedOnes()).containsExactly(HOME, SECOND);
        AdmissionMessage.Request there = asked.getLast().request();
        assertThat(there.endpointIdentifier()).isEqualTo("endpoint of 1");
        assertThat(there.gatekeeperIdentifier()).contains("GK2");
        assertThat(there.identity().callIdentifier()).contains(CALL.callIdentifier());
        assertThat(registrations).containsExactly(HOME);

        // It was for this call alone.
        run(client.admit(Lan.call(2, "4502", 20_000), now));
        assertThat(askedOnes()).containsExactly(HOME, SECOND, HOME, SECOND);
    }

    @Test
    void isAskedAboutAtAPermanentAlternateAndAllOthersWithIt() {
        gatekeepers.put(SECOND, ReferredCallsTest::confirm);

        call(refers(true, alternate(SECOND, false, 3)));
        run(client.admit(Lan.call(2, "4502", 20_000), now));

        assertThat(told(ClientAction.Admitted.class)).hasSize(2);
        assertThat(askedOnes()).containsExactly(HOME, SECOND, SECOND);
        pass(Duration.ofSeconds(61));
        assertThat(registrations).containsExactly(HOME, SECOND);
        assertThat(client.isRegistered()).isTrue();
    }

    @Test
    void isAskedAboutAtAnAlternateAsSoonAsTheEndpointIsRegisteredThere() {
        gatekeepers.put(SECOND, ReferredCallsTest::confirm);

        call(refers(false, alternate(SECOND, true, 3)));

        assertThat(told(ClientAction.Admitted.class)).hasSize(1);
        assertThat(told(ClientAction.Refused.class)).isEmpty();
        assertThat(registrations).containsExactly(HOME, SECOND);
        assertThat(asked.getLast().request().endpointIdentifier()).isEqualTo("endpoint of 2");
        assertThat(client.endpointIdentifier()).contains("endpoint of 2");
    }

    /** The best first, and the next where one does not answer. */
    @Test
    void isAskedAboutAtOneAlternateAfterTheOther() {
        gatekeepers.put(THIRD, ReferredCallsTest::confirm);

        call(refers(false, alternate(THIRD, false, 9), alternate(SECOND, false, 3)));
        assertThat(askedOnes()).containsExactly(HOME, SECOND);

        pass(Duration.ofSeconds(16));
        assertThat(askedOnes()).containsExactly(HOME, SECOND, SECOND, SECOND, THIRD);
        assertThat(told(ClientAction.Admitted.class)).hasSize(1);
    }

    @Test
    void isRefusedAsTheGatekeeperSaidWhereNoAlternateAnswers() {
        call(refers(false, alternate(SECOND, false, 3)));
        pass(Duration.ofSeconds(16));

        assertThat(told(ClientAction.Refused.class))
                .containsExactly(
                        new ClientAction.Refused(CALL, Optional.of(Reasons.ARJ_RESOURCE_UNAVAILABLE), List.of()));
        assertThat(client.isRegistered()).isTrue();
    }

    @Test
    void isNotAskedAboutForEverWhereGatekeepersNameEachOther() {
        for (boolean needToRegister : List.of(false, true)) {
            asked.clear();
            told.clear();
            gatekeepers.put(SECOND, refers(false, alternate(HOME, needToRegister, 1)));
            call(refers(false, alternate(SECOND, needToRegister, 1)));

            assertThat(askedOnes()).containsExactly(HOME, SECOND);
            assertThat(told(ClientAction.Refused.class)).hasSize(1);
        }
    }

    @Test
    void isNotAskedAboutForEverWhereEachNamesAnother() {
        for (int host = 2; host < 30; host++) {
            gatekeepers.put(Lan.address(host, 1719), refers(false, alternate(Lan.address(host + 1, 1719), false, 1)));
        }
        call(refers(false, alternate(SECOND, false, 1)));

        assertThat(asked).hasSize(4);
        assertThat(told(ClientAction.Refused.class)).hasSize(1);
    }

    /** Only an answer may come from there. */
    @Test
    void givesAnAlternateNoOtherSay() {
        call(refers(false, alternate(SECOND, false, 3)));
        UnregistrationMessage.Request gone = new UnregistrationMessage.Request(
                900, List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

        run(client.receive(gone.encode(), SECOND, now));
        assertThat(client.isRegistered()).isTrue();
        int number = asked.getLast().request().requestSeqNum();
        run(client.receive(new DisengageMessage.Confirm(number + 1).encode(), SECOND, now));
        run(client.receive(confirm(asked.getLast().request()).encode(), THIRD, now));
        assertThat(told(ClientAction.Admitted.class)).isEmpty();

        run(client.receive(confirm(asked.getLast().request()).encode(), SECOND, now));
        assertThat(told(ClientAction.Admitted.class)).hasSize(1);
    }

    /** Started anew, it may be. */
    @Test
    void isAskedAboutOnceMoreWhereTheGatekeeperHadForgottenTheEndpoint() {
        for (String reason : List.of("callerNotRegistered", "invalidEndpointIdentifier")) {
            registrations.clear();
            told.clear();
            call(request -> registrations.size() > 1 ? confirm(request) : unknown(request, reason));

            assertThat(told(ClientAction.Refused.class)).isEmpty();
            assertThat(told(ClientAction.Admitted.class)).hasSize(1);
            run(client.stop(now));
        }
    }

    @Test
    void isRefusedWhereTheGatekeeperDoesNotKnowTheEndpointTwice() {
        call(request -> unknown(request, "callerNotRegistered"));

        assertThat(registrations).containsExactly(HOME, HOME);
        assertThat(askedOnes()).containsExactly(HOME, HOME);
        assertThat(told(ClientAction.Refused.class)).hasSize(1);
    }

    private static RasMessage unknown(AdmissionMessage.Request request, String reason) {
        return new AdmissionMessage.Reject(
                request.requestSeqNum(), RasTypes.ADMISSION_REJECT_REASON.value(reason), List.of(), Referral.NONE);
    }

    @Test
    void aRefusedBandwidthCanSendTheEndpointAway() {
        call(ReferredCallsTest::confirm);
        gatekeepers.put(SECOND, ReferredCallsTest::confirm);
        later = new Referral(List.of(alternate(SECOND, true, 0)), true);
        run(client.change(CALL.callIdentifier(), 40_000, now));

        assertThat(told(ClientAction.BandwidthRefused.class)).hasSize(1);
        assertThat(registrations).containsExactly(HOME, SECOND);
    }

    @Test
    void aRefusedEndCanSendTheEndpointAway() {
        call(ReferredCallsTest::confirm);
        gatekeepers.put(SECOND, ReferredCallsTest::confirm);
        later = new Referral(List.of(alternate(SECOND, true, 0)), true);
        run(client.disengage(CALL.callIdentifier(), now));

        assertThat(registrations).containsExactly(HOME, SECOND);
    }

    @Test
    void whoIsNamedForOneRequestIsTurnedToWhenTheGatekeeperIsGone() {
        call(ReferredCallsTest::confirm);
        gatekeepers.put(SECOND, ReferredCallsTest::confirm);
        later = new Referral(List.of(alternate(SECOND, true, 0)), false);
        run(client.disengage(CALL.callIdentifier(), now));
        assertThat(registrations).containsExactly(HOME);

        gatekeepers.remove(HOME);
        pass(Duration.ofMinutes(3));
        assertThat(registrations).last().isEqualTo(SECOND);
    }
}
