package org.courtbridge.codecs.srtp;

import io.netty.util.collection.IntObjectHashMap;
import java.util.List;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/**
 * Checks and decrypts what one party sends under its key, or under one of several that it names in each packet (MKI, RFC
 * 3711, section 3.1), and allocates nothing for it. For one thread, which also makes and closes it, unless it is made {@linkplain
 * #forAnyThread for any}.
 *
 * <p>The SSRC is an unauthenticated claim until the tag has been verified, so it makes no state before: keys and ciphers
 * are the same for all SSRCs, and the window of an SSRC begins with its first genuine packet. How many SSRCs a genuine
 * party may have is bounded too. A window goes on when the party takes another of its keys (RFC 3711, sections 3.3.1 and
 * 3.4).
 */
public final class SrtpReceiver implements AutoCloseable {

    /** Many more than any browser or room uses, few enough to hold for every leg. */
    public static final int MAX_SSRCS = 128;

    private static final int MIN_RTCP = 8;

    private final List<SrtpKey> keys;

    /** The one that the last genuine packet was under is the first. */
    private final CheckingKey[] checking;

    private final IntObjectHashMap<ReplayWindow> rtp = new IntObjectHashMap<>();
    private final IntObjectHashMap<ReplayWindow> rtcp = new IntObjectHashMap<>();
    private boolean closed;

    SrtpReceiver(List<SrtpKey> keys, CipherSource ciphers) {
        this.keys = List.copyOf(keys);
        checking = keys.stream().map(key -> new CheckingKey(key, ciphers)).toArray(CheckingKey[]::new);
    }

    /** Makes one for a party that has one key, with the quickest ciphers that this machine has. */
    public static SrtpReceiver forKey(SrtpKey key) {
        return forKeys(List.of(key));
    }

    /**
     * Makes one for a party that may use any of several keys, with the quickest ciphers that this machine has.
     *
     * @param keys at least one
     */
    public static SrtpReceiver forKeys(List<SrtpKey> keys) {
        return new SrtpReceiver(keys, CipherSource.best());
    }

    /** One that any thread may use, one at a time: slower, and with garbage for each packet. @param keys at least one */
    public static SrtpReceiver forAnyThread(List<SrtpKey> keys) {
        return new SrtpReceiver(keys, CipherSource.JCE);
    }

    public List<SrtpKey> keys() {
        return keys;
    }

    /** Whether RTP or RTCP of this SSRC has been genuine before. */
    public boolean hasHeard(int ssrc) {
        return rtp.containsKey(ssrc) || rtcp.containsKey(ssrc);
    }

    /**
     * Decrypts the packet in place.
     *
     * @return false, and the bytes are as they were, if it is not genuine, was seen before, is too old, or is one SSRC too
     *     many
     */
    public boolean unprotect(RtpPacket packet) {
        for (int i = 0; i < checking.length; i++) {
            if (unprotect(packet, checking[i])) {
                first(i);
                return true;
            }
        }
        return false;
    }

    private boolean unprotect(RtpPacket packet, CheckingKey key) {
        int length = packet.getLength();
        MasterKeyIdentifier identifier = key.rtpIdentifier;
        if (identifier.isIn(packet.getBuffer(), packet.getOffset(), length)) {
            packet.setLength(identifier.cut(packet.getBuffer(), packet.getOffset(), length));
            if (unprotectUnnamed(packet, key)) {
                return true;
            }
            packet.setLength(length);
            identifier.restore(packet.getBuffer(), packet.getOffset(), length);
        }
        return unprotectUnnamed(packet, key);
    }

    private boolean unprotectUnnamed(RtpPacket packet, CheckingKey key) {
        int plain = key.plainLength(packet);
        if (closed || plain < packet.headerLength() || plain > SrtpSender.MAX_PACKET) {
            return false;
        }
        int ssrc = (int) packet.ssrc();
        ReplayWindow window = rtp.get(ssrc);
        long highest = window == null ? PacketIndex.NONE : window.highest();
        long index = PacketIndex.estimate(highest, packet.sequenceNumber());
        if (index == PacketIndex.NONE || !mayCome(rtp, window, index) || !key.open(packet, plain, index)) {
            return false;
        }
        came(rtp, window, ssrc, index);
        packet.setLength(plain);
        return true;
    }

    /**
     * Decrypts a compound RTCP packet in place.
     *
     * @return its length now; -1, and the bytes are as they were, if it is not genuine, was seen before, is too old, or is one SSRC too many
     */
    public int unprotectRtcp(byte[] buffer, int offset, int length) {
        for (int i = 0; i < checking.length; i++) {
            int plain = unprotectRtcp(buffer, offset, length, checking[i]);
            if (plain >= 0) {
                first(i);
                return plain;
            }
        }
        return -1;
    }

    private int unprotectRtcp(byte[] buffer, int offset, int length, CheckingKey key) {
        MasterKeyIdentifier identifier = key.rtcpIdentifier;
        if (identifier.isIn(buffer, offset, length)) {
            int plain = unprotectUnnamedRtcp(buffer, offset, identifier.cut(buffer, offset, length), key);
            if (plain >= 0) {
                return plain;
            }
            identifier.restore(buffer, offset, length);
        }
        return unprotectUnnamedRtcp(buffer, offset, length, key);
    }

    private int unprotectUnnamedRtcp(byte[] buffer, int offset, int length, CheckingKey key) {
        int plain = key.plainRtcpLength(length);
        if (closed || plain < MIN_RTCP || plain > SrtpSender.MAX_PACKET) {
            return -1;
        }
        int ssrc = Envelope.ssrc(buffer, offset);
        int word = key.rtcpWord(buffer, offset, plain);
        int index = Envelope.index(word);
        ReplayWindow window = rtcp.get(ssrc);
        if (!mayCome(rtcp, window, index) || !key.openRtcp(buffer, offset, plain, word)) {
            return -1;
        }
        came(rtcp, window, ssrc, index);
        return plain;
    }

    private void first(int i) {
        if (i > 0) {
            CheckingKey used = checking[i];
            System.arraycopy(checking, 0, checking, 1, i);
            checking[0] = used;
        }
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
            for (CheckingKey key : checking) {
                key.close();
            }
        }
    }
}
