package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtcpPacket;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.jspecify.annotations.Nullable;

/**
 * The way of a packet between a socket and the listener, the same for every transport: in, demultiplex, unprotect,
 * listener; out, copy, protect, buffer. Counts what passes and what does not.
 */
public final class MediaPath implements AutoCloseable {

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
    private final PathListener listener = new PathListener();
    private final PathKeys keys = new PathKeys();
    private final PayloadProtection payloads = new PayloadProtection();
    private final PayloadTypeRepair labels = new PayloadTypeRepair();
    private final PathCounters counters;

    private MediaPath(Scratch scratch, boolean secured, LongAdder droppedByAll, long now) {
        this.scratch = scratch;
        this.sendsSecured = secured;
        this.receivesSecured = secured;
        this.counters = new PathCounters(droppedByAll, now);
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
        keys.sendsPlain();
        keys.receivesPlain();
    }

    /**
     * From now on packets are protected with one key and checked with the other; a key that is in use already goes on
     * where it is. Packets under the key before are taken until {@value PathKeys#RETIREMENT_SECONDS} s after the first under
     * the new one, as some may be on their way and the party may change later than we do.
     */
    public void keys(SrtpKey local, SrtpKey remote) {
        keys(local, List.of(remote));
    }

    /** The same with a party that names one of several keys in each packet (MKI, RFC 3711, section 3.1). */
    public void keys(SrtpKey local, List<SrtpKey> remote) {
        keys.sendsUnder(local);
        keys.receivesUnder(remote);
    }

    /**
     * Sets the protection of what we send alone, on a channel of H.245: SRTP under a key (H.235.8), or what {@link #payloads}
     * makes of it. A direction without a channel carries no RTCP either while the other one is protected: nobody knows under
     * which key.
     */
    void sends(Optional<SrtpKey> key) {
        if (keys.isClosed()) {
            return;
        }
        key.ifPresentOrElse(keys::sendsUnder, keys::sendsPlain);
        decide();
    }

    /**
     * The same of what we receive.
     *
     * @param theirs keys, under one of which it is; none for what payloads make of it
     * @param named payload type that the party has named for the channel; -1 for none
     * @param own the one that it is to have
     */
    void receives(List<SrtpKey> theirs, int named, int own) {
        if (keys.isClosed()) {
            return;
        }
        if (theirs.isEmpty()) {
            keys.receivesPlain();
        } else {
            keys.receivesUnder(theirs);
        }
        namedType = named;
        ownType = own;
        decide();
    }

    private void decide() {
        byDirection = true;
        sendsSecured = keys.hasSendKey() || !payloads.isSending() && keys.hasReceiveKey();
        receivesSecured = keys.hasReceiveKey() || !payloads.isReceiving() && keys.hasSendKey();
    }

    public void listener(RtpListener listener) {
        this.listener.set(listener);
    }

    /** Whether what is sent now is protected as it must be. */
    boolean mayBeSent() {
        return !sendsSecured || keys.hasSendKey();
    }

    boolean hasKeys() {
        return keys.hasReceiveKey();
    }

    /** Whether packets of this SSRC have proved genuine under the present keys. */
    boolean hasHeard(int ssrc) {
        return keys.hasHeard(ssrc);
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
        boolean valid = !listener.isSilenced()
                && (!receivesSecured || keys.hasReceiveKey())
                && switch (RtpKind.of(scratch.in, 0, length)) {
                    case RTP -> rtp(length, now);
                    case RTCP -> rtcp(length, now);
                    case NEITHER -> false;
                };
        if (!valid) {
            drop();
        }
        return valid;
    }

    private boolean rtp(int length, long now) {
        RtpPacket packet = scratch.packetIn;
        try {
            packet.wrap(scratch.in, 0, length);
        } catch (MalformedPacketException e) {
            return false;
        }
        if (!keys.unprotect(packet, now) || !payloads.decrypt(packet, now) || !packet.paddingFits()) {
            return false;
        }
        if (packet.payloadType() == namedType) {
            packet.payloadType(ownType);
        }
        labels.repair(packet);
        counters.received(packet.getLength(), now);
        listener.get().rtp(packet, now);
        return true;
    }

    private boolean rtcp(int length, long now) {
        int plain = keys.unprotectRtcp(scratch.in, length, now);
        if (plain < 0 || !RtcpPacket.isWhole(scratch.in, 0, plain)) {
            return false;
        }
        counters.received(plain, now);
        listener.get().rtcp(scratch.in, 0, plain, now);
        return true;
    }

    /** A protected copy, ready for the socket; null, and counted, if it cannot be protected. */
    public @Nullable ByteBuf outgoing(RtpPacket packet, ByteBufAllocator allocator) {
        int length = packet.getLength();
        if (!sendable(length)) {
            return null;
        }
        if (!keys.hasSendKey() && !payloads.encrypts()) {
            return sent(packet.getBuffer(), packet.getOffset(), length, length, allocator);
        }
        System.arraycopy(packet.getBuffer(), packet.getOffset(), scratch.out, 0, length);
        RtpPacket copy = scratch.packetOut.wrap(scratch.out, 0, length);
        payloads.encrypt(copy);
        if (!keys.protect(copy)) {
            counters.unsent();
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
        if (!keys.hasSendKey()) {
            return sent(compound, offset, length, length, allocator);
        }
        System.arraycopy(compound, offset, scratch.out, 0, length);
        int protectedLength = keys.protectRtcp(scratch.out, length);
        if (protectedLength < 0) {
            counters.unsent();
            return null;
        }
        return sent(scratch.out, 0, protectedLength, length, allocator);
    }

    private boolean sendable(int length) {
        boolean sendable = length <= MediaLoops.MAX_DATAGRAM && mayBeSent();
        if (!sendable) {
            counters.unsent();
        }
        return sendable;
    }

    private ByteBuf sent(byte[] bytes, int offset, int wireLength, int length, ByteBufAllocator allocator) {
        counters.sent(length);
        return allocator.directBuffer(wireLength).writeBytes(bytes, offset, wireLength);
    }

    void drop() {
        counters.dropped();
    }

    void unsent() {
        counters.unsent();
    }

    /** Tells the listener, if there is one. */
    void ready() {
        listener.get().ready();
    }

    /** Tells the listener, if there is one. */
    void moved() {
        listener.get().moved();
    }

    /** Tells the listener, once; as soon as there is one. */
    void lost(String reason) {
        listener.lost(reason);
    }

    /** The listener hears nothing more. */
    void silence() {
        listener.silence();
    }

    /** Frees the ciphers: from now on a path that has or needs keys carries nothing. On the loop. */
    @Override
    public void close() {
        keys.close();
    }

    long lastPacketAt() {
        return counters.lastPacketAt();
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
        if (!keys.hasSendKey() && !keys.hasReceiveKey()) {
            return payloads.protection();
        }
        return keys.protection(!byDirection || payloads.isSending(), !byDirection || payloads.isReceiving());
    }

    TransportStats stats() {
        return counters.stats();
    }
}
