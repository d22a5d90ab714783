package org.courtbridge.h323.h245;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;

/**
 * H2250Capability (H.245, B.2.2.3), of an endpoint that is no multipoint controller and sends and receives by unicast.
 *
 * @param maximumAudioDelayJitter in ms, 0 to 1023
 * @param packetizations in which H.264 is taken
 */
public record H2250Capability(int maximumAudioDelayJitter, List<RtpPayloadType> packetizations) {

    public H2250Capability {
        packetizations = List.copyOf(packetizations);
    }

    /** Empty for the multiplex of any other network. */
    public static Optional<H2250Capability> of(Choice multiplex) {
        return multiplex
                .find("h2250Capability", Sequence.class)
                .map(in -> new H2250Capability(
                        Tree.number(in, "maximumAudioDelayJitter"),
                        in
                                .get("mediaPacketizationCapability", Sequence.class)
                                .list("rtpPayloadType", Sequence.class)
                                .stream()
                                .map(RtpPayloadType::of)
                                .toList()));
    }

    public Choice toChoice() {
        SequenceType type = MultiplexTypes.H2250_CAPABILITY;
        Sequence.Builder packetization =
                MultiplexTypes.MEDIA_PACKETIZATION_CAPABILITY.build().set("h261aVideoPacketization", false);
        if (!packetizations.isEmpty()) {
            packetization.set(
                    "rtpPayloadType",
                    packetizations.stream().map(RtpPayloadType::toSequence).toList());
        }
        return MultiplexTypes.MULTIPLEX_CAPABILITY.value(
                "h2250Capability",
                type.build()
                        .set("maximumAudioDelayJitter", maximumAudioDelayJitter)
                        .set("receiveMultipointCapability", unicastOnly())
                        .set("transmitMultipointCapability", unicastOnly())
                        .set("receiveAndTransmitMultipointCapability", unicastOnly())
                        .set(
                                "mcCapability",
                                Tree.sequenceIn(type, "mcCapability")
                                        .build()
                                        .set("centralizedConferenceMC", false)
                                        .set("decentralizedConferenceMC", false)
                                        .done())
                        .set("rtcpVideoControlCapability", false)
                        .set("mediaPacketizationCapability", packetization.done())
                        .set("logicalChannelSwitchingCapability", false)
                        .set("t120DynamicPortCapability", false)
                        .done());
    }

    private static Sequence unicastOnly() {
        Sequence distribution = MultiplexTypes.MEDIA_DISTRIBUTION_CAPABILITY
                .build()
                .set("centralizedControl", false)
                .set("distributedControl", false)
                .set("centralizedAudio", false)
                .set("distributedAudio", false)
                .set("centralizedVideo", false)
                .set("distributedVideo", false)
                .done();
        return MultiplexTypes.MULTIPOINT_CAPABILITY
                .build()
                .set("multicastCapability", false)
                .set("multiUniCastConference", false)
                .set("mediaDistributionCapability", List.of(distribution))
                .done();
    }
}
