package org.courtbridge.media.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.dtls.DtlsAssociation;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.media.transport.dtls.DtlsKeys;
import org.courtbridge.media.transport.dtls.DtlsRole;
import org.jspecify.annotations.Nullable;

/**
 * DTLS-SRTP (RFC 5764) on one port of a room: one association, whose keys are those of the port's path, and perhaps one
 * that is to follow on it.
 *
 * <p>Its datagrams go to where the last one came from, else to where the media goes. Lives on the port's event loop.
 */
final class PortDtls {

    private static final Logger log = LogManager.getLogger();

    private final EventLoop loop;
    private final DtlsCertificate certificate;
    private final MediaPath path;
    private final SymmetricLatch latch;
    private final WriteBatch batch;
    private final Consumer<String> failed;
    private final Runnable keyed;
    private @Nullable Association current;
    /** Is to follow on the present one. */
    private @Nullable Association next;

    private @Nullable InetSocketAddress peer;

    /**
     * @param failed hears, on the loop, why there will be no keys
     * @param keyed runs on the loop when there are keys
     */
    PortDtls(
            EventLoop loop,
            DtlsCertificate certificate,
            MediaPath path,
            SymmetricLatch latch,
            WriteBatch batch,
            Consumer<String> failed,
            Runnable keyed) {
        this.loop = loop;
        this.certificate = certificate;
        this.path = path;
        this.latch = latch;
        this.batch = batch;
        this.failed = failed;
        this.keyed = keyed;
    }

    /**
     * Goes on with the association of that number, if it is the last, or begins it. One that has made keys stays until the
     * next one has.
     */
    void agreed(CertificateFingerprint expected, DtlsRole ours, int number) {
        path.secure();
        Association last = next == null ? current : next;
        if (last != null && last.number == number) {
            return;
        }
        Association fresh = new Association(expected, ours, number);
        peer = null;
        if (current != null && current.established) {
            close(next);
            next = fresh;
        } else {
            close();
            current = fresh;
        }
        fresh.dtls.start();
    }

    /** Takes a datagram of DTLS that came by the port. */
    void arrived(DatagramPacket datagram, long now) {
        Association last = next == null ? current : next;
        if (last == null || !latch.admitsProof(datagram.sender(), now) || !last.dtls.arrived(datagram.content())) {
            path.drop();
            return;
        }
        peer = datagram.sender();
    }

    /** Says goodbye. */
    void close() {
        close(next);
        close(current);
        next = null;
        current = null;
    }

    private static void close(@Nullable Association association) {
        if (association != null) {
            association.dtls.close();
        }
    }

    private void send(byte[] datagram) {
        InetSocketAddress to = peer == null ? latch.destination() : peer;
        if (to != null && batch.hasRoom()) {
            batch.write(new DatagramPacket(Unpooled.wrappedBuffer(datagram), to));
        }
    }

    /** One DTLS association; what its thread reports is passed on to the event loop. */
    private final class Association implements DtlsAssociation.Owner {

        private final int number;
        private final DtlsAssociation dtls;
        private boolean established;

        Association(CertificateFingerprint expected, DtlsRole ours, int number) {
            this.number = number;
            this.dtls = new DtlsAssociation(certificate, expected, ours, this);
        }

        @Override
        public void send(byte[] datagram) {
            loop.execute(() -> PortDtls.this.send(datagram));
        }

        @Override
        public void established(DtlsKeys keys) {
            loop.execute(() -> {
                if (next == this) {
                    close(current);
                    current = this;
                    next = null;
                }
                if (current == this) {
                    established = true;
                    path.keys(keys.local(), keys.remote());
                    if (peer != null) {
                        latch.heard(peer, System.nanoTime());
                    }
                    keyed.run();
                }
            });
        }

        @Override
        public void handshakeOver() {}

        @Override
        public void ended(String reason) {
            loop.execute(() -> {
                if (current == this && !established) {
                    failed.accept(reason);
                    return;
                }
                if (next == this) {
                    next = null;
                }
                // The keys that there are, are good for as long as the call is.
                log.debug("{}: {}", peer, reason);
            });
        }
    }
}
