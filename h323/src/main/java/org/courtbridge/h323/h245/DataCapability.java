package org.courtbridge.h323.h245;

import java.util.Optional;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * DataApplicationCapability (H.245, B.2.2.7) of H.224, by which cameras are moved.
 *
 * @param maxBitRate in 100 bit/s
 */
public record DataCapability(Framing framing, long maxBitRate) {

    /** H.224, its clause on generic capabilities. */
    static final ObjectIdentifier IDENTIFIER = ObjectIdentifier.of("0.0.8.224.1.0");

    /** Form of a frame of H.224 in an RTP packet. */
    public enum Framing {
        /** Its octets (H.323, Annex Q). */
        OCTETS,
        /** Its bits as HDLC sends them, with flags, stuffing and check sequence. */
        HDLC
    }

    /** Empty if that is something else, such as T.120. */
    static Optional<DataCapability> of(Sequence in) {
        Choice application = in.get("application", Choice.class);
        boolean hdlc = application
                .find("h224", Choice.class)
                .filter(protocol -> protocol.is("hdlcFrameTunnelling"))
                .isPresent();
        boolean octets = application
                .find("genericDataCapability", Sequence.class)
                .filter(generic -> GenericParameters.isOf(generic, IDENTIFIER))
                .isPresent();
        return hdlc || octets
                ? Optional.of(new DataCapability(hdlc ? Framing.HDLC : Framing.OCTETS, in.number("maxBitRate")))
                : Optional.empty();
    }

    Sequence toSequence() {
        var type = DataTypes.DATA_APPLICATION_CAPABILITY;
        var applications = Tree.choiceIn(type, "application");
        return type.build()
                .set(
                        "application",
                        switch (framing) {
                            case HDLC ->
                                applications.value(
                                        "h224", DataTypes.DATA_PROTOCOL_CAPABILITY.value("hdlcFrameTunnelling"));
                            case OCTETS ->
                                applications.value(
                                        "genericDataCapability",
                                        GenericTypes.GENERIC_CAPABILITY
                                                .build()
                                                .set("capabilityIdentifier", GenericParameters.standard(IDENTIFIER))
                                                .set("maxBitRate", maxBitRate)
                                                .done());
                        })
                .set("maxBitRate", maxBitRate)
                .done();
    }
}
