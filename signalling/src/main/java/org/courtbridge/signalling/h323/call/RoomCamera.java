package org.courtbridge.signalling.h323.call;

import java.util.Optional;
import java.util.OptionalInt;
import org.courtbridge.h323.h245.DataCapability;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.H2250Parameters;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.media.leg.LegMedia;

/** Far-end camera control of a room (H.281, H.224) by channels of H.245 (H.323, Annex Q), as its leg has it. */
final class RoomCamera {

    /** Of channels that do not say theirs, as H323Plus's. */
    private static final int USUAL_PAYLOAD_TYPE = 100;

    private RoomCamera() {}

    /** Empty while no channel is open. */
    static Optional<LegMedia.Camera> agreed(RoomStream stream) {
        Optional<OpenLogicalChannel> incoming = stream.incoming();
        Optional<RoomStream.Outgoing> outgoing = stream.outgoing();
        if (incoming.isEmpty() && outgoing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LegMedia.Camera(
                stream.transport(),
                outgoing.map(RoomStream.Outgoing::ssrc).orElse(0L),
                outgoing.map(sent -> OptionalInt.of(sent.payloadType().orElse(USUAL_PAYLOAD_TYPE)))
                        .orElseGet(OptionalInt::empty),
                incoming.map(channel -> OptionalInt.of(payloadType(channel))).orElseGet(OptionalInt::empty),
                outgoing.filter(sent -> isHdlc(sent.channel())).isPresent(),
                incoming.filter(RoomCamera::isHdlc).isPresent()));
    }

    /** Of what the room sends on a channel. */
    static int payloadType(OpenLogicalChannel channel) {
        return channel.forwardParameters()
                .flatMap(H2250Parameters::dynamicPayloadType)
                .orElse(USUAL_PAYLOAD_TYPE);
    }

    private static boolean isHdlc(OpenLogicalChannel channel) {
        return channel.forward() instanceof DataType.Data(var capability)
                && capability.framing() == DataCapability.Framing.HDLC;
    }
}
