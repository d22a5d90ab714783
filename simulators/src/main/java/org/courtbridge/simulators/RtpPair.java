package org.courtbridge.simulators;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.h323.h460.MediaTraversal;
import org.jspecify.annotations.Nullable;

/**
 * The two sockets of one stream: RTP on an even port, RTCP on the next (RFC 3550, section 11). It sends from where it
 * receives.
 */
final class RtpPair implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(RtpPair.class);
    private static final int ATTEMPTS = 50;
    private static final int LARGEST_DATAGRAM = 2_048;
    private static final int RTP_HEADER = 12;
    private static final int NUMBER_AT = 2;
    private static final int SSRC_AT = 8;
    private static final int VERSION = 0x80;
    private static final int EMPTY_REPORT = 8;
    private static final int RECEIVER_REPORT = 201;

    /** Takes each datagram in turn; the bytes are its own only until it returns. */
    interface Receiver {
        void received(byte[] bytes, int length);
    }

    private record Remote(InetSocketAddress rtp, InetSocketAddress rtcp) {}

    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<@Nullable Pace> beat = new AtomicReference<@Nullable Pace>();
    private final AtomicReference<@Nullable Remote> remote = new AtomicReference<@Nullable Remote>();
    private final RtpSecrecy secrecy = new RtpSecrecy();
    private final SrtpSecrecy srtp = new SrtpSecrecy();

    private RtpPair(DatagramSocket rtp, DatagramSocket rtcp) {
        this.rtp = rtp;
        this.rtcp = rtcp;
    }

    static RtpPair open(InetAddress local) throws IOException {
        IOException last = new IOException("no free pair of ports");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            DatagramSocket first = new DatagramSocket(0, local);
            if (first.getLocalPort() % 2 == 0) {
                try {
                    return new RtpPair(first, new DatagramSocket(first.getLocalPort() + 1, local));
                } catch (SocketException e) {
                    last = e;
                }
            }
            first.close();
        }
        throw last;
    }

    int port() {
        return rtp.getLocalPort();
    }

    /** Sets the addresses to send to; before that, nothing is sent. */
    void remote(InetSocketAddress toRtp, InetSocketAddress toRtcp) {
        remote.set(new Remote(toRtp, toRtcp));
    }

    /** Sends packets of nothing from now on, so that a NAT lets in what comes back (H.460.19). */
    void keepAlive(MediaTraversal.KeepAlive wanted) {
        InetSocketAddress to = wanted.to();
        InetSocketAddress toRtcp = new InetSocketAddress(to.getAddress(), to.getPort() + 1);
        ByteBuffer packet = ByteBuffer.allocate(RTP_HEADER)
                .put((byte) VERSION)
                .put((byte) MediaTraversal.KEEP_ALIVE_PAYLOAD_TYPE)
                .putShort((short) random.nextInt())
                .putInt(0)
                .putInt(random.nextInt());
        byte[] report = ByteBuffer.allocate(EMPTY_REPORT)
                .put((byte) VERSION)
                .put((byte) RECEIVER_REPORT)
                .putShort((short) 1)
                .putInt(packet.getInt(SSRC_AT))
                .array();
        Pace next = Pace.start("keep-alive", wanted.interval(), () -> {
            send(rtp, packet.array(), RTP_HEADER, to);
            send(rtcp, report, EMPTY_REPORT, toRtcp);
            packet.putShort(NUMBER_AT, (short) (packet.getShort(NUMBER_AT) + 1));
        });
        Pace before = beat.getAndSet(next);
        if (before != null) {
            before.close();
        }
    }

    /** Encryption of RTP's payload, by H.323. */
    RtpSecrecy secrecy() {
        return secrecy;
    }

    /** Protection of RTP and RTCP, by SIP. */
    SrtpSecrecy srtp() {
        return srtp;
    }

    void sendRtp(byte[] bytes, int length) {
        Remote to = remote.get();
        if (to != null) {
            if (srtp.isOn()) {
                srtp.protect(bytes, length)
                        .ifPresent(packet -> send(rtp, packet.getBuffer(), packet.getLength(), to.rtp()));
            } else {
                RtpPacket packet = secrecy.encrypt(bytes, length);
                send(rtp, packet.getBuffer(), packet.getLength(), to.rtp());
            }
        }
    }

    void sendRtcp(byte[] bytes, int length) {
        Remote to = remote.get();
        if (to != null) {
            srtp.protectRtcp(bytes, length).ifPresent(octets -> send(rtcp, octets, octets.length, to.rtcp()));
        }
    }

    /** Receives until {@link #close}, on two threads of its own; RTP on a platform thread, for native codecs. */
    void start(String name, Receiver ofRtp, Receiver ofRtcp) {
        Thread.ofPlatform()
                .daemon()
                .name(name + "-rtp")
                .start(() -> receive(
                        rtp,
                        (bytes, length) -> srtp.unprotect(bytes, length)
                                .flatMap(genuine -> secrecy.decrypt(bytes, genuine))
                                .ifPresent(plain -> ofRtp.received(bytes, plain))));
        Thread.ofVirtual()
                .name(name + "-rtcp")
                .start(() -> receive(
                        rtcp,
                        (bytes, length) ->
                                srtp.unprotectRtcp(bytes, length).ifPresent(plain -> ofRtcp.received(bytes, plain))));
    }

    private static void receive(DatagramSocket socket, Receiver receiver) {
        byte[] bytes = new byte[LARGEST_DATAGRAM];
        while (!socket.isClosed()) {
            DatagramPacket datagram = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(datagram);
                receiver.received(bytes, datagram.getLength());
            } catch (IOException e) {
                // A closed port at the other end shows here too (ICMP); the call's own timeout deals with that.
                LOG.debug("receiving on port {}: {}", socket.getLocalPort(), e.getMessage());
            }
        }
    }

    private static void send(DatagramSocket socket, byte[] bytes, int length, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(bytes, length, to));
        } catch (IOException e) {
            LOG.debug("sending to {}: {}", to, e.getMessage());
        }
    }

    @Override
    public void close() {
        Pace running = beat.getAndSet(null);
        if (running != null) {
            running.close();
        }
        rtp.close();
        rtcp.close();
        srtp.close();
    }
}
