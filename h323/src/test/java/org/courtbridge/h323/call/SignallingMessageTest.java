package org.courtbridge.h323.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AdmittedDetails;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h235.DhGroup;
import org.courtbridge.h323.h235.H235Types;
import org.courtbridge.h323.h235.KeyAgreement;
import org.courtbridge.h323.h245.AudioCapability;
import org.courtbridge.h323.h245.AudioCoding;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h450.OperationCode;
import org.courtbridge.h323.h450.RemoteOperation;
import org.courtbridge.h323.h450.SupplementaryService;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureParameter;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.h323.q931.CallState;
import org.courtbridge.h323.q931.Cause;
import org.courtbridge.h323.q931.MessageType;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.h323.ras.RequestInProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignallingMessageTest {

    private static final Octets GUID = Octets.ofHex("ffeeddccbbaa99887766554433221100");
    private static final Optional<Octets> CALL = Optional.of(GUID);
    private static final InetSocketAddress ADDRESS = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 1720);
    private static final InetSocketAddress SIX = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 30_000);
    private static final List<Octets> CONTROL =
            List.of(new ControlMessage.SendCapabilities().encode(), new ControlMessage.EndSession().encode());
    private static final List<Octets> SERVICES = List.of(
            new SupplementaryService(
                            SupplementaryService.Interpretation.DISCARD,
                            List.of(new RemoteOperation.Invoke(
                                    7, Optional.empty(), OperationCode.local(101), Optional.empty())))
                    .encode(),
            SupplementaryService.answering(List.of(new RemoteOperation.Failure(
                            BigInteger.valueOf(8), OperationCode.local(3), Optional.empty())))
                    .encode());
    private static final Sequence TOKEN = H235Types.CLEAR_TOKEN
            .build()
            .set("tokenOID", ObjectIdentifier.of("0.0.8.235.0.2.5"))
            .set("random", BigInteger.valueOf(7))
            .done();
    private static final List<Octets> CHANNELS = Stream.of(1, 2)
            .map(channel -> OpenLogicalChannel.forward(
                            channel,
                            new DataType.Audio(new AudioCapability.Frames(AudioCoding.G711_ALAW_64K, 20)),
                            H2250Parameters.of(1, ADDRESS))
                    .toFastStart())
            .toList();

    static Stream<SignallingBody> bodies() {
        return Stream.of(
                new SignallingBody.Setup(
                        new SignallingBody.Setup.Identity(CALL, GUID),
                        new SignallingBody.Setup.Parties(
                                List.of(new AliasAddress.H323Id("Зал 1"), new AliasAddress.DialledDigits("77")),
                                List.of(new AliasAddress.Url("h323:4501@court.example")),
                                Optional.of("4501"),
                                Optional.of("Zal 1"),
                                Optional.of(ADDRESS)),
                        new SignallingBody.Setup.Early(Optional.of(SIX), CHANNELS, CONTROL, true),
                        24,
                        new SignallingBody.Setup.Admitted(
                                Optional.of("3_endp"),
                                new AdmittedDetails(
                                        List.of(new AliasAddress.DialledDigits("78")),
                                        Optional.of(new AliasAddress.H323Id("Зал 2")),
                                        List.of(TOKEN))),
                        new FeatureSet(
                                false,
                                List.of(Feature.of(Feature.MEDIA_TRAVERSAL)),
                                List.of(Feature.of(Feature.NAT_DETERMINATION)),
                                List.of(Feature.of(Feature.QOS_MONITORING))),
                        false),
                new SignallingBody.Setup(
                        new SignallingBody.Setup.Identity(CALL, GUID),
                        new SignallingBody.Setup.Parties(
                                List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty()),
                        SignallingBody.Setup.Early.NONE,
                        1,
                        SignallingBody.Setup.Admitted.NONE,
                        FeatureSet.NONE,
                        true),
                SignallingBody.Setup.of(
                        new SignallingBody.Setup.Identity(Optional.empty(), GUID),
                        new SignallingBody.Setup.Parties(
                                List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty()),
                        SignallingBody.Setup.Early.NONE,
                        1),
                new SignallingBody.Facility(
                        CALL,
                        SignallingBody.Facility.CALL_FORWARDED,
                        Optional.of(ADDRESS),
                        List.of(new AliasAddress.DialledDigits("12")),
                        Optional.of(SIX),
                        CHANNELS),
                new SignallingBody.Release(CALL, ReleaseReason.BUSY),
                new SignallingBody.Release(CALL, ReleaseReason.SECURITY),
                new SignallingBody.Information("12#"),
                new SignallingBody.StatusInquiry(CALL),
                new SignallingBody.Status(CALL, Cause.of(30), Optional.of(CallState.ACTIVE)),
                new SignallingBody.Empty());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void comesBackAsItWas(SignallingBody body) {
        SignallingMessage message = new SignallingMessage(
                CallReference.ofOriginator(300), body, Optional.of(true), CONTROL, SERVICES, List.of());

        assertThat(again(message)).isEqualTo(message);
    }

    /** H.460.17: of no call, as the endpoints and gatekeepers that have it send it. */
    @Test
    void carriesRas() {
        Octets one = Octets.of(new RequestInProgress(1, Duration.ofSeconds(5)).encode());
        Octets other = Octets.of(new RequestInProgress(2, Duration.ofSeconds(5)).encode());
        SignallingMessage message = SignallingMessage.ofRas(one, other);

        assertThat(again(message)).isEqualTo(message);
        assertThat(again(message).ras()).containsExactly(one, other);
        assertThat(message.toMessage().type()).isEqualTo(MessageType.FACILITY);
        assertThat(message.reference().value()).isZero();
        assertThat(new SignallingMessage(
                                message.reference(),
                                message.body(),
                                message.tunnelling(),
                                CONTROL,
                                List.of(),
                                List.of(Feature.of(Feature.MEDIA_TRAVERSAL, FeatureParameter.raw(1, one))))
                        .ras())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SignallingBody.Answer.Step.class)
    void eachStepComesBackAsItWas(SignallingBody.Answer.Step step) {
        boolean last = step == SignallingBody.Answer.Step.CONNECT;
        SignallingMessage message = SignallingMessage.ofBody(
                CallReference.ofOriginator(300).reversed(),
                new SignallingBody.Answer(
                        step,
                        CALL,
                        last ? GUID : Uuie.NO_CONFERENCE,
                        Optional.of(ADDRESS),
                        CHANNELS,
                        true,
                        Optional.of("Zal 1"),
                        step == SignallingBody.Answer.Step.PROGRESS
                                ? FeatureSet.NONE
                                : FeatureSet.supporting(Feature.of(Feature.MEDIA_TRAVERSAL, FeatureParameter.mark(2))),
                        KeyAgreement.offer(List.of(DhGroup.DH1024)).tokens()),
                Optional.empty());

        assertThat(again(message)).isEqualTo(message);
    }

    private static SignallingMessage again(SignallingMessage message) {
        byte[] octets = message.toMessage().encode();
        SentMessages.signalling(octets);
        return SignallingMessage.of(Q931Message.decode(octets));
    }

    @Test
    void takesARedirectionForOneOnlyIfItSaysWhereTo() {
        SignallingBody.Facility nowhere = new SignallingBody.Facility(
                CALL, SignallingBody.Facility.CALL_FORWARDED, Optional.empty(), List.of(), Optional.empty(), List.of());

        assertThat(nowhere.isRedirection()).isFalse();
    }

    /** An endpoint that says why by a Cause alone, and one that has nothing to say. */
    @Test
    void takesAReleaseWithoutUserInformation() {
        Q931Message bare = new Q931Message(CallReference.ofOriginator(1), MessageType.RELEASE_COMPLETE, List.of());
        Q931Message cause = bare.with(Cause.of(17).toElement());

        assertThat(SignallingMessage.of(cause).body())
                .isEqualTo(new SignallingBody.Release(Optional.empty(), ReleaseReason.BUSY));
        assertThat(SignallingMessage.of(bare).body())
                .isEqualTo(new SignallingBody.Release(Optional.empty(), ReleaseReason.NORMAL));
    }

    @Test
    void refusesASetupWithoutUserInformation() {
        Q931Message bare = new Q931Message(CallReference.ofOriginator(1), MessageType.SETUP, List.of());

        assertThatThrownBy(() -> SignallingMessage.of(bare))
                .isInstanceOf(Q931Exception.class)
                .hasMessage("SETUP without setup");
    }
}
