package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.media.transport.dtls.DtlsRole;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.jspecify.annotations.Nullable;

/**
 * An RTP port and the RTCP port after it, for one line of one room.
 *
 * <p>Sends to where the session description says until the party proves to be behind a NAT, then to where its packets come
 * from; see {@link SymmetricLatch}. RTP and RTCP latch each for itself, but RTCP from another machine than RTP is a stranger's, and
 * when RTP has moved to another machine RTCP is awaited from there. Under keys a party that moves is followed with its
 * first packet, as nobody else can make one. Packets from strangers are counted as dropped. RTCP on the RTP port is
 * recognised (RFC 5761) whether agreed or not.
 *
 * <p>Where ICE is spoken ({@link #ice}) its checks decide instead.
 *
 * <p>How packets are protected is set, and may change in mid-call, by {@link #plain}, {@link #keys} and {@link #dtls}.
 * With DTLS and without rtcp-mux each port has an association, and so keys, of its own (RFC 5764, section 3).
 *
 * <p>What sets something may be called on any thread, as may {@link #receivedKey}, {@link #listener} and {@link #close}. It returns before
 * the loop has heeded it, see {@link #awaitSettings}.
 */
public final class UdpRtpTransport implements RtpTransport {

    private final EventLoop loop;
    private final LongSupplier clock;
    private final MediaPath path;
    private final LinePort rtp;

    /** Its path is taken where this port has keys of its own. */
    private final LinePort rtcp;

    private final CertificateFingerprint fingerprint;
    private final LineIce ice;
    private final MediaTimeout timeout;
    private boolean mux;
    private boolean takesRtcp = true;
    private boolean dtls;
    private @Nullable Consumer<InetAddress> followed;
    private boolean wasReady;

    /**
     * Runs when this transport is closed, if others have the same ports, which then stay open; null where they are ours alone.
     */
    private @Nullable Runnable shared;

    /**
     * Both channels are bound, belong to one loop and have a {@link DatagramHandler} as their only handler.
     *
     * @param clock as {@link System#nanoTime}
     */
    UdpRtpTransport(
            Scratch scratch,
            LongAdder dropped,
            DtlsCertificate certificate,
            Channel rtpChannel,
            Channel rtcpChannel,
            LongSupplier clock) {
        this.loop = rtpChannel.eventLoop();
        this.clock = clock;
        this.path = MediaPath.plain(scratch, dropped, clock.getAsLong());
        KnownSsrcs known = new KnownSsrcs();
        this.rtp =
                new LinePort(rtpChannel, path, SymmetricLatch.rtp(known), certificate, path::lost, this::tellReadiness);
        this.rtcp = new LinePort(
                rtcpChannel,
                MediaPath.secured(scratch, dropped, clock.getAsLong()),
                SymmetricLatch.rtcp(known),
                certificate,
                path::lost,
                this::tellReadiness);
        this.fingerprint = certificate.fingerprint();
        this.ice = new LineIce(loop, scratch, rtp, rtcp, clock, this::tellReadiness);
        this.timeout = new MediaTimeout(loop, clock, this::lastPacketAt, path::lost);
    }

    /** The ports are others', too, and stay open. @param closed runs on the loop when this transport is closed */
    void whenClosed(Runnable closed) {
        onLoop(() -> shared = closed);
    }

    /**
     * From now on each packet has a number before it, by which the party tells sessions apart (H.460.19).
     *
     * @param rtp 32 bits; empty for none
     * @param rtcp the same of RTCP
     */
    public void multiplexed(OptionalInt rtp, OptionalInt rtcp) {
        onLoop(() -> {
            this.rtp.multiplexed(rtp);
            this.rtcp.multiplexed(rtcp);
        });
    }

    /** Connects the ports with this transport; what came before is lost, as nobody had the addresses yet. */
    UdpRtpTransport opened() {
        loop.submit(() -> {
                    rtp.channel().pipeline().get(DatagramHandler.class).receiver(this::rtpPort);
                    rtcp.channel().pipeline().get(DatagramHandler.class).receiver(this::rtcpPort);
                })
                .syncUninterruptibly();
        return this;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void listener(RtpListener listener) {
        onLoop(() -> {
            path.listener(listener);
            rtcp.path().listener(listener);
        });
    }

    /**
     * Sets where the session description wants the packets. Called again with the same addresses it keeps what was
     * learnt from arriving packets; with other ones it starts anew.
     *
     * @param rtp resolved; port 0 or a wildcard address (old-style hold) means nowhere
     * @param rtcp resolved; not used with rtcp-mux
     * @param mux whether RTCP is sent on the RTP port (RFC 5761)
     */
    public void remote(InetSocketAddress rtp, InetSocketAddress rtcp, boolean mux) {
        onLoop(() -> {
            long now = clock.getAsLong();
            this.rtp.latch().signalled(rtp, now);
            this.rtcp.latch().signalled(rtcp, now);
            this.rtp.latch().named(rtcp.getAddress());
            this.rtcp.latch().named(rtp.getAddress());
            this.mux = mux;
            tellReadiness();
        });
    }

    /**
     * Says where the party's signalling comes from: if that is a NAT's outside, the party's media come from there, by ports that
     * nobody can name.
     */
    public void signalledFrom(InetAddress address) {
        onLoop(() -> {
            long now = clock.getAsLong();
            rtp.latch().signalledFrom(address, now);
            rtcp.latch().signalledFrom(address, now);
        });
    }

    /**
     * A stream of the party begins now, or goes on after it was held: for {@value SymmetricLatch#LATCHING_SECONDS} s its NAT may
     * give it another port.
     */
    public void begins() {
        onLoop(() -> {
            long now = clock.getAsLong();
            rtp.latch().begins(now);
            rtcp.latch().begins(now);
        });
    }

    /**
     * From now on plain media may also come from, and so go to, a machine that the signalling does not come from: the party's NAT
     * changes its outer address.
     *
     * @param followed hears of each such machine, on the event loop
     */
    public void followElsewhere(Consumer<InetAddress> followed) {
        onLoop(() -> {
            this.followed = followed;
            rtp.latch().followElsewhere();
            rtcp.latch().followElsewhere();
        });
    }

    /**
     * From now on checks of ICE decide where packets go and come from: we are a lite agent (RFC 8445, section 2.5). Before
     * {@link #remote}. Called again with the same credentials of ours it keeps what the checks have shown; others are those of a
     * restart.
     *
     * @param ours our values of {@code a=ice-ufrag} and {@code a=ice-pwd}
     * @param theirs those of the party
     * @param together whether RTCP goes by the RTP port, so that there is one component
     */
    public void ice(IceCredentials ours, IceCredentials theirs, boolean together) {
        onLoop(() -> {
            if (rtp.channel().isOpen()) {
                ice.agreed(ours, theirs, together);
            }
        });
    }

    /** ICE is not spoken, or not any more. */
    public void withoutIce() {
        onLoop(ice::end);
    }

    /** There may be a way and keys now, and were not before. */
    private void tellReadiness() {
        boolean before = wasReady;
        wasReady = ready();
        if (wasReady && !before) {
            path.ready();
        }
    }

    /** Whether the party's address is known, by ICE a validated one, and there are keys where it needs some. On the loop. */
    @Override
    public boolean ready() {
        return rtp.latch().destination() != null && path.mayBeSent();
    }

    /**
     * Waits until all that was set on this thread holds for each packet that comes, as is wanted before the party is told of it. A loop
     * that has been kept from its processor reads the packets that have come meanwhile before it takes what it is to do: a party that is
     * told of a key, and sends under it at once, would be faster. Not for event loops.
     */
    public void awaitSettings() {
        loop.submit(() -> {}).syncUninterruptibly();
    }

    /**
     * From now on packets are SRTP (SDES, RFC 4568): what we send under one key, what the room sends under the other.
     * Before {@link #remote}, or what comes first is taken for plain RTP. Called again, a key that stays goes on where it
     * is, as a session refresh needs; a new one takes over while packets under the old one may still arrive.
     *
     * @param remote at least one; of several each packet names its own
     */
    public void keys(SrtpKey local, List<SrtpKey> remote) {
        onLoop(() -> {
            closeDtls();
            path.secure();
            path.keys(local, remote);
            tellReadiness();
        });
    }

    /**
     * From now on packets are SRTP under keys that a DTLS handshake (RFC 5764) makes; until then nothing passes. Before
     * {@link #remote}. Called again with the same association it changes nothing; another has a handshake of its own, and
     * until that is done the keys before go on.
     *
     * @param expected of the certificate that the room will show
     * @param ours our side of the handshake
     * @param mux whether RTCP goes by the RTP port, so that one handshake does
     * @param association any number; another one for another association
     */
    public void dtls(CertificateFingerprint expected, DtlsRole ours, boolean mux, int association) {
        onLoop(() -> {
            dtls = true;
            rtp.dtls().agreed(expected, ours, association);
            if (mux) {
                rtcp.dtls().close();
            } else {
                rtcp.dtls().agreed(expected, ours, association);
            }
        });
    }

    /** From now on packets are plain RTP. */
    public void plain() {
        onLoop(() -> {
            closeDtls();
            path.expose();
            tellReadiness();
        });
    }

    /**
     * From now on we send on a channel (H.245); what packets carry is encrypted under a key (H.235.6), or in the clear if there
     * is none. Before {@link #remote}. Called again it changes the key.
     */
    public void sendsUnder(Optional<MediaKey> key) {
        onLoop(() -> {
            path.payloads().sends(key);
            path.sends(Optional.empty());
            tellReadiness();
        });
    }

    /** The same of a channel that goes by SRTP (H.235.8), RTCP and all; until the other direction has a channel, it carries nothing. */
    public void sendsSrtp(SrtpKey key) {
        onLoop(() -> {
            path.payloads().sends(Optional.empty());
            path.sends(Optional.of(key));
            tellReadiness();
        });
    }

    /**
     * From now on the room sends on a channel, in the clear.
     *
     * @param named payload type that the room has named for the channel; empty if it has not
     * @param payloadType that packets have here
     */
    public void receivesClear(OptionalInt named, int payloadType) {
        onLoop(() -> {
            path.payloads().receives(Optional.empty(), payloadType);
            path.receives(List.of(), named.orElse(-1), payloadType);
        });
    }

    /**
     * The same of a channel under a key. Called again with another key, packets under the one before are taken for some seconds.
     *
     * @param payloadType that packets have once they are decrypted
     */
    public void receivesUnder(MediaKey key, int payloadType) {
        onLoop(() -> {
            path.payloads().receives(Optional.of(key), payloadType);
            path.receives(List.of(), -1, payloadType);
        });
    }

    /**
     * Sets the codings of sound that may come from now on, by all channels together. If it is one only, packets that have come
     * by another payload type for long are taken for it.
     *
     * @param codings their payload types; none if no sound comes
     * @param beside payload types of what else may come
     */
    public void expects(Set<Integer> codings, Set<Integer> beside) {
        onLoop(() -> path.labels().expect(codings, beside));
    }

    /**
     * The same of a channel that goes by SRTP. Called again with other keys, packets under those before are taken for some
     * seconds.
     *
     * @param keys one at least; of several each packet names its own
     * @param named payload type that the room has named for the channel; empty if it has not
     */
    public void receivesSrtp(List<SrtpKey> keys, OptionalInt named, int payloadType) {
        onLoop(() -> {
            path.payloads().receives(Optional.empty(), payloadType);
            path.receives(keys, named.orElse(-1), payloadType);
        });
    }

    /** The newest key under which a packet has come; empty if none has. On any thread. */
    public Optional<MediaKey> receivedKey() {
        return path.payloads().received();
    }

    /** The channel on which we sent is closed. */
    public void sendsNothing() {
        onLoop(() -> path.payloads().sendsNothing());
    }

    /** The channel on which the room sent is closed. */
    public void receivesNothing() {
        onLoop(() -> path.payloads().receivesNothing());
    }

    private void closeDtls() {
        dtls = false;
        rtp.dtls().close();
        rtcp.dtls().close();
    }

    /** From now on RTP packets may be as long as those of sound that is not compressed, up to 8,191 bytes. */
    public void takeLongPackets() {
        onLoop(() -> {
            MediaLoops.readLong(rtp.channel());
            path.limit(MediaLoops.MAX_LONG_DATAGRAM);
        });
    }

    /** Our value of {@code a=fingerprint}. */
    public CertificateFingerprint fingerprint() {
        return fingerprint;
    }

    /**
     * Reports the way as lost when nothing valid has come for so long, counted from this call on. Call it again to pause
     * (hold) or to go on.
     *
     * @param timeout at least 1 s; zero never reports
     */
    public void mediaTimeout(Duration timeout) {
        onLoop(() -> {
            if (timeout.isZero() || !rtp.channel().isOpen()) {
                this.timeout.cancel();
            } else {
                this.timeout.set(timeout);
            }
        });
    }

    /** {@link System#nanoTime} of the last valid packet, or of the opening; on any thread. */
    public long lastPacketAt() {
        return Math.max(path.lastPacketAt(), rtcp.path().lastPacketAt());
    }

    /** The even port. */
    public int rtpPort() {
        return localAddress().getPort();
    }

    /** The odd port, one above the other. */
    public int rtcpPort() {
        return rtcp.localAddress().getPort();
    }

    /** Address that the RTP port is bound to; a wildcard if the gateway listens everywhere. */
    public InetSocketAddress localAddress() {
        return rtp.localAddress();
    }

    @Override
    public void send(RtpPacket packet) {
        assert loop.inEventLoop();
        InetSocketAddress to = rtp.destination();
        if (to == null || !rtp.batch().hasRoom()) {
            path.unsent();
            return;
        }
        ByteBuf bytes = path.outgoing(packet, rtp.channel().alloc());
        if (bytes != null) {
            rtp.write(rtp.numbered(bytes), to);
        }
    }

    @Override
    public void sendRtcp(byte[] compound, int offset, int length) {
        assert loop.inEventLoop();
        LinePort port = mux ? rtp : rtcp;
        InetSocketAddress to = port.destination();
        if (to == null || !port.batch().hasRoom()) {
            path.unsent();
            return;
        }
        ByteBuf bytes =
                rtcpPath().outgoingRtcp(compound, offset, length, port.channel().alloc());
        if (bytes != null) {
            port.write(rtcp.numbered(bytes), to);
        }
    }

    /** The path of what goes and comes by the RTCP port. */
    private MediaPath rtcpPath() {
        return dtls && !mux ? rtcp.path() : path;
    }

    @Override
    public Optional<Ends> ends(boolean rtcp) {
        LinePort port = rtcp && !mux ? this.rtcp : rtp;
        InetSocketAddress party = port.destination();
        return party == null || !(port.channel().localAddress() instanceof InetSocketAddress local)
                ? Optional.empty()
                : Optional.of(new Ends(local, party));
    }

    /** @param datagram whose content begins with the packet */
    void rtpPort(DatagramPacket datagram) {
        if (isStun(datagram.content())) {
            ice.arrivedAtRtp(datagram);
        } else if (isDtls(datagram.content())) {
            rtp.dtls().arrived(datagram, clock.getAsLong());
        } else {
            InetSocketAddress sender = datagram.sender();
            boolean movesIfValid = rtp.latch().isNew(sender);
            boolean followsIfValid =
                    movesIfValid && !path.hasKeys() && rtp.latch().isElsewhere(sender);
            if (arrived(datagram, rtp.latch(), path) && movesIfValid) {
                rtcp.latch().accompany(sender.getAddress(), clock.getAsLong());
                if (followsIfValid && followed != null) {
                    followed.accept(sender.getAddress());
                }
            }
        }
    }

    /** By the first byte (RFC 7983). */
    private static boolean isStun(ByteBuf bytes) {
        return bytes.isReadable() && bytes.getUnsignedByte(bytes.readerIndex()) < 4;
    }

    /** By the first byte (RFC 7983). */
    private static boolean isDtls(ByteBuf bytes) {
        int first = bytes.isReadable() ? bytes.getUnsignedByte(bytes.readerIndex()) : 0;
        return first >= 20 && first < 64;
    }

    /** @param datagram whose content begins with the packet */
    void rtcpPort(DatagramPacket datagram) {
        ByteBuf bytes = datagram.content();
        MediaPath way = rtcpPath();
        if (isRtcp(bytes) && (way.hasKeys() || !rtp.latch().livesElsewhereThan(datagram.sender()))) {
            arrived(datagram, rtcp.latch(), way);
        } else if (isStun(bytes)) {
            ice.arrivedAtRtcp(datagram);
        } else if (isDtls(bytes)) {
            rtcp.dtls().arrived(datagram, clock.getAsLong());
        } else {
            path.drop();
        }
    }

    /** @return whether it was valid */
    private boolean arrived(DatagramPacket datagram, SymmetricLatch latch, MediaPath way) {
        long now = clock.getAsLong();
        int ssrc = ssrc(datagram.content());
        if (!way.hasKeys() && !latch.admits(datagram.sender(), ssrc, now)) {
            way.drop();
            return false;
        }
        boolean valid = way.arrived(datagram.content(), now);
        if (valid) {
            latch.heard(datagram.sender(), ssrc, now);
            if (!wasReady) {
                tellReadiness();
            }
        }
        return valid;
    }

    /** Of the packet's sender (RFC 3550, sections 5.1 and 6.4), in the clear under keys as well; any of what is too short. */
    private static int ssrc(ByteBuf packet) {
        int at = packet.readerIndex() + (isRtcp(packet) ? 4 : 8);
        return at + Integer.BYTES <= packet.writerIndex() ? packet.getInt(at) : 0;
    }

    /** By the second byte (RFC 5761, section 4). */
    private static boolean isRtcp(ByteBuf packet) {
        int second = packet.readableBytes() > 1 ? packet.getUnsignedByte(packet.readerIndex() + 1) : 0;
        return second >= 192 && second <= 223;
    }

    @Override
    public Optional<PacketProtection> protection() {
        return path.protection();
    }

    /** Whether the party takes RTCP from now on (RFC 3556); else none is sent. On any thread. */
    public void takesRtcp(boolean takes) {
        onLoop(() -> takesRtcp = takes);
    }

    @Override
    public boolean takesRtcp() {
        return takesRtcp;
    }

    @Override
    public void refused() {
        path.drop();
    }

    @Override
    public TransportStats stats() {
        return path.stats().plus(rtcp.path().stats());
    }

    @Override
    public void close() {
        onLoop(() -> {
            path.silence();
            rtcp.path().silence();
            ice.close();
            closing();
            path.close();
            rtcp.path().close();
            timeout.cancel();
        });
    }

    private void closing() {
        if (dtls) {
            closeDtls();
            // Behind the goodbyes, which the DTLS threads send.
            loop.schedule(this::closeChannels, 50, TimeUnit.MILLISECONDS);
        } else {
            closeChannels();
        }
    }

    private void closeChannels() {
        if (shared != null) {
            shared.run();
            return;
        }
        rtp.channel().close();
        rtcp.channel().close();
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
