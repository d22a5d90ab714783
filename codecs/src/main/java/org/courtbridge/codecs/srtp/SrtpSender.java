package org.courtbridge.codecs.srtp;

import io.netty.util.collection.IntObjectHashMap;
import org.courtbridge.codecs.rtp.RtpPacket;

/**
 * Protects what we send under one key, and allocates nothing for it. For one thread, which also makes and closes it, unless it is
 * made {@linkplain #forAnyThread for any}.
 *
 * <p>The state of an SSRC is never given up: a counter that began again would use the same keystream twice (RFC 3711,
 * section 9.1). A packet that is sent again must be the same packet, byte for byte, for the same reason.
 */
public final class SrtpSender implements AutoCloseable {

    /** The most bytes that protecting adds: a tag of 16 and an SRTCP index of 4. */
    public static final int OVERHEAD = 20;

    /** Bytes of the longest packet that is protected. */
    public static final int MAX_PACKET = NativePacket.CAPACITY;

    private final SrtpKey key;
    private final SrtpProfile profile;
    private final PacketCipher rtpCipher;
    private final PacketCipher rtcpCipher;
    private final Envelope rtpEnvelope;
    private final Envelope rtcpEnvelope;
    private final IntObjectHashMap<Stream> streams = new IntObjectHashMap<>();
    private boolean closed;

    /** Packet indices of one SSRC. */
    private static final class Stream {
        private long highest = PacketIndex.NONE;
        /** Of the next RTCP packet, 31 bits; negative when all are used. */
        private int rtcpIndex;
    }

    SrtpSender(SrtpKey key, CipherSource ciphers) {
        this.key = key;
        profile = key.profile();
        SessionKeys rtp = key.session(PacketKind.RTP);
        SessionKeys rtcp = key.session(PacketKind.RTCP);
        rtpEnvelope = new Envelope(profile, PacketKind.RTP, rtp.salt);
        rtcpEnvelope = new Envelope(profile, PacketKind.RTCP, rtcp.salt);
        rtpCipher = ciphers.cipher(profile, rtp);
        rtcpCipher = ciphers.cipher(profile, rtcp);
    }

    /** Makes one with the quickest ciphers that this machine has. */
    public static SrtpSender forKey(SrtpKey key) {
        return new SrtpSender(key, CipherSource.best());
    }

    /** One that any thread may use, one at a time: slower, and with garbage for each packet. */
    public static SrtpSender forAnyThread(SrtpKey key) {
        return new SrtpSender(key, CipherSource.JCE);
    }

    public SrtpKey key() {
        return key;
    }

    /**
     * Protects the packet in place; its array should have {@link #OVERHEAD} bytes of room behind it, or the packet moves
     * to a longer one.
     *
     * @return false if the packet cannot be protected and must not be sent: it is too long, older than the first of its
     *     SSRC, or the key is used up or closed
     */
    public boolean protect(RtpPacket packet) {
        int length = packet.getLength();
        if (closed || length > MAX_PACKET) {
            return false;
        }
        int ssrc = (int) packet.ssrc();
        Stream stream = stream(ssrc);
        long index = PacketIndex.estimate(stream.highest, packet.sequenceNumber());
        if (index == PacketIndex.NONE) {
            return false;
        }
        packet.grow(profile.tagLength(PacketKind.RTP));
        rtpCipher.seal(
                rtpEnvelope.rtp(packet.getBuffer(), packet.getOffset(), packet.headerLength(), length, ssrc, index));
        packet.setLength(length + profile.tagLength(PacketKind.RTP));
        stream.highest = Math.max(stream.highest, index);
        return true;
    }

    /**
     * Protects a compound RTCP packet in place; there must be {@link #OVERHEAD} bytes of room behind it.
     *
     * @param length at least 8
     * @return its length now; -1 if it cannot be protected and must not be sent
     */
    public int protectRtcp(byte[] buffer, int offset, int length) {
        if (closed || length < 8 || length > MAX_PACKET) {
            return -1;
        }
        Stream stream = stream(Envelope.ssrc(buffer, offset));
        if (stream.rtcpIndex < 0) {
            return -1;
        }
        rtcpCipher.seal(rtcpEnvelope.rtcp(buffer, offset, length, Envelope.encrypted(stream.rtcpIndex)));
        rtcpEnvelope.writeWord();
        stream.rtcpIndex++;
        return length + profile.tagLength(PacketKind.RTCP) + Integer.BYTES;
    }

    private Stream stream(int ssrc) {
        Stream stream = streams.get(ssrc);
        if (stream == null) {
            stream = new Stream();
            streams.put(ssrc, stream);
        }
        return stream;
    }

    /** Frees the ciphers; nothing is protected any more. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            rtpCipher.close();
            rtcpCipher.close();
        }
    }
}
