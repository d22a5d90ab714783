package org.courtbridge.h323.h245;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * RTPPayloadType (H.245, B.2.2.3): how a medium is put into packets.
 *
 * @param descriptor an RFC's number, an object identifier, or something else
 * @param payloadType 0 to 127
 */
public record RtpPayloadType(Choice descriptor, Optional<Integer> payloadType) {

    public static RtpPayloadType h264(H264Packetization packetization, Optional<Integer> payloadType) {
        return new RtpPayloadType(
                Tree.choiceIn(MultiplexTypes.RTP_PAYLOAD_TYPE, "payloadDescriptor")
                        .value("oid", packetization.identifier()),
                payloadType);
    }

    /** If it is one of H.264's. */
    public Optional<H264Packetization> h264() {
        return descriptor.find("oid", ObjectIdentifier.class).flatMap(H264Packetization::of);
    }

    static RtpPayloadType of(Sequence in) {
        return new RtpPayloadType(in.get("payloadDescriptor", Choice.class), Tree.optional(in, "payloadType"));
    }

    Sequence toSequence() {
        return MultiplexTypes.RTP_PAYLOAD_TYPE
                .build()
                .set("payloadDescriptor", descriptor)
                .set("payloadType", Tree.widen(payloadType))
                .done();
    }
}
