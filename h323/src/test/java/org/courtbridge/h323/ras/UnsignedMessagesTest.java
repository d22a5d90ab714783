package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h235.AccessToken;
import org.courtbridge.h323.h460.FeatureSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages without a token of an endpoint that has registered with one. */
class UnsignedMessagesTest {

    private static final String NAME = "room3";
    private static final InetSocketAddress ROOM = Lan.address(3, 1719);
    private static final InetSocketAddress ELSEWHERE = Lan.address(66, 1719);
    private static final Random RANDOM = new Random(323);
    private static final EndpointCall CALL = Lan.call(1, "8100", 7_680);

    private final Gatekeeper gatekeeper =
            new Gatekeeper(Lan.policy(1, CallModel.DIRECT), Lan.SUBSCRIBERS, new Random(1));

    /** In the order of a call's life. */
    private enum Kind {
        ADMISSION,
        BANDWIDTH,
        REPORT,
        DISENGAGEMENT,
        UNREGISTRATION
    }

    private static EndpointProfile profile() {
        return new EndpointProfile(
                new EndpointProfile.Gatekeepers(List.of(Lan.address(1, 1719)), Optional.of("GK1")),
                new EndpointProfile.Endpoint(
                        ROOM, Lan.address(3, 1720), List.of(new AliasAddress.H323Id(NAME)), Lan.TERMINAL, Lan.VENDOR),
                Optional.empty(),
                Duration.ofMinutes(1),
                false);
    }

    private static byte[] withAccessToken(RasMessage message, String password) {
        Choice choice = message.toChoice();
        Sequence tree = ((Sequence) choice.value())
                .but()
                .set(
                        "tokens",
                        List.of(AccessToken.of(NAME, password, Lan.START, RANDOM)
                                .toClearToken()))
                .done();
        return Ras.RAS_MESSAGE.encode(Ras.RAS_MESSAGE.value(choice.name(), tree));
    }

    private static byte[] signed(RasMessage message, String sendersId) {
        return new Seal(sendersId, Optional.of("GK1"), "secret-" + NAME, Lan.START, RANDOM).encode(message);
    }

    /** @return what the endpoint says from now on, under the identifier that it was given */
    private EndpointMessages registered(boolean signed) {
        EndpointMessages endpoint = new EndpointMessages(profile());
        RegistrationMessage.Request request = endpoint.registration(1);
        byte[] octets = signed ? signed(request, NAME) : withAccessToken(request, "secret-" + NAME);
        endpoint.learn((RegistrationMessage.Confirm) said(octets, ROOM).getFirst());
        return endpoint;
    }

    /** One who never registered, and guesses the identifier. */
    private static EndpointMessages guessing() {
        EndpointMessages endpoint = new EndpointMessages(profile());
        endpoint.learn(new RegistrationMessage.Confirm(
                1,
                List.of(),
                List.of(),
                Optional.of("GK1"),
                "1y2p0ij32e8e7",
                List.of(),
                Optional.empty(),
                true,
                false,
                FeatureSet.NONE));
        return endpoint;
    }

    private static RasMessage message(Kind kind, EndpointMessages endpoint) {
        int number = 100 + kind.ordinal();
        return switch (kind) {
            case ADMISSION -> endpoint.admission(number, CALL, endpoint.gatekeeperIdentifier());
            case BANDWIDTH -> endpoint.bandwidth(number, CALL, 3_840);
            case REPORT -> {
                InfoMessage.Response report = endpoint.report(
                        number,
                        new CallStatus(
                                CALL.callReferenceValue(),
                                CALL.conferenceId(),
                                Optional.of(CALL.callIdentifier()),
                                Optional.of(true),
                                CALL.bandWidth(),
                                CallModel.DIRECT));
                yield new InfoMessage.Response(
                        number,
                        report.endpointType(),
                        report.endpointIdentifier(),
                        report.rasAddress(),
                        report.callSignalAddresses(),
                        report.aliases(),
                        report.calls(),
                        true,
                        true,
                        List.of());
            }
            case DISENGAGEMENT -> endpoint.disengagement(number, CALL, Reasons.DRQ_NORMAL_DROP);
            case UNREGISTRATION -> endpoint.unregistration(number);
        };
    }

    private List<RasMessage> said(byte[] octets, InetSocketAddress from) {
        SentMessages.ras(octets);
        return gatekeeper.receive(octets, from, Lan.START).stream()
                .flatMap(action -> action instanceof GatekeeperAction.Send send ? Stream.of(send) : Stream.empty())
                .peek(send -> SentMessages.ras(send.octets().toArray()))
                .map(send -> RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(send.octets())))
                .toList();
    }

    private RasMessage answer(RasMessage message, InetSocketAddress from) {
        return said(message.encode(), from).getFirst();
    }

    private void call(EndpointMessages endpoint) {
        assertThat(said(
                        withAccessToken(endpoint.admission(2, CALL, endpoint.gatekeeperIdentifier()), "secret-" + NAME),
                        ROOM))
                .hasOnlyElementsOfType(AdmissionMessage.Confirm.class);
    }

    private List<AdmittedCall> calls() {
        return gatekeeper.registrations().iterator().next().calls();
    }

    @ParameterizedTest
    @EnumSource
    void areTheEndpointsFromItsAddressUnderItsIdentifier(Kind kind) {
        EndpointMessages endpoint = registered(false);
        if (kind != Kind.ADMISSION) {
            call(endpoint);
        }

        assertThat(answer(message(kind, endpoint), ROOM))
                .isInstanceOf(
                        switch (kind) {
                            case ADMISSION -> AdmissionMessage.Confirm.class;
                            case BANDWIDTH -> BandwidthMessage.Confirm.class;
                            case REPORT -> InfoMessage.Ack.class;
                            case DISENGAGEMENT -> DisengageMessage.Confirm.class;
                            case UNREGISTRATION -> UnregistrationMessage.Confirm.class;
                        });
        assertThat(gatekeeper.denials()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void areNobodysFromElsewhere(Kind kind) {
        EndpointMessages endpoint = registered(false);
        call(endpoint);

        assertRefused(kind, answer(message(kind, endpoint), ELSEWHERE), kind == Kind.REPORT);
    }

    @ParameterizedTest
    @EnumSource
    void areNobodysUnderAGuessedIdentifier(Kind kind) {
        EndpointMessages endpoint = registered(false);
        call(endpoint);

        assertRefused(kind, answer(message(kind, guessing()), ROOM), true);
    }

    /** A token that is wrong is worse than none. */
    @ParameterizedTest
    @EnumSource
    void areNobodysWithAWrongToken(Kind kind) {
        EndpointMessages endpoint = registered(false);
        call(endpoint);

        List<RasMessage> answers = said(withAccessToken(message(kind, endpoint), "a guess"), ROOM);
        assertRefused(kind, answers.getFirst(), false);
    }

    @ParameterizedTest
    @EnumSource
    void areNobodysWhereTheEndpointSignsAll(Kind kind) {
        EndpointMessages endpoint = registered(true);
        String identifier = endpoint.endpointIdentifier().orElseThrow();
        assertThat(said(signed(endpoint.admission(2, CALL, endpoint.gatekeeperIdentifier()), identifier), ROOM))
                .hasOnlyElementsOfType(AdmissionMessage.Confirm.class);

        assertRefused(kind, answer(message(kind, endpoint), ROOM), false);
        assertThat(gatekeeper.denials()).containsEntry(Denial.MISSING, 1L);
    }

    /** A source address alone is easily forged. */
    @ParameterizedTest
    @EnumSource(names = "UNREGISTRATION")
    void areNobodysWithoutAnIdentifier(Kind kind) {
        call(registered(false));

        assertRefused(kind, answer(message(kind, new EndpointMessages(profile())), ROOM), false);
    }

    /** Nothing has changed. @param stranger whether whoever said it is taken for somebody who is not registered */
    private void assertRefused(Kind kind, RasMessage answer, boolean stranger) {
        assertThat(
                        switch (answer) {
                            case AdmissionMessage.Reject reject -> reject.reason();
                            case BandwidthMessage.Reject reject -> reject.reason();
                            case InfoMessage.Nak nak -> nak.reason();
                            case DisengageMessage.Reject reject -> reject.reason();
                            case UnregistrationMessage.Reject reject -> reject.reason();
                            default -> throw new AssertionError(answer);
                        })
                .isEqualTo(
                        switch (kind) {
                            case ADMISSION ->
                                stranger ? Reasons.ARJ_CALLER_NOT_REGISTERED : Reasons.ARJ_SECURITY_DENIAL;
                            case BANDWIDTH -> stranger ? Reasons.BRJ_NOT_BOUND : Reasons.BRJ_SECURITY_DENIAL;
                            case REPORT -> stranger ? Reasons.INAK_NOT_REGISTERED : Reasons.INAK_SECURITY_DENIAL;
                            case DISENGAGEMENT -> stranger ? Reasons.DRJ_NOT_REGISTERED : Reasons.DRJ_SECURITY_DENIAL;
                            case UNREGISTRATION ->
                                stranger ? Reasons.URJ_NOT_CURRENTLY_REGISTERED : Reasons.URJ_SECURITY_DENIAL;
                        });
        assertThat(calls()).singleElement().satisfies(call -> {
            assertThat(call.isOver()).isFalse();
            assertThat(call.bandWidth()).isEqualTo(CALL.bandWidth());
        });
    }
}
