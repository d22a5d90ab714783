package org.courtbridge.codecs.srtp;

import io.netty.util.collection.IntObjectHashMap;
import java.security.GeneralSecurityException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;

/**
 * Protects what we send under one key. For one thread.
 *
 * <p>The state of an SSRC is never given up: a counter that began again would use the same keystream twice (RFC 3711,
 * section 9.1).
 */
public final class SrtpSender {

    /** The most bytes that protecting adds: a tag of 16 and an SRTCP index of 4. */
    public static final int OVERHEAD = 20;

    private final SrtpContextFactory contexts;
    private final IntObjectHashMap<SrtpCryptoContext> rtp = new IntObjectHashMap<>();
    private final IntObjectHashMap<SrtcpCryptoContext> rtcp = new IntObjectHashMap<>();
    private final RtcpBytes compound = new RtcpBytes();

    public SrtpSender(SrtpKey key) {
        this.contexts = key.contexts(true);
    }

    /**
     * Protects the packet in place; its array should have {@link #OVERHEAD} bytes of room behind it, or the packet moves
     * to a longer one.
     *
     * @return false if the packet cannot be protected and must not be sent
     */
    public boolean protect(RtpPacket packet) {
        int ssrc = (int) packet.ssrc();
        try {
            SrtpCryptoContext context = rtp.get(ssrc);
            if (context == null) {
                context = contexts.deriveContext(ssrc, 0);
                rtp.put(ssrc, context);
            }
            return context.transformPacket(packet) == SrtpErrorStatus.OK;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Protects a compound RTCP packet in place; there must be {@link #OVERHEAD} bytes of room behind it.
     *
     * @param length at least 8
     * @return its length now; -1 if it cannot be protected and must not be sent
     */
    public int protectRtcp(byte[] buffer, int offset, int length) {
        int ssrc = SrtpReceiver.rtcpSsrc(buffer, offset);
        try {
            SrtcpCryptoContext context = rtcp.get(ssrc);
            if (context == null) {
                context = contexts.deriveControlContext(ssrc);
                rtcp.put(ssrc, context);
            }
            compound.wrap(buffer, offset, length);
            return context.transformPacket(compound) == SrtpErrorStatus.OK ? compound.getLength() : -1;
        } catch (GeneralSecurityException e) {
            return -1;
        }
    }
}
