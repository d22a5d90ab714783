package org.courtbridge.simulators;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpReceiver;
import org.courtbridge.codecs.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/** SRTP and SRTCP of one stream (RFC 3711); in the clear as long as there are no keys. For any thread. */
final class SrtpSecrecy implements AutoCloseable {

    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;

    /** Protects and expects protection from now on. Keys that are as before go on, with their packet indices. */
    synchronized void keys(SrtpKey ours, List<SrtpKey> theirs) {
        if (sender == null || !sender.key().equals(ours)) {
            closeSender();
            sender = SrtpSender.forAnyThread(ours);
        }
        if (receiver == null || !receiver.keys().equals(theirs)) {
            closeReceiver();
            receiver = SrtpReceiver.forAnyThread(theirs);
        }
    }

    synchronized boolean isOn() {
        return sender != null;
    }

    /** @return a copy that can be sent; empty if it must not be */
    synchronized Optional<RtpPacket> protect(byte[] bytes, int length) {
        RtpPacket packet = new RtpPacket().wrap(Arrays.copyOf(bytes, length + SrtpSender.OVERHEAD), 0, length);
        return sender != null && sender.protect(packet) ? Optional.of(packet) : Optional.empty();
    }

    /** In place. @return its length now; empty if it is not genuine */
    synchronized Optional<Integer> unprotect(byte[] bytes, int length) {
        if (receiver == null) {
            return Optional.of(length);
        }
        try {
            RtpPacket packet = new RtpPacket().wrap(bytes, 0, length);
            return receiver.unprotect(packet) ? Optional.of(packet.getLength()) : Optional.empty();
        } catch (MalformedPacketException _) {
            return Optional.empty();
        }
    }

    /** The same octets while there are no keys. @return empty if they must not be sent */
    synchronized Optional<byte[]> protectRtcp(byte[] bytes, int length) {
        byte[] copy = Arrays.copyOf(bytes, sender == null ? length : length + SrtpSender.OVERHEAD);
        if (sender == null) {
            return Optional.of(copy);
        }
        int now = sender.protectRtcp(copy, 0, length);
        return now < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(copy, now));
    }

    /** In place. @return its length now; empty if it is not genuine */
    synchronized Optional<Integer> unprotectRtcp(byte[] bytes, int length) {
        if (receiver == null) {
            return Optional.of(length);
        }
        int plain = receiver.unprotectRtcp(bytes, 0, length);
        return plain < 0 ? Optional.empty() : Optional.of(plain);
    }

    private void closeSender() {
        if (sender != null) {
            sender.close();
        }
    }

    private void closeReceiver() {
        if (receiver != null) {
            receiver.close();
        }
    }

    /** Ends protection. */
    synchronized void clear() {
        closeSender();
        closeReceiver();
        sender = null;
        receiver = null;
    }

    @Override
    public void close() {
        clear();
    }
}
