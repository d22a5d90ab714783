package org.courtbridge.h323.h245;

import static org.courtbridge.h323.asn1.Builtin.BOOLEAN;
import static org.courtbridge.h323.asn1.Builtin.INTEGER;
import static org.courtbridge.h323.asn1.Builtin.integer;
import static org.courtbridge.h323.asn1.Builtin.octetString;
import static org.courtbridge.h323.asn1.ChoiceType.choice;
import static org.courtbridge.h323.asn1.Component.MORE;
import static org.courtbridge.h323.asn1.Component.field;
import static org.courtbridge.h323.asn1.Component.optional;
import static org.courtbridge.h323.asn1.SequenceType.sequence;

import org.courtbridge.h323.asn1.ChoiceType;
import org.courtbridge.h323.asn1.SequenceType;

/** Capabilities of data applications (H.245, B.2.2.7). */
public final class DataTypes {

    public static final SequenceType V42BIS = sequence(
            "V42bis",
            field("numberOfCodewords", integer(1, 65536)),
            field("maximumStringLength", integer(1, 256)),
            MORE);

    public static final ChoiceType COMPRESSION_TYPE = choice("CompressionType", field("v42bis", V42BIS), MORE);

    public static final ChoiceType DATA_PROTOCOL_CAPABILITY = choice(
            "DataProtocolCapability",
            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
            field("v14buffered"),
            field("v42lapm"),
            field("hdlcFrameTunnelling"),
            field("h310SeparateVCStack"),
            field("h310SingleVCStack"),
            field("transparent"),
            MORE,
            field("segmentationAndReassembly"),
            field("hdlcFrameTunnelingwSAR"),
            field("v120"),
            field("separateLANStack"),
            field(
                    "v76wCompression",
                    choice(
                            "",
                            field("transmitCompression", COMPRESSION_TYPE),
                            field("receiveCompression", COMPRESSION_TYPE),
                            field("transmitAndReceiveCompression", COMPRESSION_TYPE),
                            MORE)),
            field("tcp"),
            field("udp"));

    public static final ChoiceType T84_PROFILE = choice(
            "T84Profile",
            field("t84Unrestricted"),
            field(
                    "t84Restricted",
                    sequence(
                            "",
                            field("qcif", BOOLEAN),
                            field("cif", BOOLEAN),
                            field("ccir601Seq", BOOLEAN),
                            field("ccir601Prog", BOOLEAN),
                            field("hdtvSeq", BOOLEAN),
                            field("hdtvProg", BOOLEAN),
                            field("g3FacsMH200x100", BOOLEAN),
                            field("g3FacsMH200x200", BOOLEAN),
                            field("g4FacsMMR200x100", BOOLEAN),
                            field("g4FacsMMR200x200", BOOLEAN),
                            field("jbig200x200Seq", BOOLEAN),
                            field("jbig200x200Prog", BOOLEAN),
                            field("jbig300x300Seq", BOOLEAN),
                            field("jbig300x300Prog", BOOLEAN),
                            field("digPhotoLow", BOOLEAN),
                            field("digPhotoMedSeq", BOOLEAN),
                            field("digPhotoMedProg", BOOLEAN),
                            field("digPhotoHighSeq", BOOLEAN),
                            field("digPhotoHighProg", BOOLEAN),
                            MORE)));

    public static final ChoiceType T38_FAX_RATE_MANAGEMENT =
            choice("T38FaxRateManagement", field("localTCF"), field("transferredTCF"), MORE);

    public static final SequenceType T38_FAX_UDP_OPTIONS = sequence(
            "T38FaxUdpOptions",
            optional("t38FaxMaxBuffer", INTEGER),
            optional("t38FaxMaxDatagram", INTEGER),
            field("t38FaxUdpEC", choice("", field("t38UDPFEC"), field("t38UDPRedundancy"), MORE)));

    public static final SequenceType T38_FAX_TCP_OPTIONS =
            sequence("T38FaxTcpOptions", field("t38TCPBidirectionalMode", BOOLEAN), MORE);

    public static final SequenceType T38_FAX_PROFILE = sequence(
            "T38FaxProfile",
            field("fillBitRemoval", BOOLEAN),
            field("transcodingJBIG", BOOLEAN),
            field("transcodingMMR", BOOLEAN),
            MORE,
            field("version", integer(0, 255)),
            field("t38FaxRateManagement", T38_FAX_RATE_MANAGEMENT),
            optional("t38FaxUdpOptions", T38_FAX_UDP_OPTIONS),
            optional("t38FaxTcpOptions", T38_FAX_TCP_OPTIONS));

    public static final SequenceType DATA_APPLICATION_CAPABILITY = sequence(
            "DataApplicationCapability",
            field(
                    "application",
                    choice(
                            "",
                            field("nonStandard", GenericTypes.NON_STANDARD_PARAMETER),
                            field("t120", DATA_PROTOCOL_CAPABILITY),
                            field("dsm-cc", DATA_PROTOCOL_CAPABILITY),
                            field("userData", DATA_PROTOCOL_CAPABILITY),
                            field(
                                    "t84",
                                    sequence(
                                            "",
                                            field("t84Protocol", DATA_PROTOCOL_CAPABILITY),
                                            field("t84Profile", T84_PROFILE))),
                            field("t434", DATA_PROTOCOL_CAPABILITY),
                            field("h224", DATA_PROTOCOL_CAPABILITY),
                            field(
                                    "nlpid",
                                    sequence(
                                            "",
                                            field("nlpidProtocol", DATA_PROTOCOL_CAPABILITY),
                                            field("nlpidData", octetString()))),
                            field("dsvdControl"),
                            field("h222DataPartitioning", DATA_PROTOCOL_CAPABILITY),
                            MORE,
                            field("t30fax", DATA_PROTOCOL_CAPABILITY),
                            field("t140", DATA_PROTOCOL_CAPABILITY),
                            field(
                                    "t38fax",
                                    sequence(
                                            "",
                                            field("t38FaxProtocol", DATA_PROTOCOL_CAPABILITY),
                                            field("t38FaxProfile", T38_FAX_PROFILE))),
                            field("genericDataCapability", GenericTypes.GENERIC_CAPABILITY))),
            field("maxBitRate", integer(0, 4294967295L)),
            MORE);

    private DataTypes() {}
}
