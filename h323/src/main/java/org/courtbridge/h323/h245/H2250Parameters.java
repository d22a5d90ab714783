package org.courtbridge.h323.h245;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;

/**
 * H2250LogicalChannelParameters (H.245, B.3.1).
 *
 * @param sessionId 1 is sound, 2 pictures, 3 data, others as the master says; 0 from a slave that asks for one
 * @param associatedSessionId of the session whose sound belongs to these pictures, 1 to 255
 * @param mediaChannel where RTP is to be sent to; known to who receives
 * @param mediaControlChannel where RTCP is to be sent to
 * @param dynamicPayloadType 96 to 127
 */
public record H2250Parameters(
        int sessionId,
        Optional<Integer> associatedSessionId,
        Optional<InetSocketAddress> mediaChannel,
        Optional<InetSocketAddress> mediaControlChannel,
        Optional<Boolean> silenceSuppression,
        Optional<Integer> dynamicPayloadType,
        Optional<RtpPayloadType> packetization) {

    /** Of who sends, and gets to know later where to. */
    public static H2250Parameters of(int sessionId, InetSocketAddress mediaControlChannel) {
        return new H2250Parameters(
                sessionId,
                Optional.empty(),
                Optional.empty(),
                Optional.of(mediaControlChannel),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same, which will be received at that address. */
    public H2250Parameters withMediaChannel(InetSocketAddress address) {
        return with(Optional.of(address), mediaControlChannel);
    }

    /** The same of who sends. */
    public H2250Parameters withoutMediaChannel() {
        return with(Optional.empty(), mediaControlChannel);
    }

    /** The same, with RTCP to another address. */
    public H2250Parameters withMediaControlChannel(InetSocketAddress address) {
        return with(mediaChannel, Optional.of(address));
    }

    private H2250Parameters with(
            Optional<InetSocketAddress> mediaChannel, Optional<InetSocketAddress> mediaControlChannel) {
        return new H2250Parameters(
                sessionId,
                associatedSessionId,
                mediaChannel,
                mediaControlChannel,
                silenceSuppression,
                dynamicPayloadType,
                packetization);
    }

    /** The same under a dynamic payload type, 96 to 127. */
    public H2250Parameters withPayloadType(int payloadType, Optional<RtpPayloadType> packetization) {
        return new H2250Parameters(
                sessionId,
                associatedSessionId,
                mediaChannel,
                mediaControlChannel,
                silenceSuppression,
                Optional.of(payloadType),
                packetization);
    }

    /** The same under another payload type, 96 to 127, however what it carries is packed. */
    H2250Parameters withPayloadType(int payloadType) {
        return withPayloadType(payloadType, packetization);
    }

    static H2250Parameters of(Sequence in) {
        return new H2250Parameters(
                Tree.number(in, "sessionID"),
                Tree.optional(in, "associatedSessionID"),
                in.find("mediaChannel", Choice.class).flatMap(MediaAddress::of),
                in.find("mediaControlChannel", Choice.class).flatMap(MediaAddress::of),
                in.find("silenceSuppression", Boolean.class),
                Tree.optional(in, "dynamicRTPPayloadType"),
                in.find("mediaPacketization", Choice.class)
                        .flatMap(packetization -> packetization.find("rtpPayloadType", Sequence.class))
                        .map(RtpPayloadType::of));
    }

    Sequence toSequence() {
        return LogicalChannelTypes.H2250_LOGICAL_CHANNEL_PARAMETERS
                .build()
                .set("sessionID", sessionId)
                .set("associatedSessionID", Tree.widen(associatedSessionId))
                .set("mediaChannel", mediaChannel.map(MediaAddress::toChoice))
                .set("mediaGuaranteedDelivery", false)
                .set("mediaControlChannel", mediaControlChannel.map(MediaAddress::toChoice))
                .set("silenceSuppression", silenceSuppression)
                .set("dynamicRTPPayloadType", Tree.widen(dynamicPayloadType))
                .set(
                        "mediaPacketization",
                        packetization.map(type -> Tree.choiceIn(
                                        LogicalChannelTypes.H2250_LOGICAL_CHANNEL_PARAMETERS, "mediaPacketization")
                                .value("rtpPayloadType", type.toSequence())))
                .done();
    }
}
