package org.courtbridge.codecs.srtp;

import io.netty.util.collection.IntObjectHashMap;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jspecify.annotations.Nullable;

/**
 * Checks and decrypts what one party sends under one key. For one thread.
 *
 * <p>The SSRC is an unauthenticated claim until the tag has been verified, so it must not make state before: packets of
 * an unknown SSRC all meet the same spare context, which becomes that SSRC's own when the first of them proves genuine.
 * Junk therefore costs no memory and no key derivation. How many SSRCs a genuine party may have is bounded too.
 */
public final class SrtpReceiver {

    /** Many more than any browser or room uses, few enough to hold for every leg. */
    public static final int MAX_SSRCS = 128;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final SrtpContextFactory contexts;
    private final IntObjectHashMap<SrtpCryptoContext> rtp = new IntObjectHashMap<>();
    private final IntObjectHashMap<SrtcpCryptoContext> rtcp = new IntObjectHashMap<>();
    private final RtcpBytes compound = new RtcpBytes();
    private @Nullable SrtpCryptoContext spareRtp;
    private @Nullable SrtcpCryptoContext spareRtcp;

    public SrtpReceiver(SrtpKey key) {
        this.contexts = key.contexts(false);
    }

    /**
     * Decrypts the packet in place.
     *
     * @return false if it is not genuine, was seen before, is too old, or is one SSRC too many; its bytes are then junk
     */
    public boolean unprotect(RtpPacket packet) {
        int ssrc = (int) packet.ssrc();
        try {
            SrtpCryptoContext context = rtp.get(ssrc);
            if (context != null) {
                return context.reverseTransformPacket(packet, false) == SrtpErrorStatus.OK;
            }
            if (rtp.size() >= MAX_SSRCS) {
                return false;
            }
            SrtpCryptoContext candidate = spareRtp != null ? spareRtp : contexts.deriveContext(ssrc, 0);
            spareRtp = candidate;
            if (candidate.reverseTransformPacket(packet, false) != SrtpErrorStatus.OK) {
                return false;
            }
            rtp.put(ssrc, candidate);
            spareRtp = null;
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Decrypts a compound RTCP packet in place.
     *
     * @return its length now; -1 if it is not genuine, was seen before, is too old, or is one SSRC too many
     */
    public int unprotectRtcp(byte[] buffer, int offset, int length) {
        if (length < 8) {
            return -1;
        }
        int ssrc = rtcpSsrc(buffer, offset);
        compound.wrap(buffer, offset, length);
        try {
            SrtcpCryptoContext context = rtcp.get(ssrc);
            if (context != null) {
                return context.reverseTransformPacket(compound) == SrtpErrorStatus.OK ? compound.getLength() : -1;
            }
            if (rtcp.size() >= MAX_SSRCS) {
                return -1;
            }
            SrtcpCryptoContext candidate = spareRtcp != null ? spareRtcp : contexts.deriveControlContext(ssrc);
            spareRtcp = candidate;
            if (candidate.reverseTransformPacket(compound) != SrtpErrorStatus.OK) {
                return -1;
            }
            rtcp.put(ssrc, candidate);
            spareRtcp = null;
            return compound.getLength();
        } catch (GeneralSecurityException e) {
            return -1;
        }
    }

    static int rtcpSsrc(byte[] buffer, int offset) {
        return (int) INT.get(buffer, offset + 4);
    }
}
