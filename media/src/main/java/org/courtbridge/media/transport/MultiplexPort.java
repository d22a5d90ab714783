package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.courtbridge.media.transport.dtls.DtlsCertificate;

/**
 * One RTP port and the RTCP port after it for the media of many rooms behind firewalls (H.460.19): each packet has a number of 32
 * bits before it, which says whose session it is of.
 *
 * <p>The number alone gives nothing away: each session takes packets from its own room's address.
 */
public final class MultiplexPort implements AutoCloseable {

    /** Octets of the number. */
    static final int PREFIX = 4;

    private final EventLoop loop;
    private final Scratch scratch;
    private final DtlsCertificate certificate = DtlsCertificate.generate();
    private final Channel rtp;
    private final Channel rtcp;
    private final SecureRandom random = new SecureRandom();

    /** By their numbers; on the loop. */
    private final Map<Integer, UdpRtpTransport> sessions = new HashMap<>();

    private final LongAdder dropped = new LongAdder();

    private MultiplexPort(MediaLoops loops, InetAddress bind, int port) throws IOException {
        this.loop = loops.next();
        this.scratch = loops.scratch(loop);
        this.rtp = bind(loops, new InetSocketAddress(bind, port));
        int next = port == 0 ? 0 : port + 1;
        try {
            this.rtcp = bind(loops, new InetSocketAddress(bind, next));
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
        loop.submit(() -> {
                    receive(rtp, UdpRtpTransport::rtpPort);
                    receive(rtcp, UdpRtpTransport::rtcpPort);
                })
                .syncUninterruptibly();
    }

    /**
     * @param port for RTP, with the next one for RTCP; 0 for any two that are free
     * @throws IOException if one is taken
     */
    public static MultiplexPort open(MediaLoops loops, InetAddress bind, int port) throws IOException {
        return new MultiplexPort(loops, bind, port);
    }

    private Channel bind(MediaLoops loops, InetSocketAddress at) throws IOException {
        ChannelFuture bound =
                loops.bindDatagram(loop, at, new DatagramHandler()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("UDP port %d for multiplexed media: %s"
                    .formatted(at.getPort(), bound.cause().getMessage()));
        }
        return bound.channel();
    }

    private void receive(Channel channel, BiConsumer<UdpRtpTransport, DatagramPacket> by) {
        channel.pipeline().get(DatagramHandler.class).receiver(datagram -> {
            ByteBuf octets = datagram.content();
            UdpRtpTransport session = octets.readableBytes() > PREFIX ? sessions.get(octets.readInt()) : null;
            if (session == null) {
                dropped.increment();
            } else {
                by.accept(session, datagram);
            }
        });
    }

    /** A session, and the number that its packets are to have before them. @param number 1 to 2^32 - 1 */
    public record Session(UdpRtpTransport transport, long number) {}

    /** Opens one, with a number that cannot be guessed. Blocks until it is there: not for event loops. */
    public Session open() {
        UdpRtpTransport transport = new UdpRtpTransport(scratch, dropped, certificate, rtp, rtcp, System::nanoTime);
        int[] number = new int[1];
        loop.submit(() -> {
                    do {
                        number[0] = random.nextInt();
                    } while (number[0] == 0 || sessions.containsKey(number[0]));
                    sessions.put(number[0], transport);
                })
                .syncUninterruptibly();
        transport.whenClosed(() -> sessions.remove(number[0]));
        return new Session(transport, Integer.toUnsignedLong(number[0]));
    }

    public int rtpPort() {
        return ((InetSocketAddress) rtp.localAddress()).getPort();
    }

    public int rtcpPort() {
        return ((InetSocketAddress) rtcp.localAddress()).getPort();
    }

    /** Arrivals that were malformed, of no session, or from strangers; on any thread. */
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
