package org.courtbridge.h323.ras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.SentMessages;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h225.Captured;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h460.Feature;
import org.courtbridge.h323.h460.FeatureParameter;
import org.courtbridge.h323.h460.FeatureSet;
import org.courtbridge.h323.h460.QosReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** H.460.9: a gatekeeper wants to know how media are, and hands on what it is told. */
class QosReportsTest {

    private static final Octets CALL = Octets.ofHex("c689cefcc8e6f1119cf9cca614797699");
    private static final Octets OTHER = Octets.ofHex("00112233445566778899aabbccddeeff");
    private static final FeatureSet ABLE = FeatureSet.supporting(Feature.of(Feature.QOS_MONITORING));
    private static final FeatureSet WANTED = FeatureSet.desiring(Feature.of(Feature.QOS_MONITORING));
    private static final List<QosReport.Channel> CHANNELS = List.of(new QosReport.Channel(
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.of(7L),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(12L),
            Optional.empty()));
    private static final QosReport LAST = new QosReport(Optional.empty(), CHANNELS);

    private final Random random = new Random(4);
    private final Gatekeeper gatekeeper =
            new Gatekeeper(Lan.policy(1, CallModel.DIRECT), Lan.SUBSCRIBERS, new Random(1));
    private String identifier = "";

    @BeforeEach
    void register() {
        RegistrationMessage.Confirm confirm = (RegistrationMessage.Confirm) answer(says(new RegistrationMessage.Request(
                1,
                false,
                new RegistrationMessage.Request.Endpoint(
                        List.of(Lan.address(4, 1720)),
                        List.of(Lan.address(4, 1719)),
                        Lan.TERMINAL,
                        List.of(new AliasAddress.H323Id("room4")),
                        Lan.VENDOR),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                ABLE)));
        assertThat(confirm.features()).isEqualTo(WANTED);
        identifier = confirm.endpointIdentifier();
    }

    private byte[] sealed(RasMessage message) {
        return new Seal("room4", Optional.of("GK1"), "secret-room4", Lan.START, random).encode(message);
    }

    private List<GatekeeperAction> hears(byte[] octets) {
        return gatekeeper.receive(octets, Lan.address(4, 1719), Lan.START);
    }

    private List<GatekeeperAction> says(RasMessage message) {
        byte[] octets = sealed(message);
        SentMessages.ras(octets);
        return hears(octets);
    }

    private static RasMessage answer(List<GatekeeperAction> actions) {
        Octets octets = actions.stream()
                .filter(GatekeeperAction.Send.class::isInstance)
                .map(action -> ((GatekeeperAction.Send) action).octets())
                .findFirst()
                .orElseThrow();
        SentMessages.ras(octets.toArray());
        return RasMessage.of((Choice) Ras.RAS_MESSAGE.decode(octets.toArray()));
    }

    private AdmissionMessage.Confirm calls(FeatureSet features) {
        return (AdmissionMessage.Confirm) answer(says(new AdmissionMessage.Request(
                2,
                Optional.empty(),
                identifier,
                new AdmissionMessage.Request.Parties(
                        List.of(new AliasAddress.DialledDigits("8100")), Optional.empty(), List.of(), Optional.empty()),
                1_000,
                new AdmissionMessage.Request.Identity(CALL, 5, Optional.of(CALL)),
                false,
                Optional.empty(),
                false,
                features)));
    }

    private AdmittedCall call() {
        return gatekeeper.identified(identifier).orElseThrow().calls().getFirst();
    }

    private List<GatekeeperAction> reports(Feature... features) {
        return says(report(features));
    }

    private InfoMessage.Response report(Feature... features) {
        return new InfoMessage.Response(
                3,
                Lan.TERMINAL,
                identifier,
                Optional.of(Lan.address(4, 1719)),
                List.of(),
                List.of(),
                List.of(new CallStatus(5, CALL, Optional.of(CALL), Optional.of(true), 1_000, CallModel.DIRECT)),
                true,
                true,
                List.of(features));
    }

    private static QosReport of(Octets call) {
        return new QosReport(Optional.of(new QosReport.CallName(call, call, 5)), CHANNELS);
    }

    @Test
    void asksWhoCanReport() {
        assertThat(calls(ABLE).features()).isEqualTo(WANTED);
        assertThat(calls(FeatureSet.NONE).features()).isEqualTo(FeatureSet.NONE);
        DiscoveryMessage.Confirm found = (DiscoveryMessage.Confirm) answer(says(new DiscoveryMessage.Request(
                9,
                Optional.of(Lan.address(4, 1719)),
                Lan.TERMINAL,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                false,
                ABLE)));
        assertThat(found.features()).isEqualTo(WANTED);
    }

    /** As endpoints of others say that they can. */
    @Test
    void readsThatAnEndpointCanReport() {
        assertThat(Captured.of("g1").stream()
                        .filter(Captured::isRas)
                        .map(captured -> RasMessage.of((Choice)
                                captured.type().decode(captured.octets().toArray())))
                        .filter(AdmissionMessage.Request.class::isInstance)
                        .map(message -> ((AdmissionMessage.Request) message).features()))
                .contains(ABLE);
    }

    @Test
    void handsOnWhatIsMeasuredMeanwhile() {
        calls(ABLE);
        List<GatekeeperAction> actions = reports(of(CALL).toFeature(), of(OTHER).toFeature());

        // The other call is none of its own.
        assertThat(actions)
                .contains(new GatekeeperAction.Measured(call(), of(CALL)))
                .filteredOn(GatekeeperAction.Measured.class::isInstance)
                .hasSize(1);
        assertThat(answer(actions)).isEqualTo(new InfoMessage.Ack(3));
    }

    @Test
    void handsOnWhatWasMeasuredUntilTheEnd() {
        calls(ABLE);
        AdmittedCall call = call();
        List<GatekeeperAction> actions = says(new DisengageMessage.Request(
                4,
                identifier,
                CALL,
                5,
                Reasons.DRQ_NORMAL_DROP,
                Optional.of(CALL),
                false,
                Optional.empty(),
                List.of(LAST.toFeature())));

        assertThat(actions).startsWith(new GatekeeperAction.Measured(call, LAST), new GatekeeperAction.Ended(call));
        assertThat(answer(actions)).isEqualTo(new DisengageMessage.Confirm(4));
    }

    /** A report that is none takes nothing from the message that it is in; nor does one of no call. */
    @Test
    void goesOnWithoutAReportThatIsNone() {
        calls(ABLE);
        Feature nonsense = Feature.of(Feature.QOS_MONITORING, FeatureParameter.raw(1, Octets.ofHex("ffffff")));
        List<GatekeeperAction> actions = hears(sealed(report(nonsense)));

        assertThat(actions)
                .contains(new GatekeeperAction.MeasuredUnclearly(
                        gatekeeper.identified(identifier).orElseThrow()));
        assertThat(answer(actions)).isEqualTo(new InfoMessage.Ack(3));
        assertThat(reports(LAST.toFeature())).doesNotHaveAnyElementsOfTypes(GatekeeperAction.Measured.class);
    }
}
