package org.courtbridge.h323.h460;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Identifiers;
import org.courtbridge.h323.h225.generic.Addresses;

/**
 * An endpoint's measurements of one call's media (H.460.9, clause 4.2): sent again and again in what it reports of its calls, and
 * at last when it says that a call is over.
 *
 * @param call whose it is; empty at the call's end, as the message that it comes in says so
 * @param channels one for each that carries media
 */
public record QosReport(Optional<CallName> call, List<Channel> channels) {

    private static final int DATA = 1;

    /** EstimatedEnd2EndDelay counts in this part of a second, as RTCP does. */
    private static final long DELAY_UNITS = 65_536;

    private static final long NANOS = 1_000_000_000;

    public QosReport {
        channels = List.copyOf(channels);
    }

    /** @param callIdentifier 16 octets, as is @param conferenceId */
    public record CallName(Octets callIdentifier, Octets conferenceId, int callReferenceValue) {}

    /**
     * Measurements of a session's media; what nobody has measured is empty.
     *
     * @param session 1 to 255
     * @param worstDelay of what the endpoint sends, on its way to who hears it
     * @param meanDelay the same on the whole
     * @param lost packets of what it should have received, 0 to 2^32 - 1, since the call began
     * @param lossRate 0 to 65,535, as it says
     * @param lossFraction 0 to 65,535, as it says: H323Plus, per cent
     * @param worstJitter of what it receives, in units of its RTP timestamps; H323Plus, in milliseconds
     * @param meanJitter the same on the whole
     * @param throughput in 100 bit/s
     */
    public record Channel(
            int session,
            Optional<Duration> worstDelay,
            Optional<Duration> meanDelay,
            Optional<Long> lost,
            Optional<Integer> lossRate,
            Optional<Integer> lossFraction,
            Optional<Long> worstJitter,
            Optional<Long> meanJitter,
            Optional<Long> throughput) {

        private static Channel of(Sequence in) {
            Optional<Sequence> sent = in.find("mediaSenderMeasures", Sequence.class);
            Optional<Sequence> received = in.find("mediaReceiverMeasures", Sequence.class);
            return new Channel(
                    (int) in.number("sessionId"),
                    number(sent, "worstEstimatedEnd2EndDelay").map(Channel::delay),
                    number(sent, "meanEstimatedEnd2EndDelay").map(Channel::delay),
                    number(received, "cumulativeNumberOfPacketsLost"),
                    number(received, "packetLostRate").map(Long::intValue),
                    number(received, "fractionLostRate").map(Long::intValue),
                    number(received, "worstJitter"),
                    number(received, "meanJitter"),
                    number(received, "estimatedThroughput"));
        }

        private static Optional<Long> number(Optional<Sequence> in, String component) {
            return in.flatMap(measures -> measures.find(component, Long.class));
        }

        private static Duration delay(long units) {
            return Duration.ofNanos(units * NANOS / DELAY_UNITS);
        }

        private static long units(Duration delay) {
            return (delay.toNanos() * DELAY_UNITS + NANOS - 1) / NANOS;
        }

        /** An RTCPMeasures, without addresses. */
        private Sequence toSequence() {
            return QosTypes.RTCP_MEASURES
                    .build()
                    .set("rtpAddress", Addresses.TRANSPORT_CHANNEL_INFO.build().done())
                    .set("rtcpAddress", Addresses.TRANSPORT_CHANNEL_INFO.build().done())
                    .set("sessionId", session)
                    .set(
                            "mediaSenderMeasures",
                            QosTypes.MEDIA_SENDER_MEASURES
                                    .build()
                                    .set("worstEstimatedEnd2EndDelay", worstDelay.map(Channel::units))
                                    .set("meanEstimatedEnd2EndDelay", meanDelay.map(Channel::units))
                                    .done())
                    .set(
                            "mediaReceiverMeasures",
                            QosTypes.MEDIA_RECEIVER_MEASURES
                                    .build()
                                    .set("cumulativeNumberOfPacketsLost", lost)
                                    .set("packetLostRate", lossRate.map(Integer::longValue))
                                    .set("worstJitter", worstJitter)
                                    .set("estimatedThroughput", throughput)
                                    .set("fractionLostRate", lossFraction.map(Integer::longValue))
                                    .set("meanJitter", meanJitter)
                                    .done())
                    .done();
        }
    }

    /**
     * Reads the reports in a message.
     *
     * @param features of the message
     * @throws org.courtbridge.h323.per.PerException if the octets that should be a report are none
     */
    public static List<QosReport> of(List<Feature> features) {
        return features.stream()
                .filter(feature -> feature.is(Feature.QOS_MONITORING))
                .flatMap(feature -> feature.parameters(DATA))
                .flatMap(parameter -> parameter.raw().stream())
                .flatMap(encoded -> of((Choice) QosTypes.QOS_MONITORING_REPORT_DATA.decode(encoded)))
                .toList();
    }

    private static Stream<QosReport> of(Choice data) {
        return switch (data.name()) {
            case "periodic" ->
                ((Sequence) data.value())
                        .list("perCallInfo", Sequence.class).stream().map(QosReport::ofCall);
            case "final", "interGK" ->
                Stream.of(new QosReport(Optional.empty(), channels((Sequence) data.value(), "mediaInfo")));
            default -> Stream.empty();
        };
    }

    private static QosReport ofCall(Sequence in) {
        return new QosReport(
                Optional.of(new CallName(
                        in.get("callIdentifier", Sequence.class).get("guid", Octets.class),
                        in.get("conferenceID", Octets.class),
                        (int) in.number("callReferenceValue"))),
                channels(in, "mediaChannelsQoS"));
    }

    private static List<Channel> channels(Sequence in, String component) {
        return in.list(component, Sequence.class).stream().map(Channel::of).toList();
    }

    /** For genericData of a message. */
    public Feature toFeature() {
        List<Sequence> measures = channels.stream().map(Channel::toSequence).toList();
        Choice data = call.map(name -> QosTypes.QOS_MONITORING_REPORT_DATA.value(
                        "periodic",
                        QosTypes.PERIODIC_QOS_MON_REPORT
                                .build()
                                .set("perCallInfo", List.of(toSequence(name, measures)))
                                .done()))
                .orElseGet(() -> QosTypes.QOS_MONITORING_REPORT_DATA.value(
                        "final",
                        QosTypes.FINAL_QOS_MON_REPORT
                                .build()
                                .set("mediaInfo", measures)
                                .done()));
        return Feature.of(
                Feature.QOS_MONITORING,
                FeatureParameter.raw(DATA, Octets.of(QosTypes.QOS_MONITORING_REPORT_DATA.encode(data))));
    }

    private static Sequence toSequence(CallName name, List<Sequence> measures) {
        return QosTypes.PER_CALL_QOS_REPORT
                .build()
                .set("callReferenceValue", name.callReferenceValue)
                .set("conferenceID", name.conferenceId)
                .set(
                        "callIdentifier",
                        Identifiers.CALL_IDENTIFIER
                                .build()
                                .set("guid", name.callIdentifier)
                                .done())
                .set("mediaChannelsQoS", measures)
                .done();
    }
}
