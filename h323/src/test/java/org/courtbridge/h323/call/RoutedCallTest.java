package org.courtbridge.h323.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.call.RoutedCall.Side;
import org.courtbridge.h323.h225.CallSignalling;
import org.courtbridge.h323.h225.SecurityTypes;
import org.courtbridge.h323.h225.TransportAddress;
import org.courtbridge.h323.h235.HashedToken;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.TunnelledRas;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.InformationElement;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.q931.UserUser;
import org.courtbridge.h323.ras.UnregistrationMessage;
import org.junit.jupiter.api.Test;

class RoutedCallTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final InetSocketAddress CALLER = address(2, 1720);
    private static final InetSocketAddress CALLEE = address(3, 1720);
    private static final InetSocketAddress GATEKEEPER = address(1, 1720);
    private static final InetSocketAddress H245 = address(3, 40_001);
    private static final Octets GUID = Octets.ofHex("00112233445566778899aabbccddeeff");
    private static final CallReference AT_CALLER = CallReference.ofOriginator(7);
    private static final CallReference AT_CALLEE = CallReference.ofOriginator(1_000);
    private static final InformationElement UNKNOWN = new InformationElement(0x55, Octets.ofHex("0102"));

    private RoutedCall call = routed(setup());

    private static InetSocketAddress address(int host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("10.0.0." + host), port);
    }

    private static RoutedCall routed(Q931Message setup) {
        return RoutedCall.of(setup, new RoutedCall.Route(CALLEE, GATEKEEPER, AT_CALLEE.value()), Timers.USUAL);
    }

    private static Q931Message setup() {
        SignallingBody.Setup setup = SignallingBody.Setup.of(
                new SignallingBody.Setup.Identity(Optional.of(GUID), GUID),
                new SignallingBody.Setup.Parties(
                        List.of(), List.of(), Optional.empty(), Optional.of("Alice"), Optional.of(GATEKEEPER)),
                new SignallingBody.Setup.Early(Optional.of(address(2, 40_000)), List.of(), List.of(), false),
                12);
        return message(AT_CALLER, setup).with(UNKNOWN);
    }

    private static Q931Message message(CallReference reference, SignallingBody body) {
        return SignallingMessage.ofBody(reference, body, Optional.of(true)).toMessage();
    }

    private static Q931Message answer(SignallingBody.Answer.Step step) {
        return message(
                AT_CALLEE.reversed(),
                new SignallingBody.Answer(
                        step,
                        Optional.of(GUID),
                        GUID,
                        Optional.of(H245),
                        List.of(),
                        false,
                        Optional.of("Bob"),
                        FeatureSet.NONE,
                        List.of()));
    }

    private static Q931Message release(CallReference reference, ReleaseReason reason) {
        return message(reference, new SignallingBody.Release(Optional.of(GUID), reason));
    }

    private static Q931Message keys(String keys) {
        return message(AT_CALLER, new SignallingBody.Information(keys));
    }

    private static Sequence uuie(Q931Message message) {
        return (Sequence) ((Sequence) CallSignalling.H323_USER_INFORMATION.decode(
                        message.userUser().orElseThrow().information().toArray()))
                .get("h323-uu-pdu", Sequence.class)
                .get("h323-message-body", Choice.class)
                .value();
    }

    /** The same with another Setup-UUIE, Connect-UUIE and so on. */
    private static Q931Message with(Q931Message message, UnaryOperator<Sequence.Builder> change) {
        Sequence information = (Sequence) CallSignalling.H323_USER_INFORMATION.decode(
                message.userUser().orElseThrow().information().toArray());
        Sequence pdu = information.get("h323-uu-pdu", Sequence.class);
        Choice body = pdu.get("h323-message-body", Choice.class);
        Sequence changed = change.apply(((Sequence) body.value()).but()).done();
        return message.replacing(UserUser.h225(CallSignalling.H323_USER_INFORMATION.encode(information
                        .but()
                        .set(
                                "h323-uu-pdu",
                                pdu.but()
                                        .set(
                                                "h323-message-body",
                                                CallSignalling.H323_MESSAGE_BODY.value(body.name(), changed))
                                        .done())
                        .done()))
                .toElement());
    }

    private static Q931Message sent(List<RoutedAction> actions, Side to) {
        return actions.stream()
                .filter(action -> action instanceof RoutedAction.Send send && send.to() == to)
                .map(action -> ((RoutedAction.Send) action).message())
                .reduce((_, _) -> {
                    throw new AssertionError("more than one message");
                })
                .orElseThrow();
    }

    private static ReleaseReason released(List<RoutedAction> actions, Side to) {
        return ((SignallingBody.Release) SignallingMessage.of(sent(actions, to)).body()).reason();
    }

    /** @return what the called side is sent */
    private Q931Message connect() {
        assertThat(call.begin(NOW)).containsExactly(new RoutedAction.Connect(CALLEE));
        return sent(call.connected(), Side.CALLEE);
    }

    private void answer() {
        connect();
        call.receive(Side.CALLEE, answer(SignallingBody.Answer.Step.CONNECT), NOW);
        assertThat(call.state()).isEqualTo(Call.State.CONNECTED);
    }

    @Test
    void sendsSetupOnToTheCalledSide() {
        Q931Message setup = with(
                setup(),
                in -> in.set("sourceCallSignalAddress", TransportAddress.toChoice(CALLER))
                        .set("endpointIdentifier", "1234_alice")
                        .set("multipleCalls", true)
                        .set("maintainConnection", true)
                        .set("hopCount", 5));
        call = routed(setup);
        Q931Message onward = connect();

        assertThat(onward.callReference()).isEqualTo(AT_CALLEE);
        assertThat(onward.elements())
                .hasSameSizeAs(setup.elements())
                .contains(UNKNOWN)
                .startsWith(setup.elements().getFirst());
        Sequence expected = uuie(setup)
                .but()
                .set("destCallSignalAddress", TransportAddress.toChoice(CALLEE))
                .set("sourceCallSignalAddress", TransportAddress.toChoice(GATEKEEPER))
                .without("endpointIdentifier")
                .set("multipleCalls", false)
                .set("maintainConnection", false)
                .set("hopCount", 4)
                .done();
        assertThat(uuie(onward)).isEqualTo(expected);
    }

    @Test
    void addsNothingThatTheCallerLeftOut() {
        assertThat(uuie(connect()))
                .isEqualTo(uuie(setup())
                        .but()
                        .set("destCallSignalAddress", TransportAddress.toChoice(CALLEE))
                        .done());
    }

    @Test
    void endsACallThatHasComeAsFarAsItMay() {
        call = routed(with(setup(), in -> in.set("hopCount", 1)));
        List<RoutedAction> actions = call.begin(NOW);

        ReleaseReason reason = ReleaseReason.ofReason("hopCountExceeded");
        assertThat(released(actions, Side.CALLER)).isEqualTo(reason);
        assertThat(actions).hasSize(2).contains(new RoutedAction.Ended(reason, Optional.empty()));
    }

    @Test
    void handsOnWhatNeedsNoChangeOctetForOctet() {
        connect();
        Q931Message connect = answer(SignallingBody.Answer.Step.CONNECT).with(UNKNOWN);
        List<RoutedAction> actions = call.receive(Side.CALLEE, connect, NOW);

        assertThat(actions)
                .containsExactly(
                        new RoutedAction.Send(Side.CALLER, connect.with(AT_CALLER.reversed())),
                        new RoutedAction.Answered());
        assertThat(call.state()).isEqualTo(Call.State.CONNECTED);
        assertThat(call.deadline()).isEmpty();
    }

    @Test
    void letsNobodyPutASecondCallOnTheConnection() {
        connect();
        Q931Message alerting = answer(SignallingBody.Answer.Step.ALERTING);
        Q931Message shared = with(alerting, in -> in.set("multipleCalls", true).set("maintainConnection", true));
        assertThat(sent(call.receive(Side.CALLEE, shared, NOW), Side.CALLER))
                .isEqualTo(alerting.with(AT_CALLER.reversed()));
    }

    /** It was over all octets of the message, and those are others now. */
    @Test
    void leavesOutProofsThatWereForTheGatekeeper() {
        HashedToken token = HashedToken.unsealed("alice", Optional.of("gatekeeper"), NOW, new Random(1));
        UnaryOperator<Sequence.Builder> proved = in -> in.set(
                "cryptoTokens",
                List.of(SecurityTypes.CRYPTO_H323_TOKEN.value("nestedcryptoToken", token.toCryptoToken())));
        call = routed(with(setup(), proved));
        assertThat(uuie(connect()).has("cryptoTokens")).isFalse();

        Q931Message alerting = answer(SignallingBody.Answer.Step.ALERTING);
        assertThat(sent(call.receive(Side.CALLEE, with(alerting, proved), NOW), Side.CALLER))
                .isEqualTo(alerting.with(AT_CALLER.reversed()));
    }

    /** Whoever is called would take it for his gatekeeper's: a URQ, or the answer to a request of his. */
    @Test
    void handsNoRasOn() {
        Feature other = Feature.of(Feature.MEDIA_TRAVERSAL);
        Feature ras = TunnelledRas.toFeature(Octets.of(new UnregistrationMessage.Confirm(1).encode()));
        call = routed(featured(setup(), ras, other));
        assertThat(SignallingMessage.of(connect()).features()).containsExactly(other);

        Q931Message information = keys("1");
        assertThat(sent(call.receive(Side.CALLER, featured(information, ras), NOW), Side.CALLEE))
                .isEqualTo(information.with(AT_CALLEE));
        Q931Message empty = message(AT_CALLER, new SignallingBody.Empty());
        assertThat(sent(call.receive(Side.CALLER, featured(empty, ras), NOW), Side.CALLEE))
                .isEqualTo(empty.with(AT_CALLEE));
        Q931Message alerting = answer(SignallingBody.Answer.Step.ALERTING);
        assertThat(sent(call.receive(Side.CALLEE, featured(alerting, other, ras), NOW), Side.CALLER))
                .isEqualTo(featured(alerting, other).with(AT_CALLER.reversed()));
    }

    private static Q931Message featured(Q931Message message, Feature... features) {
        SignallingMessage said = SignallingMessage.of(message);
        Q931Message featured = new SignallingMessage(
                        said.reference(), said.body(), said.tunnelling(), List.of(), List.of(), List.of(features))
                .toMessage();
        return message.replacing(featured.userUser().orElseThrow().toElement());
    }

    @Test
    void handsOnWhatItCannotRead() {
        connect();
        Q931Message foreign = new Q931Message(
                AT_CALLER, new MessageType(0x20), List.of(new UserUser(0x04, Octets.ofHex("ff")).toElement()));
        assertThat(sent(call.receive(Side.CALLER, foreign, NOW), Side.CALLEE)).isEqualTo(foreign.with(AT_CALLEE));
    }

    @Test
    void refusesInformationThatIsNone() {
        connect();
        Q931Message malformed = new Q931Message(
                AT_CALLER,
                MessageType.FACILITY,
                List.of(UserUser.h225(new byte[] {1}).toElement()));
        assertThatThrownBy(() -> call.receive(Side.CALLER, malformed, NOW)).isInstanceOf(PerException.class);
        assertThat(call.receive(Side.CALLER, keys("1"), NOW)).hasSize(1);
        assertThatThrownBy(() -> routed(keys("1")))
                .isInstanceOf(Q931Exception.class)
                .hasMessage("message: INFORMATION (expected: SETUP)");
    }

    @Test
    void leavesOutWhatIsOfAnotherCall() {
        answer();
        Q931Message keys = keys("1");
        assertThat(call.receive(Side.CALLER, keys.with(CallReference.ofOriginator(8)), NOW))
                .isEmpty();
        assertThat(call.receive(Side.CALLER, keys.with(AT_CALLER.reversed()), NOW))
                .isEmpty();
        assertThat(call.receive(Side.CALLEE, keys.with(AT_CALLER.reversed()), NOW))
                .isEmpty();
        assertThat(call.receive(Side.CALLER, setup(), NOW)).isEmpty();
        assertThat(call.receive(Side.CALLEE, keys.with(AT_CALLEE.reversed()), NOW))
                .containsExactly(new RoutedAction.Send(Side.CALLER, keys.with(AT_CALLER.reversed())));
    }

    @Test
    void keepsWhatTheCallerSaysUntilThereIsAConnection() {
        call.begin(NOW);
        assertThat(call.receive(Side.CALLER, keys("1"), NOW)).isEmpty();
        assertThat(call.receive(Side.CALLER, keys("2"), NOW)).isEmpty();

        assertThat(call.connected())
                .hasSize(3)
                .endsWith(
                        new RoutedAction.Send(Side.CALLEE, keys("1").with(AT_CALLEE)),
                        new RoutedAction.Send(Side.CALLEE, keys("2").with(AT_CALLEE)));
    }

    @Test
    void endsTheCallOfACallerWhoSaysTooMuchBeforeThereIsAConnection() {
        call.begin(NOW);
        // The Setup is one of those that are kept.
        for (int said = 1; said < RoutedCall.MOST_KEPT; said++) {
            assertThat(call.receive(Side.CALLER, keys("1"), NOW)).isEmpty();
        }
        List<RoutedAction> actions = call.receive(Side.CALLER, keys("1"), NOW);
        assertThat(released(actions, Side.CALLER)).isEqualTo(ReleaseReason.CONGESTED);
        assertThat(actions).hasSize(2);
        assertThat(call.connected()).isEmpty();
    }

    @Test
    void handsOnTheEnd() {
        answer();
        Q931Message release = release(AT_CALLEE.reversed(), ReleaseReason.BUSY);
        assertThat(call.receive(Side.CALLEE, release, NOW))
                .containsExactly(
                        new RoutedAction.Send(Side.CALLER, release.with(AT_CALLER.reversed())),
                        new RoutedAction.Ended(ReleaseReason.BUSY, Optional.of(Side.CALLEE)));
        assertThat(call.receive(Side.CALLER, release(AT_CALLER, ReleaseReason.NORMAL), NOW))
                .isEmpty();
        assertThat(call.connectionLost(Side.CALLER)).isEmpty();
        assertThat(call.release(ReleaseReason.NORMAL)).isEmpty();
        assertThat(call.disengaged(NOW)).isEmpty();
        assertThat(call.deadline()).isEmpty();
    }

    @Test
    void endsBeforeTheCalledSideHeardOfIt() {
        call.begin(NOW);
        assertThat(call.receive(Side.CALLER, release(AT_CALLER, ReleaseReason.NORMAL), NOW))
                .containsExactly(new RoutedAction.Ended(ReleaseReason.NORMAL, Optional.of(Side.CALLER)));
    }

    @Test
    void saysThatTheCalledSideIsNotToBeReached() {
        call.begin(NOW);
        List<RoutedAction> actions = call.connectionLost(Side.CALLEE);
        ReleaseReason unreachable = new ReleaseReason(Optional.of("unreachableDestination"), Optional.of(3));
        assertThat(released(actions, Side.CALLER)).isEqualTo(unreachable);
        assertThat(actions).endsWith(new RoutedAction.Ended(unreachable, Optional.of(Side.CALLEE)));
    }

    @Test
    void saysThatNobodyResponds() {
        connect();
        List<RoutedAction> actions = call.connectionLost(Side.CALLEE);
        assertThat(released(actions, Side.CALLER)).isEqualTo(ReleaseReason.NOBODY_RESPONDS);
        assertThat(actions).endsWith(new RoutedAction.Ended(ReleaseReason.NOBODY_RESPONDS, Optional.of(Side.CALLEE)));
    }

    @Test
    void saysThatTheConnectionIsLost() {
        connect();
        assertThat(released(call.connectionLost(Side.CALLER), Side.CALLEE)).isEqualTo(ReleaseReason.NORMAL);

        call = routed(setup());
        answer();
        assertThat(released(call.connectionLost(Side.CALLER), Side.CALLEE)).isEqualTo(ReleaseReason.OUT_OF_ORDER);
    }

    @Test
    void endsBothSidesWhenNobodyAnswers() {
        connect();
        assertThat(call.deadline()).contains(NOW.plus(Timers.USUAL.setup()));
        call.receive(Side.CALLEE, answer(SignallingBody.Answer.Step.CALL_PROCEEDING), NOW);
        assertThat(call.deadline()).contains(NOW.plus(Timers.USUAL.proceeding()));
        call.receive(Side.CALLEE, answer(SignallingBody.Answer.Step.ALERTING), NOW);
        // What is said late changes nothing.
        call.receive(Side.CALLEE, answer(SignallingBody.Answer.Step.PROGRESS), NOW);
        Instant deadline = NOW.plus(Timers.USUAL.alerting());
        assertThat(call.deadline()).contains(deadline);

        assertThat(call.expire(deadline.minusMillis(1))).isEmpty();
        List<RoutedAction> actions = call.expire(deadline);
        assertThat(released(actions, Side.CALLER)).isEqualTo(ReleaseReason.NO_ANSWER);
        assertThat(released(actions, Side.CALLEE)).isEqualTo(ReleaseReason.NO_ANSWER);
        assertThat(sent(actions, Side.CALLER).callReference()).isEqualTo(AT_CALLER.reversed());
        assertThat(sent(actions, Side.CALLEE).callReference()).isEqualTo(AT_CALLEE);
        assertThat(actions).endsWith(new RoutedAction.Ended(ReleaseReason.NO_ANSWER, Optional.empty()));
    }

    @Test
    void endsBothSidesSoonAfterTheGatekeeperDid() {
        answer();
        assertThat(call.disengaged(NOW)).isEmpty();
        // The other side's part ends too, which does not give more time.
        assertThat(call.disengaged(NOW.plus(Duration.ofSeconds(3)))).isEmpty();
        Instant deadline = NOW.plus(RoutedCall.FAREWELL);
        assertThat(call.deadline()).contains(deadline);

        List<RoutedAction> actions = call.expire(deadline);
        assertThat(released(actions, Side.CALLER)).isEqualTo(ReleaseReason.NORMAL);
        assertThat(released(actions, Side.CALLEE)).isEqualTo(ReleaseReason.NORMAL);
    }
}
