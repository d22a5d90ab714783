package org.courtbridge.codecs.srtp;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpCryptoContext;
import org.jitsi.srtp.SrtpErrorStatus;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.Logger;

/** Another implementation of SRTP, jitsi-srtp's, for one direction. */
final class JitsiSrtp {

    private final SrtpContextFactory contexts;
    private final Map<Integer, SrtpCryptoContext> rtp = new HashMap<>();
    private final Map<Integer, SrtcpCryptoContext> rtcp = new HashMap<>();

    JitsiSrtp(SrtpProfile profile, byte[] key, byte[] salt, boolean sender) {
        Logger silent = (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> method.getReturnType() == Logger.class
                        ? proxy
                        : method.getReturnType() == boolean.class ? Boolean.FALSE : null);
        contexts = new SrtpContextFactory(
                sender, key, salt, policy(profile, PacketKind.RTP), policy(profile, PacketKind.RTCP), silent);
    }

    private static SrtpPolicy policy(SrtpProfile profile, PacketKind kind) {
        return new SrtpPolicy(
                switch (profile.mode()) {
                    case COUNTER -> SrtpPolicy.AESCM_ENCRYPTION;
                    case F8 -> SrtpPolicy.AESF8_ENCRYPTION;
                    case GCM -> SrtpPolicy.AESGCM_ENCRYPTION;
                },
                profile.keyLength(),
                profile.isAead() ? SrtpPolicy.NULL_AUTHENTICATION : SrtpPolicy.HMACSHA1_AUTHENTICATION,
                profile.isAead() ? 0 : 20,
                profile.tagLength(kind),
                profile.saltLength());
    }

    private SrtpCryptoContext rtp(int ssrc) throws GeneralSecurityException {
        if (!rtp.containsKey(ssrc)) {
            rtp.put(ssrc, contexts.deriveContext(ssrc, 0));
        }
        return rtp.get(ssrc);
    }

    private SrtcpCryptoContext rtcp(int ssrc) throws GeneralSecurityException {
        if (!rtcp.containsKey(ssrc)) {
            rtcp.put(ssrc, contexts.deriveControlContext(ssrc));
        }
        return rtcp.get(ssrc);
    }

    byte[] protect(byte[] packet) throws GeneralSecurityException {
        Bytes bytes = new Bytes(packet);
        SrtpCryptoContext context = rtp(bytes.word(8));
        return context.transformPacket(bytes) == SrtpErrorStatus.OK ? bytes.content() : new byte[0];
    }

    byte[] unprotect(byte[] packet) throws GeneralSecurityException {
        Bytes bytes = new Bytes(packet);
        SrtpCryptoContext context = rtp(bytes.word(8));
        return context.reverseTransformPacket(bytes, false) == SrtpErrorStatus.OK ? bytes.content() : new byte[0];
    }

    byte[] protectRtcp(byte[] packet) throws GeneralSecurityException {
        Bytes bytes = new Bytes(packet);
        SrtcpCryptoContext context = rtcp(bytes.word(4));
        return context.transformPacket(bytes) == SrtpErrorStatus.OK ? bytes.content() : new byte[0];
    }

    byte[] unprotectRtcp(byte[] packet) throws GeneralSecurityException {
        Bytes bytes = new Bytes(packet);
        SrtcpCryptoContext context = rtcp(bytes.word(4));
        return context.reverseTransformPacket(bytes) == SrtpErrorStatus.OK ? bytes.content() : new byte[0];
    }

    private static final class Bytes implements ByteArrayBuffer {

        private final byte[] buffer = new byte[2048];
        private int offset;
        private int length;

        Bytes(byte[] packet) {
            System.arraycopy(packet, 0, buffer, 0, packet.length);
            length = packet.length;
        }

        int word(int at) {
            return ByteBuffer.wrap(buffer).getInt(at);
        }

        byte[] content() {
            return Arrays.copyOfRange(buffer, offset, offset + length);
        }

        @Override
        public byte[] getBuffer() {
            return buffer;
        }

        @Override
        public int getOffset() {
            return offset;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void setOffset(int offset) {
            this.offset = offset;
        }

        @Override
        public void setLength(int length) {
            this.length = length;
        }

        @Override
        public boolean isInvalid() {
            return false;
        }

        @Override
        public void readRegionToBuff(int off, int len, byte[] destination) {
            System.arraycopy(buffer, offset + off, destination, 0, len);
        }

        @Override
        public void grow(int howMuch) {}

        @Override
        public void append(byte[] data, int len) {
            System.arraycopy(data, 0, buffer, offset + length, len);
            length += len;
        }

        @Override
        public void shrink(int len) {
            length -= len;
        }
    }
}
