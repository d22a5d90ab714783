package org.courtbridge.h323.h460;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.RandomValues;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.Type;
import org.courtbridge.h323.h225.Captured;
import org.courtbridge.h323.h225.generic.GenericDataTypes;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.h323.h245.OpenLogicalChannelAck;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.ras.RasMessage;
import org.courtbridge.h323.ras.ServiceControlMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureTest {

    private static final int MANY = 500;
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.7", 1720);
    private static final InetSocketAddress SIX = new InetSocketAddress("2001:db8::7", 3000);
    private static final Octets CALL = Octets.ofHex("00112233445566778899aabbccddeeff");

    static Stream<Type> tables() {
        return Stream.of(
                H460Types.INCOMING_CALL_INDICATION,
                H460Types.LRQ_KEEP_ALIVE_DATA,
                H460Types.TRAVERSAL_PARAMETERS,
                QosTypes.RTCP_MEASURES,
                QosTypes.QOS_MONITORING_REPORT_DATA);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void readsAnyValueThatItWrites(Type table) {
        RandomValues values = new RandomValues(new Random(1));
        for (int i = 0; i < MANY; i++) {
            Object value = values.of(table);

            assertThat(table.decode(table.encode(value))).isEqualTo(value);
        }
    }

    @Test
    void keepsAllOfAnyGenericData() {
        RandomValues values = new RandomValues(new Random(2));
        for (int i = 0; i < MANY; i++) {
            Sequence data = (Sequence) values.of(GenericDataTypes.GENERIC_DATA);
            Sequence set = (Sequence) values.of(GenericDataTypes.FEATURE_SET);

            assertThat(Feature.of(data).toSequence()).isEqualTo(data);
            // A list of no features says no more than none.
            assertThat(FeatureSet.of(FeatureSet.of(set).toSequence())).isEqualTo(FeatureSet.of(set));
        }
    }

    @Test
    void knowsWhatIsItsOwn() {
        Feature feature = new Feature(
                new FeatureIdentifier.Registered(ObjectIdentifier.of("1.3.6.1.4.1.17090.0.1")),
                List.of(
                        FeatureParameter.flag(1, true),
                        FeatureParameter.mark(2),
                        FeatureParameter.raw(3, Octets.ofHex("0102")),
                        new FeatureParameter(new FeatureIdentifier.NonStandard(CALL), Optional.empty())));
        Feature read = Feature.of(feature.toSequence());

        assertThat(read).isEqualTo(feature);
        assertThat(read.is(1)).isFalse();
        assertThat(read.parameter(1).flatMap(FeatureParameter::flag)).contains(true);
        assertThat(read.parameter(2).flatMap(FeatureParameter::flag)).isEmpty();
        assertThat(read.parameter(3).flatMap(FeatureParameter::raw)).contains(Octets.ofHex("0102"));
        assertThat(read.parameter(4)).isEmpty();
    }

    private static List<Feature> captured(String call, String message) {
        List<Feature> features = new ArrayList<>();
        for (Captured captured : Captured.of(call)) {
            if (captured.isRas()) {
                Choice ras = (Choice) captured.type().decode(captured.octets().toArray());
                if (ras.is(message)) {
                    Sequence in = (Sequence) ras.value();
                    features.addAll(Feature.ofAll(in));
                    in.find("featureSet", Sequence.class)
                            .map(FeatureSet::of)
                            .ifPresent(set -> features.addAll(set.supported()));
                }
            }
        }
        return features;
    }

    @Test
    void readsWhatEndpointsSayOfThemselves() {
        assertThat(captured("g1", "registrationRequest"))
                .contains(
                        Feature.of(Feature.SIGNALLING_TRAVERSAL),
                        Feature.of(
                                Feature.NAT_DETERMINATION,
                                FeatureParameter.flag(1, true),
                                FeatureParameter.flag(2, true),
                                FeatureParameter.flag(7, true)));
        assertThat(captured("g1", "admissionRequest"))
                .contains(Feature.of(Feature.QOS_MONITORING), Feature.of(Feature.POINT_TO_POINT_MEDIA));
        FeatureSet set = FeatureSet.supporting(Feature.of(Feature.MEDIA_TRAVERSAL, FeatureParameter.mark(1)));
        assertThat(set.find(Feature.MEDIA_TRAVERSAL).flatMap(feature -> feature.parameter(1)))
                .contains(FeatureParameter.mark(1));
        assertThat(set.find(Feature.SIGNALLING_TRAVERSAL)).isEmpty();
    }

    /** H.460.18. */
    @Test
    void readsOfACallThatWaits() {
        Captured indication = Captured.of("g1").stream()
                .filter(Captured::isRas)
                .filter(message ->
                        ((Choice) message.type().decode(message.octets().toArray())).is("serviceControlIndication"))
                .findFirst()
                .orElseThrow();
        ServiceControlMessage.Indication read = (ServiceControlMessage.Indication) RasMessage.of(
                (Choice) indication.type().decode(indication.octets().toArray()));
        IncomingCall call = IncomingCall.of(read.features().getFirst()).orElseThrow();

        assertThat(call)
                .isEqualTo(new IncomingCall(
                        new InetSocketAddress("10.10.0.3", 1720), Octets.ofHex("c689cefcc8e6f1119cf9cca614797699")));
        assertThat(call.toFeature()).isEqualTo(read.features().getFirst());
        assertThat(Octets.of(read.encode())).isEqualTo(indication.octets());
    }

    @Test
    void refusesEveryCallThatIsCutOff() {
        Feature whole = new IncomingCall(SIX, CALL).toFeature();
        assertThat(IncomingCall.of(whole)).contains(new IncomingCall(SIX, CALL));
        byte[] octets =
                whole.parameter(1).flatMap(FeatureParameter::raw).orElseThrow().toArray();
        for (int length = 0; length < octets.length; length++) {
            Feature cut = Feature.of(
                    Feature.SIGNALLING_TRAVERSAL, FeatureParameter.raw(1, Octets.of(Arrays.copyOf(octets, length))));

            assertThatThrownBy(() -> IncomingCall.of(cut)).isInstanceOf(PerException.class);
        }
        assertThat(IncomingCall.of(Feature.of(Feature.SIGNALLING_TRAVERSAL))).isEmpty();
        assertThat(IncomingCall.of(new Feature(new FeatureIdentifier.Standard(5), whole.parameters())))
                .isEmpty();
    }

    /** H.460.17. */
    @Test
    void carriesMessagesOfRas() {
        Octets one = Captured.of("g1").getFirst().octets();
        Octets other = Captured.of("g1").get(2).octets();
        Feature feature = Feature.of(TunnelledRas.toFeature(one, other).toSequence());

        assertThat(TunnelledRas.messages(feature)).containsExactly(one, other);
        assertThat(TunnelledRas.messages(new IncomingCall(ADDRESS, CALL).toFeature()))
                .isEmpty();
    }

    /** H.460.19, as the gatekeeper and the endpoints have it. */
    @Test
    void readsHowMediaComeThrough() {
        List<TraversalParameters> requested = new ArrayList<>();
        List<TraversalParameters> answered = new ArrayList<>();
        org.courtbridge.h323.h245.Captured.of("g1").stream()
                .filter(org.courtbridge.h323.h245.Captured::isControl)
                .forEach(captured -> {
                    switch (ControlMessage.of(captured.message())) {
                        case OpenLogicalChannel open -> {
                            TraversalParameters.of(open.genericInformation()).ifPresent(requested::add);
                        }
                        case OpenLogicalChannelAck ack -> {
                            TraversalParameters.of(ack.genericInformation()).ifPresent(answered::add);
                        }
                        default -> {}
                    }
                });

        assertThat(requested)
                .containsOnly(
                        TraversalParameters.NONE,
                        new TraversalParameters(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new InetSocketAddress("10.10.0.3", 1024)),
                                Optional.empty(),
                                Optional.of(Duration.ofSeconds(19))));
        assertThat(answered)
                .contains(new TraversalParameters(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(127),
                        Optional.empty()));
        assertThat(TraversalParameters.of(List.of())).isEmpty();
    }

    @Test
    void saysHowMediaComeThrough() {
        TraversalParameters all = new TraversalParameters(
                Optional.of(ADDRESS),
                Optional.of(SIX),
                Optional.of(4_294_967_295L),
                Optional.of(ADDRESS),
                Optional.of(127),
                Optional.of(Duration.ofSeconds(19)));

        assertThat(TraversalParameters.of(List.of(all.toInformation()))).contains(all);
        assertThat(TraversalParameters.of(List.of(TraversalParameters.NONE.toInformation())))
                .contains(TraversalParameters.NONE);
    }
}
