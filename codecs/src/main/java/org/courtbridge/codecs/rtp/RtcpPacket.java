package org.courtbridge.codecs.rtp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * One packet of RTCP (RFC 3550, section 6). What we do not know is kept with its number and bytes as
 * {@link UnknownRtcp}.
 */
public sealed interface RtcpPacket
        permits SenderReport,
                ReceiverReport,
                SourceDescription,
                Goodbye,
                ApplicationDefined,
                GenericNack,
                TransportFeedback,
                TemporaryBitrateRequest,
                TemporaryBitrateNotification,
                PictureLossIndication,
                FullIntraRequest,
                MaximumBitrate,
                UnknownRtcp {

    int SENDER_REPORT = 200;
    int RECEIVER_REPORT = 201;
    int SOURCE_DESCRIPTION = 202;
    int GOODBYE = 203;
    int APPLICATION_DEFINED = 204;
    /** RTPFB (RFC 4585, section 6.2). */
    int TRANSPORT_FEEDBACK = 205;
    /** PSFB (RFC 4585, section 6.3). */
    int PAYLOAD_FEEDBACK = 206;

    /** The packet type: the second byte. */
    int packetType();

    /** The five bits after version and padding: a count, or the format of a feedback message. */
    int count();

    /** Appends what follows the first four bytes, in whole 32-bit words. */
    void writeBody(ByteBuf out);

    /** Appends the packet. */
    default void write(ByteBuf out) {
        int start = out.writerIndex();
        out.writeByte(0x80 | count()).writeByte(packetType()).writeShort(0);
        writeBody(out);
        out.setShort(start + 2, (out.writerIndex() - start) / 4 - 1);
    }

    static void writeCompound(List<? extends RtcpPacket> packets, ByteBuf out) {
        packets.forEach(packet -> packet.write(out));
    }

    /**
     * Whether the versions and lengths of a compound packet, of reduced size or not, add up to its end; for those who must
     * know before they believe its source, and allocates nothing.
     */
    static boolean isWhole(byte[] bytes, int offset, int length) {
        int at = 0;
        while (at + 4 <= length && (bytes[offset + at] & 0xC0) == 0x80) {
            at += 4 + 4 * ((bytes[offset + at + 2] & 0xFF) << 8 | bytes[offset + at + 3] & 0xFF);
        }
        return length > 0 && at == length;
    }

    /**
     * Reads a compound packet, or one of reduced size, which may begin with any type (RFC 5506).
     *
     * @throws MalformedPacketException if a version or length is wrong (RFC 3550, section 6.1 and appendix A.2)
     */
    static List<RtcpPacket> parse(ByteBuf compound) {
        check(compound.readableBytes() >= 4, "size: %d (expected: >= 4)", compound.readableBytes());
        List<RtcpPacket> packets = new ArrayList<>(4);
        ByteBuf rest = compound.slice();
        while (rest.isReadable()) {
            check(rest.readableBytes() >= 4, "trailing bytes: %d (expected: 0)", rest.readableBytes());
            int flags = rest.readUnsignedByte();
            check(flags >> 6 == 2, "version: %d (expected: 2)", flags >> 6);
            int packetType = rest.readUnsignedByte();
            int size = 4 * rest.readUnsignedShort();
            check(size <= rest.readableBytes(), "length: %d (past the end)", size);
            int padding = 0;
            if ((flags & 0x20) != 0) {
                check(size == rest.readableBytes(), "padding before: %d (only the last may have it)", size);
                padding = size == 0 ? 0 : rest.getUnsignedByte(rest.readerIndex() + size - 1);
                // Browsers end transport-wide feedback with 1 to 3 octets of padding.
                boolean whole = padding % 4 == 0 || packetType == TRANSPORT_FEEDBACK;
                check(padding > 0 && padding <= size && whole, "padding: %d (not whole words)", padding);
            }
            packets.add(parseOne(packetType, flags & 0x1F, rest.slice(rest.readerIndex(), size - padding)));
            rest.skipBytes(size);
        }
        return packets;
    }

    private static RtcpPacket parseOne(int packetType, int count, ByteBuf body) {
        return switch (packetType) {
            case SENDER_REPORT -> SenderReport.parseBody(count, body);
            case RECEIVER_REPORT -> ReceiverReport.parseBody(count, body);
            case SOURCE_DESCRIPTION -> SourceDescription.parseBody(count, body);
            case GOODBYE -> Goodbye.parseBody(count, body);
            case APPLICATION_DEFINED -> ApplicationDefined.parseBody(count, body);
            case TRANSPORT_FEEDBACK ->
                switch (count) {
                    case GenericNack.FORMAT -> GenericNack.parseBody(body);
                    case TemporaryBitrateRequest.FORMAT -> TemporaryBitrateRequest.parseBody(body);
                    case TemporaryBitrateNotification.FORMAT -> TemporaryBitrateNotification.parseBody(body);
                    case TransportFeedback.FORMAT -> TransportFeedback.parseBody(body);
                    default -> UnknownRtcp.parseBody(packetType, count, body);
                };
            case PAYLOAD_FEEDBACK ->
                switch (count) {
                    case PictureLossIndication.FORMAT -> PictureLossIndication.parseBody(body);
                    case FullIntraRequest.FORMAT -> FullIntraRequest.parseBody(body);
                    case MaximumBitrate.FORMAT ->
                        MaximumBitrate.isOne(body)
                                ? MaximumBitrate.parseBody(body)
                                : UnknownRtcp.parseBody(packetType, count, body);
                    default -> UnknownRtcp.parseBody(packetType, count, body);
                };
            default -> UnknownRtcp.parseBody(packetType, count, body);
        };
    }

    /** Refuses a body that is shorter than what its packet must hold. */
    static void need(ByteBuf body, int bytes) {
        check(body.readableBytes() >= bytes, "body: %d (too short)", body.readableBytes());
    }

    private static void check(boolean valid, String complaint, int value) {
        if (!valid) {
            throw new MalformedPacketException(complaint.formatted(value));
        }
    }
}
