package org.courtbridge.media.transport;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpReceiver;
import org.courtbridge.codecs.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * The SRTP keys (RFC 3711) of a {@link MediaPath}, one way and the other, and the retirement of those before. A direction without
 * a key leaves packets as they are. On the path's event loop.
 */
final class PathKeys implements AutoCloseable {

    /** From the first packet under a new key, those under the one before are taken for so long. */
    static final int RETIREMENT_SECONDS = 5;

    private static final long RETIREMENT = TimeUnit.SECONDS.toNanos(RETIREMENT_SECONDS);

    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private @Nullable SrtpReceiver retiring;

    /** As {@link System#nanoTime}; the largest number until a packet has come under the present key. */
    private long retiresAt;

    private boolean closed;

    /** From now on packets are protected with this key; one that is in use already goes on where it is. */
    void sendsUnder(SrtpKey local) {
        if (!closed && (sender == null || !sender.key().equals(local))) {
            close(sender);
            sender = SrtpSender.forKey(local);
        }
    }

    /** From now on packets go as they are. */
    void sendsPlain() {
        close(sender);
        sender = null;
    }

    /**
     * From now on packets are checked with these keys; those that are in use already go on where they are. Those before are
     * taken until {@value #RETIREMENT_SECONDS} s after the first packet under the new ones.
     *
     * @param remote at least one; of several each packet names its own (MKI, RFC 3711, section 3.1)
     */
    void receivesUnder(List<SrtpKey> remote) {
        if (!closed && (receiver == null || !receiver.keys().equals(remote))) {
            close(retiring);
            retiring = receiver;
            retiresAt = Long.MAX_VALUE;
            receiver = SrtpReceiver.forKeys(remote);
        }
    }

    /** From now on packets are taken as they are. */
    void receivesPlain() {
        close(receiver);
        close(retiring);
        receiver = null;
        retiring = null;
    }

    boolean hasSendKey() {
        return sender != null;
    }

    boolean hasReceiveKey() {
        return receiver != null;
    }

    /** Whether packets of this SSRC have proved genuine under the present keys. */
    boolean hasHeard(int ssrc) {
        return receiver != null && receiver.hasHeard(ssrc);
    }

    /** Checks a packet and decrypts it in place. @return whether it is genuine; it is if there is no key */
    boolean unprotect(RtpPacket packet, long now) {
        if (receiver == null) {
            return true;
        }
        if (receiver.unprotect(packet)) {
            retire(now);
            return true;
        }
        return retiring != null && retiring.unprotect(packet);
    }

    /**
     * The same of a compound RTCP packet that begins with the array.
     *
     * @return its length in bytes without what protected it; negative if it is not genuine
     */
    int unprotectRtcp(byte[] compound, int length, long now) {
        if (receiver == null) {
            return length;
        }
        int plain = receiver.unprotectRtcp(compound, 0, length);
        if (plain >= 0) {
            retire(now);
        } else if (retiring != null) {
            plain = retiring.unprotectRtcp(compound, 0, length);
        }
        return plain;
    }

    /** A packet has come under the present key: the one before has had its time soon. */
    private void retire(long now) {
        if (retiring == null) {
            return;
        }
        if (retiresAt == Long.MAX_VALUE) {
            retiresAt = now + RETIREMENT;
        } else if (now - retiresAt >= 0) {
            close(retiring);
            retiring = null;
        }
    }

    /** Protects a packet in place. @return whether it may be sent; it may if there is no key */
    boolean protect(RtpPacket packet) {
        return sender == null || sender.protect(packet);
    }

    /** The same of a compound RTCP packet that begins with the array. @return its new length in bytes; negative if it cannot be sent */
    int protectRtcp(byte[] compound, int length) {
        return sender == null ? length : sender.protectRtcp(compound, 0, length);
    }

    /**
     * The protection by the profile of what we send, as a party may take another for its own; empty if a direction that counts
     * has no key.
     *
     * @param sending whether we send
     * @param receiving whether the party does
     */
    Optional<PacketProtection> protection(boolean sending, boolean receiving) {
        if (sending && sender == null || receiving && receiver == null) {
            return Optional.empty();
        }
        if (sending && sender != null) {
            return Optional.of(sender.key().profile());
        }
        return receiving && receiver != null
                ? Optional.of(receiver.keys().getFirst().profile())
                : Optional.empty();
    }

    boolean isClosed() {
        return closed;
    }

    /** Frees the ciphers: whatever goes by keys does not pass any more. */
    @Override
    public void close() {
        closed = true;
        close(sender);
        close(receiver);
        close(retiring);
    }

    private static void close(@Nullable SrtpSender sender) {
        if (sender != null) {
            sender.close();
        }
    }

    private static void close(@Nullable SrtpReceiver receiver) {
        if (receiver != null) {
            receiver.close();
        }
    }
}
