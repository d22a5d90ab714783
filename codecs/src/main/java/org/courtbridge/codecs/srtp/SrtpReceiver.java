package org.courtbridge.codecs.srtp;

import io.netty.util.collection.IntObjectHashMap;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Checks and decrypts what one party sends under one key, and allocates nothing for it. For one thread, which also makes
 * and closes it.
 *
 * <p>The SSRC is an unauthenticated claim until the tag has been verified, so it makes no state before: keys and ciphers
 * are the same for all SSRCs, and the window of an SSRC begins with its first genuine packet. How many SSRCs a genuine
 * party may have is bounded too.
 */
public final class SrtpReceiver implements AutoCloseable {

    /** Many more than any browser or room uses, few enough to hold for every leg. */
    public static final int MAX_SSRCS = 128;

    private static final int MIN_RTCP = 8;

    private final SrtpKey key;
    private final SrtpProfile profile;
    private final PacketCipher rtpCipher;
    private final PacketCipher rtcpCipher;
    private final Envelope rtpEnvelope;
    private final Envelope rtcpEnvelope;
    private final MasterKeyIdentifier rtpIdentifier;
    private final MasterKeyIdentifier rtcpIdentifier;
    private final IntObjectHashMap<ReplayWindow> rtp = new IntObjectHashMap<>();
    private final IntObjectHashMap<ReplayWindow> rtcp = new IntObjectHashMap<>();
    private boolean closed;

    public SrtpReceiver(SrtpKey key) {
        this(key, CipherSource.best());
    }

    SrtpReceiver(SrtpKey key, CipherSource ciphers) {
        this.key = key;
        profile = key.profile();
        SessionKeys rtpKeys = key.session(PacketKind.RTP);
        SessionKeys rtcpKeys = key.session(PacketKind.RTCP);
        rtpEnvelope = new Envelope(profile, PacketKind.RTP, rtpKeys.salt);
        rtcpEnvelope = new Envelope(profile, PacketKind.RTCP, rtcpKeys.salt);
        rtpIdentifier = new MasterKeyIdentifier(key, PacketKind.RTP);
        rtcpIdentifier = new MasterKeyIdentifier(key, PacketKind.RTCP);
        rtpCipher = ciphers.cipher(profile, rtpKeys);
        rtcpCipher = ciphers.cipher(profile, rtcpKeys);
    }

    public SrtpKey key() {
        return key;
    }

    /**
     * Decrypts the packet in place.
     *
     * @return false, and the bytes are as they were, if it is not genuine, was seen before, is too old, or is one SSRC too
     *     many
     */
    public boolean unprotect(RtpPacket packet) {
        int length = packet.getLength();
        if (rtpIdentifier.isIn(packet.getBuffer(), packet.getOffset(), length)) {
            packet.setLength(rtpIdentifier.cut(packet.getBuffer(), packet.getOffset(), length));
            if (unprotectUnnamed(packet)) {
                return true;
            }
            packet.setLength(length);
            rtpIdentifier.restore(packet.getBuffer(), packet.getOffset(), length);
        }
        return unprotectUnnamed(packet);
    }

    private boolean unprotectUnnamed(RtpPacket packet) {
        int length = packet.getLength() - profile.tagLength(PacketKind.RTP);
        int header = packet.headerLength();
        if (closed || length < header || length > SrtpSender.MAX_PACKET) {
            return false;
        }
        int ssrc = (int) packet.ssrc();
        ReplayWindow window = rtp.get(ssrc);
        long highest = window == null ? PacketIndex.NONE : window.highest();
        long index = PacketIndex.estimate(highest, packet.sequenceNumber());
        if (index == PacketIndex.NONE
                || !mayCome(rtp, window, index)
                || !rtpCipher.open(
                        rtpEnvelope.rtp(packet.getBuffer(), packet.getOffset(), header, length, ssrc, index))) {
            return false;
        }
        came(rtp, window, ssrc, index);
        packet.setLength(length);
        return true;
    }

    /**
     * Decrypts a compound RTCP packet in place.
     *
     * @return its length now; -1, and the bytes are as they were, if it is not genuine, was seen before, is too old, or is one SSRC too many
     */
    public int unprotectRtcp(byte[] buffer, int offset, int length) {
        if (rtcpIdentifier.isIn(buffer, offset, length)) {
            int plain = unprotectUnnamedRtcp(buffer, offset, rtcpIdentifier.cut(buffer, offset, length));
            if (plain >= 0) {
                return plain;
            }
            rtcpIdentifier.restore(buffer, offset, length);
        }
        return unprotectUnnamedRtcp(buffer, offset, length);
    }

    private int unprotectUnnamedRtcp(byte[] buffer, int offset, int length) {
        int plain = length - profile.tagLength(PacketKind.RTCP) - Integer.BYTES;
        if (closed || plain < MIN_RTCP || plain > SrtpSender.MAX_PACKET) {
            return -1;
        }
        int ssrc = Envelope.ssrc(buffer, offset);
        int word = rtcpEnvelope.readWord(buffer, offset, plain);
        int index = Envelope.index(word);
        ReplayWindow window = rtcp.get(ssrc);
        if (!mayCome(rtcp, window, index) || !rtcpCipher.open(rtcpEnvelope.rtcp(buffer, offset, plain, word))) {
            return -1;
        }
        came(rtcp, window, ssrc, index);
        return plain;
    }

    private static boolean mayCome(IntObjectHashMap<ReplayWindow> all, @Nullable ReplayWindow window, long index) {
        return window == null ? all.size() < MAX_SSRCS : window.admits(index);
    }

    private static void came(IntObjectHashMap<ReplayWindow> all, @Nullable ReplayWindow window, int ssrc, long index) {
        ReplayWindow known = window;
        if (known == null) {
            known = new ReplayWindow();
            all.put(ssrc, known);
        }
        known.accept(index);
    }

    /** Frees the ciphers; nothing is genuine any more. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            rtpCipher.close();
            rtcpCipher.close();
        }
    }
}
