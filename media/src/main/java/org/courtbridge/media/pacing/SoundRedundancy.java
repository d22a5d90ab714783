package org.courtbridge.media.pacing;

import java.util.Optional;
import org.courtbridge.codecs.payload.RedundantAudio;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.media.leg.LegMedia.SentAudio;

/**
 * Has packets of sound say once more what those before them said (RFC 2198) while some are lost,
 * and the line has room for it. Lives on the transport's event loop. Allocates nothing for a packet.
 */
final class SoundRedundancy {

    /** Packets of before that one repeats at most. */
    private static final int MOST = 2;

    /** Per cent lost from which on each packet is sent once more, and from which on twice more. */
    private static final double SOME_LOSS = 2;

    private static final double MUCH_LOSS = 8;

    /**
     * Of what the line carries, the part that sound may take with all that is repeated. Most of it: pictures come after
     * sound, and get what is left.
     */
    private static final double SHARE = 0.75;

    private static final int BITS = 8;
    private static final int MILLISECONDS = 1_000;

    /** Bytes of a packet with all it repeats, so that it is never fragmented. */
    private static final int LONGEST = 1_200;

    private static final int NONE = -1;

    private int payloadType = NONE;
    private int packetMs = 1;
    private double loss;

    private final Past[] past = new Past[MOST];
    private int sent;
    private final byte[] bytes = new byte[LONGEST];
    private final RtpPacket redundant = new RtpPacket();

    /** The payload of an earlier packet, to be repeated. */
    private static final class Past {
        private final byte[] payload = new byte[RedundantAudio.LONGEST_BLOCK];
        private int length;
        private int payloadType;
        private int sequence = NONE;
        private long timestamp;
    }

    SoundRedundancy() {
        for (int i = 0; i < MOST; i++) {
            past[i] = new Past();
        }
    }

    /** Follows a new offer and answer. */
    void agreed(Optional<SentAudio> sound) {
        payloadType = NONE;
        sound.ifPresent(stream -> {
            payloadType = stream.redundancy().orElse(NONE);
            packetMs = stream.packetMs();
        });
    }

    /** @param perCent of the packets that were lost lately, as the party reports */
    void loses(double perCent) {
        loss = perCent;
    }

    /**
     * The packet as it is to be sent; valid until the next.
     *
     * @param packet of sound, without contributing sources and header extension
     * @param carried bit/s that the line carries
     */
    RtpPacket of(RtpPacket packet, long carried) {
        if (payloadType == NONE) {
            return packet;
        }
        RtpPacket result = packet;
        int wanted = Math.min(loss >= MUCH_LOSS ? 2 : loss >= SOME_LOSS ? 1 : 0, affordable(packet, carried));
        int copies = usable(packet, wanted);
        if (copies > 0) {
            result = with(packet, copies);
        }
        keep(packet);
        return result;
    }

    private int affordable(RtpPacket packet, long carried) {
        double perBit = (double) packetMs / MILLISECONDS / BITS;
        double left = SHARE * carried * perBit
                - packet.getLength()
                - PacedTransport.PACKET_OVERHEAD_OCTETS
                - RedundantAudio.OWN_HEADER;
        return (int) Math.clamp(left / (RedundantAudio.REPEATED_HEADER + packet.payloadLength()), 0, MOST);
    }

    /** Number of packets just before this one, at most so many as wanted, that can be repeated in it. */
    private int usable(RtpPacket packet, int wanted) {
        int size = packet.getLength() + RedundantAudio.OWN_HEADER;
        int copies = 0;
        while (copies < wanted) {
            Past before = before(copies + 1);
            size += RedundantAudio.REPEATED_HEADER + before.length;
            boolean follows = before.sequence == (packet.sequenceNumber() - copies - 1 & 0xFFFF);
            if (!follows
                    || before.length == 0
                    || age(before, packet) > RedundantAudio.LONGEST_OFFSET
                    || size > LONGEST) {
                break;
            }
            copies++;
        }
        return copies;
    }

    private RtpPacket with(RtpPacket packet, int copies) {
        int header = packet.headerLength();
        packet.readRegionToBuff(0, header, bytes);
        int at = header;
        for (int ago = copies; ago > 0; ago--) {
            Past before = before(ago);
            at = RedundantAudio.writeRepeated(bytes, at, before.payloadType, (int) age(before, packet), before.length);
        }
        at = RedundantAudio.writeOwn(bytes, at, packet.payloadType());
        for (int ago = copies; ago > 0; ago--) {
            Past before = before(ago);
            System.arraycopy(before.payload, 0, bytes, at, before.length);
            at += before.length;
        }
        System.arraycopy(packet.getBuffer(), packet.payloadAt(), bytes, at, packet.payloadLength());
        redundant.wrap(bytes, 0, at + packet.payloadLength());
        redundant.payloadType(payloadType);
        return redundant;
    }

    private void keep(RtpPacket packet) {
        Past kept = past[sent++ % MOST];
        int length = packet.payloadLength();
        kept.length = length <= RedundantAudio.LONGEST_BLOCK ? length : 0;
        System.arraycopy(packet.getBuffer(), packet.payloadAt(), kept.payload, 0, kept.length);
        kept.payloadType = packet.payloadType();
        kept.sequence = packet.sequenceNumber();
        kept.timestamp = packet.timestamp();
    }

    private Past before(int ago) {
        return past[Math.floorMod(sent - ago, MOST)];
    }

    private static long age(Past before, RtpPacket packet) {
        return packet.timestamp() - before.timestamp & 0xFFFF_FFFFL;
    }
}
