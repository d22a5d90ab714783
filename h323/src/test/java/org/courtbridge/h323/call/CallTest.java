package org.courtbridge.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h235.DhGroup;
import org.courtbridge.h323.h235.KeyAgreement;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h450.H450Types;
import org.courtbridge.h323.h450.OperationCode;
import org.courtbridge.h323.h450.RemoteOperation;
import org.courtbridge.h323.h450.SupplementaryService;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.MediaTraversal;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.CallState;
import org.courtbridge.h323.q931.Cause;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallTest {

    private static final Octets PROPOSAL = sound(1).toFastStart();
    private static final Octets ANSWER = sound(101).toFastStart();
    private static final Octets H245 = new ControlMessage.SendCapabilities().encode();

    private static OpenLogicalChannel sound(int channel) {
        return OpenLogicalChannel.forward(
                channel,
                new DataType.Audio(new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 20)),
                H2250Parameters.of(1, new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 5001)));
    }

    /** One course that a call may take. */
    record Flow(
            boolean fastStart, boolean accepted, boolean callerTunnels, boolean calleeTunnels, boolean callerHangsUp) {}

    static Stream<Flow> flows() {
        List<Boolean> both = List.of(false, true);
        return both.stream()
                .flatMap(fastStart -> both.stream()
                        .filter(accepted -> fastStart || !accepted)
                        .flatMap(accepted -> both.stream()
                                .flatMap(caller -> both.stream()
                                        .flatMap(callee -> both.stream()
                                                .map(hangsUp ->
                                                        new Flow(fastStart, accepted, caller, callee, hangsUp))))));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void isSetUpAndEnded(Flow flow) {
        TwoCalls two = new TwoCalls(
                TwoCalls.setup(flow.fastStart ? List.of(PROPOSAL) : List.of()),
                TwoCalls.settings(flow.callerTunnels),
                TwoCalls.settings(flow.calleeTunnels));
        two.run();
        two.callee.does(two.callee.call().proceed());
        two.callee.does(two.callee.call().alert());
        two.run();
        assertThat(two.caller.call().state()).isEqualTo(Call.State.ALERTING);
        if (flow.fastStart) {
            two.callee.call().fastStart(flow.accepted ? List.of(ANSWER) : List.of());
        }
        two.callee.does(two.callee.call().connect(two.now));
        two.run();

        assertThat(two.caller.call().state()).isEqualTo(Call.State.CONNECTED);
        assertThat(two.caller.all(CallAction.Connected.class))
                .containsExactly(new CallAction.Connected(Optional.of("Courtroom")));
        assertThat(two.caller.all(CallAction.FastStarted.class))
                .isEqualTo(flow.accepted ? List.of(new CallAction.FastStarted(List.of(ANSWER))) : List.of());
        assertThat(two.caller.saw(CallAction.FastStartRefused.class)).isEqualTo(flow.fastStart && !flow.accepted);
        boolean tunnel = flow.callerTunnels && flow.calleeTunnels;
        for (TwoCalls.Side side : List.of(two.caller, two.callee)) {
            assertThat(side.all(CallAction.ControlOpen.class))
                    .as("%s of %s", side, flow)
                    .containsExactly(new CallAction.ControlOpen(tunnel));
        }
        saysH245(two.caller, two.callee, two, tunnel);
        saysH245(two.callee, two.caller, two, tunnel);

        TwoCalls.Side first = flow.callerHangsUp ? two.caller : two.callee;
        TwoCalls.Side second = flow.callerHangsUp ? two.callee : two.caller;
        first.does(first.call().release(ReleaseReason.NORMAL));
        two.run();
        assertThat(first.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.NORMAL, true));
        assertThat(second.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.NORMAL, false));
        assertThat(second.sent()).noneMatch(SignallingBody.Release.class::isInstance);
    }

    private static void saysH245(TwoCalls.Side from, TwoCalls.Side to, TwoCalls two, boolean tunnel) {
        from.does(from.call().control(List.of(H245, H245)));
        two.run();
        if (tunnel) {
            assertThat(to.all(CallAction.ControlReceived.class))
                    .containsExactly(new CallAction.ControlReceived(List.of(H245, H245)));
        } else {
            assertThat(from.all(CallAction.SendControl.class))
                    .singleElement()
                    .satisfies(send -> assertThat(send.messages()).containsExactly(H245, H245));
        }
    }

    @Test
    void namesItsAddressForH245InConnectToWhoDoesNotTunnel() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), false, true);

        assertThat(two.callee.sent().stream()
                        .filter(SignallingBody.Answer.class::isInstance)
                        .map(body ->
                                ((SignallingBody.Answer) body).controlAddress().isPresent()))
                .containsExactly(true);
        assertThat(two.caller.saw(CallAction.ConnectControl.class)).isTrue();
        assertThat(two.callee.saw(CallAction.ConnectControl.class)).isFalse();
    }

    /** H.245 before Connect: the caller has named an address in its Setup. */
    @Test
    void connectsToTheAddressOfASetup() {
        InetSocketAddress early = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 40_001);
        SignallingBody.Setup plain = TwoCalls.setup(List.of());
        SignallingBody.Setup setup = SignallingBody.Setup.of(
                plain.identity(),
                plain.parties(),
                new SignallingBody.Setup.Early(Optional.of(early), List.of(), List.of(), false),
                30);
        TwoCalls two = new TwoCalls(setup, TwoCalls.settings(false), TwoCalls.settings(true));
        two.run();

        assertThat(two.callee.all(CallAction.ConnectControl.class))
                .containsExactly(new CallAction.ConnectControl(early));
        assertThat(two.caller.saw(CallAction.ControlOpen.class)).isTrue();
        assertThat(two.callee.saw(CallAction.ListenForControl.class)).isFalse();
    }

    @Test
    void offersAnAddressOfItsOwnWhereTheOtherCannotBeReached() {
        TwoCalls two = new TwoCalls(TwoCalls.setup(List.of()), TwoCalls.settings(true), TwoCalls.settings(false));
        two.controlReachable = false;
        two.run();
        two.callee.does(two.callee.call().connect(two.now));
        two.run();

        assertThat(two.caller.sent())
                .filteredOn(SignallingBody.Facility.class::isInstance)
                .singleElement()
                .satisfies(body -> {
                    SignallingBody.Facility facility = (SignallingBody.Facility) body;
                    assertThat(facility.reason()).isEqualTo(SignallingBody.Facility.START_H245);
                    assertThat(facility.controlAddress()).isPresent();
                });
    }

    /** Both have connected at once: the one with the smaller address, which is the caller, gives up its own. */
    @Test
    void keepsOneOfTwoConnectionsOfH245() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), false, false);
        two.caller.does(two.caller.call().listening(new InetSocketAddress(InetAddress.ofLiteral("10.0.0.1"), 40_001)));
        two.caller.does(two.caller.call().controlConnected(true));
        two.run();
        assertThat(two.caller.saw(CallAction.CloseOwnControl.class)).isTrue();

        two.caller.does(two.caller.call().control(List.of(H245)));
        assertThat(two.caller.all(CallAction.SendControl.class))
                .containsExactly(new CallAction.SendControl(List.of(H245), false));
    }

    /** Endpoints that know no fast start say nothing of it. */
    @Test
    void takesSilenceUpToConnectForARefusalOfFastStart() {
        TwoCalls two =
                new TwoCalls(TwoCalls.setup(List.of(PROPOSAL)), TwoCalls.settings(true), TwoCalls.settings(true));
        SignallingBody.Answer connect = new SignallingBody.Answer(
                SignallingBody.Answer.Step.CONNECT,
                Optional.of(TwoCalls.CALL),
                TwoCalls.CALL,
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                FeatureSet.NONE,
                List.of());
        two.caller.does(two.caller
                .call()
                .receive(
                        SignallingMessage.ofBody(CallReference.ofOriginator(7).reversed(), connect, Optional.of(true)),
                        two.now));

        assertThat(two.caller.saw(CallAction.FastStartRefused.class)).isTrue();
    }

    /** Else H323Plus begins with H.245 before it has the secret, and says that it cannot encrypt. */
    @Test
    void saysWhereItTakesH245OnlyTogetherWithItsTokens() {
        List<Sequence> tokens = KeyAgreement.offer(List.of(DhGroup.DH1024)).tokens();
        TwoCalls two = new TwoCalls(TwoCalls.setup(List.of()), TwoCalls.settings(false), TwoCalls.settings(false));
        two.run();
        two.callee.call().tokens(tokens);
        two.callee.does(two.callee.call().proceed());
        two.callee.does(two.callee.call().alert());
        two.run();
        assertThat(two.caller.saw(CallAction.ConnectControl.class)).isFalse();
        assertThat(two.caller.call().heardTokens()).isEmpty();

        two.callee.does(two.callee.call().connect(two.now));
        two.run();
        assertThat(two.caller.saw(CallAction.ConnectControl.class)).isTrue();
        assertThat(two.caller.call().heardTokens()).isEqualTo(tokens);
        assertThat(two.callee.call().heardTokens()).isEmpty();
    }

    private static TwoCalls connected(SignallingBody.Setup setup, boolean callerTunnels, boolean calleeTunnels) {
        TwoCalls two = new TwoCalls(setup, TwoCalls.settings(callerTunnels), TwoCalls.settings(calleeTunnels));
        two.run();
        two.callee.does(two.callee.call().connect(two.now));
        two.run();
        return two;
    }

    @Test
    void endsWhenNobodySaysAnything() {
        TwoCalls two = new TwoCalls(TwoCalls.setup(List.of()), TwoCalls.settings(true), TwoCalls.settings(true));

        two.pass(Timers.USUAL.setup().minusMillis(1));
        assertThat(two.caller.call().state()).isEqualTo(Call.State.SETUP);
        two.pass(Duration.ofMillis(1));
        assertThat(two.caller.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.TIMER_EXPIRED, true));
        assertThat(two.callee.call().state()).isEqualTo(Call.State.ENDED);
    }

    @Test
    void endsWhenNobodyAnswers() {
        TwoCalls two = new TwoCalls(TwoCalls.setup(List.of()), TwoCalls.settings(true), TwoCalls.settings(true));
        two.run();
        two.callee.does(two.callee.call().proceed());
        two.run();
        two.pass(Timers.USUAL.setup());
        assertThat(two.caller.call().state()).isEqualTo(Call.State.PROCEEDING);
        two.callee.does(two.callee.call().alert());
        two.run();
        two.pass(Timers.USUAL.proceeding());
        assertThat(two.caller.call().state()).isEqualTo(Call.State.ALERTING);
        two.pass(Timers.USUAL.alerting());

        assertThat(two.caller.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.NO_ANSWER, true));
    }

    @Test
    void asksWhetherTheOtherSideStillHasTheCall() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.pass(Timers.USUAL.keepAlive());

        assertThat(two.callee.sent())
                .contains(new SignallingBody.Status(
                        Optional.of(TwoCalls.CALL), Cause.of(30), Optional.of(CallState.ACTIVE)));
        two.pass(Timers.USUAL.status());
        assertThat(two.caller.saw(CallAction.Unanswered.class)).isFalse();
    }

    @Test
    void saysThatNobodyAnswersAndGoesOn() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.caller.does(two.caller.call().expire(two.now.plus(Timers.USUAL.keepAlive())));
        two.caller.does(
                two.caller.call().expire(two.now.plus(Timers.USUAL.keepAlive()).plus(Timers.USUAL.status())));

        assertThat(two.caller.saw(CallAction.Unanswered.class)).isTrue();
        assertThat(two.caller.call().state()).isEqualTo(Call.State.CONNECTED);
    }

    @Test
    void goesElsewhere() {
        InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.9"), 1720);
        TwoCalls two = new TwoCalls(TwoCalls.setup(List.of()), TwoCalls.settings(true), TwoCalls.settings(true));
        two.run();
        two.callee.does(two.callee.call().redirect(elsewhere));
        two.run();

        assertThat(two.caller.all(CallAction.Redirected.class))
                .containsExactly(new CallAction.Redirected(Optional.of(elsewhere), List.of()));
        assertThat(two.callee.call().state()).isEqualTo(Call.State.ENDED);
    }

    @Test
    void endsOnceWhenBothHangUp() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.caller.does(two.caller.call().release(ReleaseReason.NORMAL));
        two.callee.does(two.callee.call().release(ReleaseReason.BUSY));
        two.run();

        assertThat(two.caller.all(CallAction.Released.class)).hasSize(1);
        assertThat(two.callee.all(CallAction.Released.class)).hasSize(1);
    }

    @Test
    void endsWithItsConnection() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.caller.does(two.caller.call().connectionLost());

        assertThat(two.caller.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.OUT_OF_ORDER, false));
    }

    @Test
    void complainsOfASecondSetup() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.callee.does(two.callee
                .call()
                .receive(
                        SignallingMessage.ofBody(
                                CallReference.ofOriginator(7), TwoCalls.setup(List.of()), Optional.of(true)),
                        two.now));

        assertThat(two.callee.sent().getLast())
                .isEqualTo(new SignallingBody.Status(
                        Optional.of(TwoCalls.CALL), Cause.of(101), Optional.of(CallState.ACTIVE)));
        assertThat(two.callee.call().state()).isEqualTo(Call.State.CONNECTED);
    }

    @Test
    void takesWhatItDoesNotKnow() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        SignallingMessage notify = new SignallingMessage(
                CallReference.ofOriginator(7),
                new SignallingBody.Other(MessageType.NOTIFY),
                Optional.of(true),
                List.of(H245),
                List.of(),
                List.of());

        assertThat(two.callee.call().receive(notify, two.now))
                .containsExactly(new CallAction.ControlReceived(List.of(H245)));
    }

    private static SignallingMessage toCallee(
            SignallingBody body, SupplementaryService.Interpretation interpretation, RemoteOperation... operations) {
        SignallingMessage message = new SignallingMessage(
                CallReference.ofOriginator(7),
                body,
                Optional.of(true),
                List.of(),
                List.of(new SupplementaryService(interpretation, List.of(operations)).encode()),
                List.of());
        byte[] octets = message.toMessage().encode();
        SentMessages.signalling(octets);
        return SignallingMessage.of(Q931Message.decode(octets));
    }

    private static RemoteOperation invoke(int id, int operation) {
        return new RemoteOperation.Invoke(id, Optional.empty(), OperationCode.local(operation), Optional.empty());
    }

    /** What is said of services, message by message. */
    private static List<SupplementaryService> services(List<CallAction> actions) {
        return actions.stream()
                .filter(CallAction.Send.class::isInstance)
                .map(action -> ((CallAction.Send) action).message())
                .peek(message -> SentMessages.signalling(message.toMessage().encode()))
                .flatMap(message -> message.services().stream())
                .map(SupplementaryService::decode)
                .toList();
    }

    @Test
    void isHeldAsTheOtherSideWants() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);

        List<CallAction> hold = two.callee
                .call()
                .receive(
                        toCallee(
                                new SignallingBody.Empty(), SupplementaryService.Interpretation.REJECT, invoke(1, 103)),
                        two.now);

        assertThat(hold).contains(new CallAction.Held(true));
        assertThat(services(hold))
                .flatExtracting(SupplementaryService::operations)
                .singleElement()
                .isInstanceOf(RemoteOperation.Result.class);
        assertThat(two.callee.call().state()).isEqualTo(Call.State.CONNECTED);
        two.callee.does(hold);
        two.run();
        assertThat(two.caller.call().state()).isEqualTo(Call.State.CONNECTED);
    }

    /** Of another message than CallProceeding, which may be a gatekeeper's own to the caller. */
    @Test
    void answersServicesOfASetupWithItsNextMessageThatGoesAllTheWay() {
        SignallingMessage setup =
                toCallee(TwoCalls.setup(List.of()), SupplementaryService.Interpretation.REJECT, invoke(1, 0));
        Call call = Call.answering(setup, (SignallingBody.Setup) setup.body(), TwoCalls.settings(true));

        assertThat(services(call.begin(Optional.of(setup), TwoCalls.BEGIN))).isEmpty();
        assertThat(services(call.proceed())).isEmpty();
        assertThat(services(call.alert())).containsExactly(SupplementaryService.answering(List.of(unrecognized(1))));
        assertThat(services(call.connect(TwoCalls.BEGIN))).isEmpty();
    }

    private static Call transferred() {
        Octets argument = Octets.of(H450Types.CT_SETUP_ARG.encode(
                H450Types.CT_SETUP_ARG.build().set("callIdentity", "").done()));
        SignallingMessage setup = toCallee(
                TwoCalls.setup(List.of()),
                SupplementaryService.Interpretation.CLEAR_CALL,
                new RemoteOperation.Invoke(1, Optional.empty(), OperationCode.local(10), Optional.of(argument)));
        Call call = Call.answering(setup, (SignallingBody.Setup) setup.body(), TwoCalls.settings(true));
        assertThat(services(call.begin(Optional.of(setup), TwoCalls.BEGIN))).isEmpty();
        assertThat(services(call.proceed())).isEmpty();
        assertThat(services(call.alert())).isEmpty();
        return call;
    }

    @Test
    void saysThatATransferHasComeAboutWhenItAnswers() {
        assertThat(services(transferred().connect(TwoCalls.BEGIN)))
                .containsExactly(SupplementaryService.answering(
                        List.of(new RemoteOperation.Result(BigInteger.ONE, Optional.empty()))));
    }

    /** establishmentFailure. */
    @Test
    void saysThatATransferHasNotComeAboutWhenItRefuses() {
        SupplementaryService failed = SupplementaryService.answering(
                List.of(new RemoteOperation.Failure(BigInteger.ONE, OperationCode.local(1006), Optional.empty())));
        assertThat(services(transferred().release(ReleaseReason.REJECTED))).containsExactly(failed);

        Call elsewhere = transferred();
        assertThat(services(elsewhere.redirect(new InetSocketAddress("192.0.2.9", 1_720))))
                .isEmpty();
        assertThat(services(elsewhere.release(ReleaseReason.DEFLECTED))).containsExactly(failed);
    }

    /** Answers go with the release, whatever is made of what is not known. */
    @ParameterizedTest
    @EnumSource(SupplementaryService.Interpretation.class)
    void makesNoCallOfASignallingConnectionForServicesAlone(SupplementaryService.Interpretation interpretation) {
        SignallingBody.Setup plain = TwoCalls.setup(List.of(PROPOSAL));
        SignallingMessage setup = toCallee(
                new SignallingBody.Setup(
                        plain.identity(),
                        plain.parties(),
                        plain.early(),
                        plain.bandwidth(),
                        plain.admitted(),
                        plain.features(),
                        true),
                interpretation,
                invoke(1, 0));
        Call call = Call.answering(setup, (SignallingBody.Setup) setup.body(), TwoCalls.settings(true));

        List<CallAction> actions = call.begin(Optional.of(setup), TwoCalls.BEGIN);
        assertThat(actions)
                .filteredOn(CallAction.Send.class::isInstance)
                .singleElement()
                .extracting(action -> ((CallAction.Send) action).message().body())
                .isInstanceOfSatisfying(
                        SignallingBody.Release.class,
                        release -> assertThat(release.reason()).isEqualTo(ReleaseReason.FACILITY_REJECTED));
        assertThat(services(actions))
                .isEqualTo(
                        interpretation == SupplementaryService.Interpretation.DISCARD
                                ? List.of()
                                : List.of(SupplementaryService.answering(List.of(unrecognized(1)))));
        assertThat(call.state()).isEqualTo(Call.State.ENDED);
        assertThat(call.proceed()).isEmpty();
        assertThat(call.connect(TwoCalls.BEGIN)).isEmpty();
    }

    /** Such as the name of the caller (H.450.8), which is not to be refused. */
    @Test
    void saysNothingOfServicesThatMayBeLeftOut() {
        SignallingMessage setup =
                toCallee(TwoCalls.setup(List.of()), SupplementaryService.Interpretation.DISCARD, invoke(1, 0));
        Call call = Call.answering(setup, (SignallingBody.Setup) setup.body(), TwoCalls.settings(true));
        call.begin(Optional.of(setup), TwoCalls.BEGIN);

        assertThat(services(call.connect(TwoCalls.BEGIN))).isEmpty();
        assertThat(call.state()).isEqualTo(Call.State.CONNECTED);
    }

    private static RemoteOperation unrecognized(int id) {
        return new RemoteOperation.Reject(BigInteger.valueOf(id), RemoteOperation.Reject.Kind.INVOKE, BigInteger.ONE);
    }

    @Test
    void endsWhereAServiceMustNotBeLeftOut() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);

        List<CallAction> clear = two.callee
                .call()
                .receive(
                        toCallee(
                                new SignallingBody.Empty(),
                                SupplementaryService.Interpretation.CLEAR_CALL,
                                invoke(9, 105)),
                        two.now);

        assertThat(services(clear)).containsExactly(SupplementaryService.answering(List.of(unrecognized(9))));
        assertThat(clear).endsWith(new CallAction.Released(ReleaseReason.FACILITY_REJECTED, true));
        two.callee.does(clear);
        two.run();
        assertThat(two.caller.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.FACILITY_REJECTED, false));
    }

    @Test
    void isNotAnsweredWhereAServiceMustNotBeLeftOut() {
        SignallingMessage setup =
                toCallee(TwoCalls.setup(List.of()), SupplementaryService.Interpretation.CLEAR_CALL, invoke(1, 105));
        Call call = Call.answering(setup, (SignallingBody.Setup) setup.body(), TwoCalls.settings(true));

        assertThat(call.begin(Optional.of(setup), TwoCalls.BEGIN))
                .endsWith(new CallAction.Released(ReleaseReason.FACILITY_REJECTED, true));
        assertThat(call.proceed()).isEmpty();
        assertThat(call.connect(TwoCalls.BEGIN)).isEmpty();
    }

    private static SignallingMessage toCaller(SignallingBody body) {
        return SignallingMessage.ofBody(CallReference.ofOriginator(7).reversed(), body, Optional.of(true));
    }

    private static SignallingBody.Facility forwarded(List<AliasAddress> aliases) {
        return new SignallingBody.Facility(
                Optional.of(TwoCalls.CALL),
                SignallingBody.Facility.CALL_FORWARDED,
                Optional.empty(),
                aliases,
                Optional.empty(),
                List.of());
    }

    /** H.323, clause 8.4.1: the called side's gatekeeper wants to route the call. */
    @Test
    void goesByTheGatekeeperOfWhoIsCalled() {
        InetSocketAddress gatekeeper = new InetSocketAddress(InetAddress.ofLiteral("10.0.0.8"), 1720);
        TwoCalls two = new TwoCalls(TwoCalls.setup(List.of()), TwoCalls.settings(true), TwoCalls.settings(true));
        two.run();
        two.callee.does(two.callee.call().routeTo(gatekeeper));
        two.run();

        assertThat(two.callee.sent())
                .filteredOn(SignallingBody.Facility.class::isInstance)
                .singleElement()
                .satisfies(body -> assertThat(((SignallingBody.Facility) body).reason())
                        .isEqualTo(SignallingBody.Facility.ROUTE_TO_GATEKEEPER));
        assertThat(two.caller.all(CallAction.Redirected.class))
                .containsExactly(new CallAction.Redirected(Optional.of(gatekeeper), List.of()));
        assertThat(two.callee.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.DEFLECTED, false));
    }

    @Test
    void goesToSomebodyElseEvenWhenItIsConnected() {
        List<AliasAddress> somebody = List.of(new AliasAddress.DialledDigits("4502"));
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.caller.does(two.caller.call().receive(toCaller(forwarded(somebody)), two.now));

        assertThat(two.caller.all(CallAction.Redirected.class))
                .containsExactly(new CallAction.Redirected(Optional.empty(), somebody));
        assertThat(two.caller.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.DEFLECTED, true));
    }

    @Test
    void staysWhenNobodyElseIsNamed() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.caller.does(two.caller.call().receive(toCaller(forwarded(List.of())), two.now));

        assertThat(two.caller.saw(CallAction.Redirected.class)).isFalse();
        assertThat(two.caller.call().state()).isEqualTo(Call.State.CONNECTED);
    }

    /** Only the called side sends a call elsewhere. */
    @Test
    void isNotSentElsewhereByItsCaller() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.callee.does(two.callee
                .call()
                .receive(
                        SignallingMessage.ofBody(
                                CallReference.ofOriginator(7),
                                forwarded(List.of(new AliasAddress.DialledDigits("4502"))),
                                Optional.of(true)),
                        two.now));

        assertThat(two.callee.saw(CallAction.Redirected.class)).isFalse();
        assertThat(two.callee.call().state()).isEqualTo(Call.State.CONNECTED);
    }

    /** Q.931, clause 5.8.11. */
    @Test
    void endsWhenTheOtherSideHasNoSuchCall() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.caller.does(two.caller
                .call()
                .receive(
                        toCaller(new SignallingBody.Status(
                                Optional.of(TwoCalls.CALL),
                                Cause.of(SignallingBody.Status.RESPONSE),
                                Optional.of(CallState.NULL))),
                        two.now));

        assertThat(two.caller.all(CallAction.Released.class))
                .containsExactly(new CallAction.Released(ReleaseReason.OUT_OF_ORDER, false));
        assertThat(two.caller.call().deadline()).isEmpty();
    }

    @Test
    void asksNobodyWhoHasJustSaidSomething() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        Duration half = Timers.USUAL.keepAlive().dividedBy(2);
        two.now = two.now.plus(half);
        two.callee.does(two.callee.call().press("1"));
        two.run();
        two.caller.does(two.caller.call().expire(two.now.plus(half)));
        assertThat(two.caller.sent()).noneMatch(SignallingBody.StatusInquiry.class::isInstance);

        two.caller.does(two.caller.call().expire(two.now.plus(Timers.USUAL.keepAlive())));
        assertThat(two.caller.sent()).last().isInstanceOf(SignallingBody.StatusInquiry.class);
    }

    @Test
    void pressesKeysInACallThatIsConnected() {
        TwoCalls two = new TwoCalls(TwoCalls.setup(List.of()), TwoCalls.settings(true), TwoCalls.settings(true));
        two.run();
        assertThat(two.caller.call().press("1")).isEmpty();

        two.callee.does(two.callee.call().connect(two.now));
        two.run();
        two.caller.does(two.caller.call().press("17#"));
        two.run();
        assertThat(two.callee.all(CallAction.KeysPressed.class)).containsExactly(new CallAction.KeysPressed("17#"));
    }

    @Test
    void tunnelsNoMoreInOneMessageThanDecodersTake() {
        TwoCalls two = connected(TwoCalls.setup(List.of()), true, true);
        two.caller.does(two.caller.call().control(Collections.nCopies(17, H245)));
        two.run();

        assertThat(two.callee.all(CallAction.ControlReceived.class))
                .extracting(received -> received.messages().size())
                .containsExactly(16, 1);
    }

    /** H.323, clauses 8.2.1 and 8.2.4: tunnelled in the Setup itself, and beside the proposals of fast start. */
    @Test
    void takesTheH245OfASetup() {
        SignallingBody.Setup plain = TwoCalls.setup(List.of(PROPOSAL));
        SignallingBody.Setup setup = SignallingBody.Setup.of(
                plain.identity(),
                plain.parties(),
                new SignallingBody.Setup.Early(
                        plain.early().controlAddress(), plain.early().fastStart(), List.of(H245, H245), false),
                30);
        SignallingMessage message = new SignallingMessage(
                CallReference.ofOriginator(7), setup, Optional.of(true), List.of(H245), List.of(), List.of());
        SignallingMessage arrived = SignallingMessage.of(message.toMessage());
        Call call = Call.answering(arrived, (SignallingBody.Setup) arrived.body(), TwoCalls.settings(true));

        assertThat(call.begin(Optional.of(arrived), TwoCalls.BEGIN))
                .containsExactly(
                        new CallAction.ControlOpen(true),
                        new CallAction.ControlReceived(List.of(H245)),
                        new CallAction.ControlReceived(List.of(H245, H245)));
    }

    /** H.460.18: who cannot reach the other side has it connect, whatever address it names, whoever has called. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hasTheOtherSideConnectWhereItIsBehindANat(boolean callerReached) {
        TwoCalls two = new TwoCalls(
                TwoCalls.setup(List.of()),
                callerReached
                        ? TwoCalls.settings(false)
                        : TwoCalls.settings(false).unreached(),
                callerReached ? TwoCalls.settings(false).unreached() : TwoCalls.settings(false));
        two.run();
        two.callee.does(two.callee.call().proceed());
        two.callee.does(two.callee.call().connect(two.now));
        two.run();

        TwoCalls.Side outside = callerReached ? two.callee : two.caller;
        TwoCalls.Side inside = callerReached ? two.caller : two.callee;
        assertThat(outside.saw(CallAction.ConnectControl.class)).isFalse();
        assertThat(inside.saw(CallAction.ConnectControl.class)).isTrue();
        for (TwoCalls.Side side : List.of(inside, outside)) {
            assertThat(side.all(CallAction.ControlOpen.class)).containsExactly(new CallAction.ControlOpen(false));
        }
    }

    @Test
    void tellsWhatEachSideHas() {
        FeatureSet server = new MediaTraversal(MediaTraversal.Role.SERVER, false).features();
        FeatureSet client = new MediaTraversal(MediaTraversal.Role.CLIENT, false).features();
        TwoCalls two = new TwoCalls(
                TwoCalls.setup(List.of()).with(server),
                TwoCalls.settings(true),
                TwoCalls.settings(true).with(client));
        two.run();
        assertThat(two.callee.call().theirFeatures()).isEqualTo(server);
        assertThat(two.caller.call().theirFeatures()).isEqualTo(FeatureSet.NONE);

        two.callee.does(two.callee.call().proceed());
        two.run();

        assertThat(two.caller.call().theirFeatures()).isEqualTo(client);
    }

    /** GNU Gatekeeper hands on an address that is named in CallProceeding, to a caller who does not reach it. */
    @Test
    void namesAnAddressBehindANatAfterConnectAlone() {
        for (MediaTraversal.Role caller : MediaTraversal.Role.values()) {
            TwoCalls two = new TwoCalls(
                    TwoCalls.setup(List.of()).with(new MediaTraversal(caller, false).features()),
                    TwoCalls.settings(false),
                    TwoCalls.settings(false));
            two.controlReachable = false;
            two.run();
            two.callee.does(two.callee.call().proceed());
            two.run();
            assertThat(two.callee.saw(CallAction.ListenForControl.class))
                    .isEqualTo(caller == MediaTraversal.Role.CLIENT);

            two.callee.does(two.callee.call().connect(two.now));
            two.run();
            assertThat(two.callee.saw(CallAction.ListenForControl.class)).isTrue();
            if (caller == MediaTraversal.Role.SERVER) {
                assertThat(two.callee.sent().getLast())
                        .isInstanceOfSatisfying(
                                SignallingBody.Facility.class,
                                facility ->
                                        assertThat(facility.controlAddress()).isPresent());
            }
        }
    }
}
