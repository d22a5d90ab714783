package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpReceiver;
import org.courtbridge.codecs.srtp.SrtpSender;
import org.jspecify.annotations.Nullable;

/**
 * The way of a packet between a socket and the listener, the same for every transport: in, demultiplex, unprotect,
 * listener; out, copy, protect, buffer. Counts what passes and what does not.
 */
public final class MediaPath implements AutoCloseable {

    /**
     * Takes packets that come before anybody listens: where they come from must be known by then, as what keeps a NAT open is
     * sent once in many seconds (H.460.19).
     */
    private static final RtpListener NOBODY = new RtpListener() {
        @Override
        public void rtp(RtpPacket packet, long arrival) {}

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {}

        @Override
        public void lost(String reason) {}
    };

    private static final int RETIREMENT_SECONDS = 5;
    private static final long RETIREMENT = TimeUnit.SECONDS.toNanos(RETIREMENT_SECONDS);

    private final Scratch scratch;
    /** Nothing is sent but under a key. */
    private boolean sendsSecured;

    /** Nothing is taken but under a key. */
    private boolean receivesSecured;

    /** Whether each direction has a key, or none, of its own. */
    private boolean byDirection;

    /** Payload type that is taken for another; -1 for none. */
    private int namedType = -1;

    private int ownType;
    private int limit = MediaLoops.MAX_DATAGRAM;
    private final LongAdder droppedByAll;
    private @Nullable RtpListener listener;
    private @Nullable SrtpSender protector;
    private @Nullable SrtpReceiver checker;
    private @Nullable SrtpReceiver retiring;
    private final PayloadProtection payloads = new PayloadProtection();
    private final PayloadTypeRepair labels = new PayloadTypeRepair();
    private long retiresAt;
    private boolean closed;
    private @Nullable String lossReason;
    private boolean silenced;

    private long packetsReceived;
    private long bytesReceived;
    private long packetsSent;
    private long bytesSent;
    private long dropped;
    private long unsent;
    private volatile long lastPacketAt;

    private MediaPath(Scratch scratch, boolean secured, LongAdder droppedByAll, long now) {
        this.scratch = scratch;
        this.droppedByAll = droppedByAll;
        this.sendsSecured = secured;
        this.receivesSecured = secured;
        this.lastPacketAt = now;
    }

    /** Carries packets as they are until {@linkplain #keys keys} are set. */
    public static MediaPath plain(Scratch scratch, LongAdder droppedByAll, long now) {
        return new MediaPath(scratch, false, droppedByAll, now);
    }

    /** Carries nothing until {@linkplain #keys keys} are set. */
    public static MediaPath secured(Scratch scratch, LongAdder droppedByAll, long now) {
        return new MediaPath(scratch, true, droppedByAll, now);
    }

    /** From now on datagrams of so many bytes fill the receive buffer: what is shorter has come whole. */
    void limit(int bytes) {
        limit = bytes;
    }

    /** From now on nothing passes but under keys: those that are set, or the first to come. */
    void secure() {
        sendsSecured = true;
        receivesSecured = true;
    }

    /** From now on packets go as they are. */
    void expose() {
        sendsSecured = false;
        receivesSecured = false;
        unprotect();
        uncheck();
    }

    private void unprotect() {
        close(protector);
        protector = null;
    }

    private void uncheck() {
        close(checker);
        close(retiring);
        checker = null;
        retiring = null;
    }

    /**
     * From now on packets are protected with one key and checked with the other; a key that is in use already goes on
     * where it is. Packets under the key before are taken until {@value #RETIREMENT_SECONDS} s after the first under
     * the new one, as some may be on their way and the party may change later than we do.
     */
    public void keys(SrtpKey local, SrtpKey remote) {
        keys(local, List.of(remote));
    }

    /** The same with a party that names one of several keys in each packet (MKI, RFC 3711, section 3.1). */
    public void keys(SrtpKey local, List<SrtpKey> remote) {
        if (closed) {
            return;
        }
        protect(local);
        check(remote);
    }

    private void protect(SrtpKey local) {
        if (protector == null || !protector.key().equals(local)) {
            close(protector);
            protector = SrtpSender.forKey(local);
        }
    }

    private void check(List<SrtpKey> remote) {
        if (checker == null || !checker.keys().equals(remote)) {
            close(retiring);
            retiring = checker;
            retiresAt = Long.MAX_VALUE;
            checker = SrtpReceiver.forKeys(remote);
        }
    }

    /**
     * Sets the protection of what we send alone, on a channel of H.245: SRTP under a key (H.235.8), or what {@link #payloads}
     * makes of it. A direction without a channel carries no RTCP either while the other one is protected: nobody knows under
     * which key.
     */
    void sends(Optional<SrtpKey> key) {
        if (closed) {
            return;
        }
        key.ifPresentOrElse(this::protect, this::unprotect);
        decide();
    }

    /**
     * The same of what we receive.
     *
     * @param keys under one of which it is; none for what payloads make of it
     * @param named payload type that the party has named for the channel; -1 for none
     * @param own the one that it is to have
     */
    void receives(List<SrtpKey> keys, int named, int own) {
        if (closed) {
            return;
        }
        if (keys.isEmpty()) {
            uncheck();
        } else {
            check(keys);
        }
        namedType = named;
        ownType = own;
        decide();
    }

    private void decide() {
        byDirection = true;
        sendsSecured = protector != null || !payloads.isSending() && checker != null;
        receivesSecured = checker != null || !payloads.isReceiving() && protector != null;
    }

    public void listener(RtpListener listener) {
        if (silenced) {
            return;
        }
        boolean first = this.listener == null;
        this.listener = listener;
        if (first && lossReason != null) {
            listener.lost(lossReason);
        }
    }

    /** Whether what is sent now is protected as it must be. */
    boolean mayBeSent() {
        return !sendsSecured || protector != null;
    }

    boolean hasKeys() {
        return checker != null;
    }

    /** Whether packets of this SSRC have proved genuine under the present keys. */
    boolean hasHeard(int ssrc) {
        return checker != null && checker.hasHeard(ssrc);
    }

    /**
     * Takes one datagram.
     *
     * @return whether it was valid, and so says where the party is
     */
    public boolean arrived(ByteBuf datagram, long now) {
        int length = datagram.readableBytes();
        if (length >= limit) {
            // It filled the receive buffer, so it may have been cut.
            drop();
            return false;
        }
        datagram.getBytes(datagram.readerIndex(), scratch.in, 0, length);
        RtpListener hearer = listener == null ? NOBODY : listener;
        boolean valid = !silenced
                && (!receivesSecured || checker != null)
                && switch (RtpKind.of(scratch.in, 0, length)) {
                    case RTP -> rtp(hearer, length, now);
                    case RTCP -> rtcp(hearer, length, now);
                    case NEITHER -> false;
                };
        if (!valid) {
            drop();
        }
        return valid;
    }

    private boolean rtp(RtpListener hearer, int length, long now) {
        RtpPacket packet = scratch.packetIn;
        try {
            packet.wrap(scratch.in, 0, length);
        } catch (MalformedPacketException e) {
            return false;
        }
        if (checker != null) {
            if (checker.unprotect(packet)) {
                retire(now);
            } else if (retiring == null || !retiring.unprotect(packet)) {
                return false;
            }
        }
        if (!payloads.decrypt(packet, now) || !packet.paddingFits()) {
            return false;
        }
        if (packet.payloadType() == namedType) {
            packet.payloadType(ownType);
        }
        labels.repair(packet);
        received(packet.getLength(), now);
        hearer.rtp(packet, now);
        return true;
    }

    private boolean rtcp(RtpListener hearer, int length, long now) {
        int plain = length;
        if (checker != null) {
            plain = checker.unprotectRtcp(scratch.in, 0, length);
            if (plain >= 0) {
                retire(now);
            } else if (retiring != null) {
                plain = retiring.unprotectRtcp(scratch.in, 0, length);
            }
        }
        if (plain < 0 || !RtcpPacket.isWhole(scratch.in, 0, plain)) {
            return false;
        }
        received(plain, now);
        hearer.rtcp(scratch.in, 0, plain, now);
        return true;
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

    private void received(int length, long now) {
        packetsReceived++;
        bytesReceived += length;
        lastPacketAt = now;
    }

    /** A protected copy, ready for the socket; null, and counted, if it cannot be protected. */
    public @Nullable ByteBuf outgoing(RtpPacket packet, ByteBufAllocator allocator) {
        int length = packet.getLength();
        if (!sendable(length)) {
            return null;
        }
        if (protector == null && !payloads.encrypts()) {
            return sent(packet.getBuffer(), packet.getOffset(), length, length, allocator);
        }
        System.arraycopy(packet.getBuffer(), packet.getOffset(), scratch.out, 0, length);
        RtpPacket copy = scratch.packetOut.wrap(scratch.out, 0, length);
        payloads.encrypt(copy);
        if (protector != null && !protector.protect(copy)) {
            unsent++;
            return null;
        }
        return sent(copy.getBuffer(), copy.getOffset(), copy.getLength(), length, allocator);
    }

    /** As {@link #outgoing}, for a compound RTCP packet. */
    @Nullable
    ByteBuf outgoingRtcp(byte[] compound, int offset, int length, ByteBufAllocator allocator) {
        if (!sendable(length)) {
            return null;
        }
        if (protector == null) {
            return sent(compound, offset, length, length, allocator);
        }
        System.arraycopy(compound, offset, scratch.out, 0, length);
        int protectedLength = protector.protectRtcp(scratch.out, 0, length);
        if (protectedLength < 0) {
            unsent++;
            return null;
        }
        return sent(scratch.out, 0, protectedLength, length, allocator);
    }

    private boolean sendable(int length) {
        boolean sendable = length <= MediaLoops.MAX_DATAGRAM && mayBeSent();
        if (!sendable) {
            unsent++;
        }
        return sendable;
    }

    private ByteBuf sent(byte[] bytes, int offset, int wireLength, int length, ByteBufAllocator allocator) {
        packetsSent++;
        bytesSent += length;
        return allocator.directBuffer(wireLength).writeBytes(bytes, offset, wireLength);
    }

    void drop() {
        dropped++;
        droppedByAll.increment();
    }

    void unsent() {
        unsent++;
    }

    /** Tells the listener, if there is one. */
    void ready() {
        if (listener != null) {
            listener.ready();
        }
    }

    /** Tells the listener, if there is one. */
    void moved() {
        if (listener != null) {
            listener.moved();
        }
    }

    /** Tells the listener, once; as soon as there is one. */
    void lost(String reason) {
        if (lossReason == null) {
            lossReason = reason;
            if (listener != null) {
                listener.lost(reason);
            }
        }
    }

    /** The listener hears nothing more. */
    void silence() {
        listener = null;
        silenced = true;
    }

    /** Frees the ciphers: from now on a path that has or needs keys carries nothing. On the loop. */
    @Override
    public void close() {
        closed = true;
        close(protector);
        close(checker);
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

    long lastPacketAt() {
        return lastPacketAt;
    }

    /** The repair of sound that comes by a wrong payload type. */
    PayloadTypeRepair labels() {
        return labels;
    }

    /** The encryption of payloads as H.323 rooms have it (H.235.6). */
    PayloadProtection payloads() {
        return payloads;
    }

    /**
     * The protection of both directions, by the profile of what we send, as a party may take another for its own; empty if
     * either goes in the clear. Where each is a channel of its own, that of those that are open.
     */
    Optional<PacketProtection> protection() {
        if (protector == null && checker == null) {
            return payloads.protection();
        }
        boolean sending = !byDirection || payloads.isSending();
        boolean receiving = !byDirection || payloads.isReceiving();
        SrtpSender sent = sending ? protector : null;
        SrtpReceiver taken = receiving ? checker : null;
        if (sending && sent == null || receiving && taken == null) {
            return Optional.empty();
        }
        if (sent != null) {
            return Optional.of(sent.key().profile());
        }
        return taken == null
                ? Optional.empty()
                : Optional.of(taken.keys().getFirst().profile());
    }

    TransportStats stats() {
        return new TransportStats(packetsReceived, bytesReceived, packetsSent, bytesSent, dropped, unsent);
    }
}
