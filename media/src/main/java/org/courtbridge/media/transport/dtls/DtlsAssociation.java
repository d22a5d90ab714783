package org.courtbridge.media.transport.dtls;

import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * One DTLS association: the handshake that makes the keys, and afterwards an ear for repeated flights and for goodbye.
 *
 * <p>The library blocks, so it lives on a virtual thread of its own; datagrams reach it through a short queue, filled by
 * the event loop. A datagram that finds the queue full is dropped, as the network might have done, and the other side
 * repeats it. {@link #close} empties it.
 */
public final class DtlsAssociation {

    private static final int QUEUE = 32;
    private static final int IDLE_MILLIS = 60_000;
    private static final byte[] END = {};

    /** Bytes; larger than any datagram that a path with Ethernet in it carries. */
    private static final int MAX_DATAGRAM = 2048;

    private final DtlsCertificate certificate;
    private final CertificateFingerprint expected;
    private final DtlsRole role;
    private final Owner owner;
    private final BlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(QUEUE);
    private final DatagramTransport datagrams = new Datagrams();
    private volatile boolean closing;
    private volatile boolean saidGoodbye;

    /** Hears from the association, on its virtual thread. */
    public interface Owner {

        void send(byte[] datagram);

        void established(DtlsKeys keys);

        /** The handshake is over, well or not; comes exactly once, after {@link #established} if it went well. */
        void handshakeOver();

        /** Nothing follows. Not called after {@link #close}. */
        void ended(String reason);
    }

    public DtlsAssociation(DtlsCertificate certificate, CertificateFingerprint expected, DtlsRole role, Owner owner) {
        this.certificate = certificate;
        this.expected = expected;
        this.role = role;
        this.owner = owner;
    }

    public void start() {
        Thread.ofVirtual().name("dtls").start(this::run);
    }

    /**
     * Takes a copy of a datagram; on the event loop.
     *
     * @return false if it can be none of DTLS
     */
    public boolean arrived(ByteBuf datagram) {
        if (!DtlsRecords.areWhole(datagram)) {
            return false;
        }
        byte[] copy = new byte[datagram.readableBytes()];
        datagram.getBytes(datagram.readerIndex(), copy);
        arrived.offer(copy);
        return true;
    }

    /** Says goodbye and ends. */
    public void close() {
        closing = true;
        arrived.clear();
        arrived.offer(END);
    }

    private void run() {
        String reason;
        try {
            DTLSTransport dtls;
            try {
                dtls = handshake();
            } finally {
                owner.handshakeOver();
            }
            reason = listen(dtls);
        } catch (IOException | RuntimeException e) {
            // The library reports some of what a peer can do wrong with unchecked exceptions.
            reason = "DTLS handshake failed: " + complaint(e);
        }
        if (!closing) {
            owner.ended(reason);
        }
    }

    private DTLSTransport handshake() throws IOException {
        BcTlsCrypto crypto = new RecordDroppingCrypto(new SecureRandom());
        Runnable closed = () -> {
            saidGoodbye = true;
            arrived.clear();
            arrived.offer(END);
        };
        DtlsSrtp srtp = new DtlsSrtp(crypto, certificate, expected, closed);
        DTLSTransport dtls = switch (role) {
            case SERVER -> new DTLSServerProtocol().accept(new DtlsServerSide(srtp), datagrams);
            case CLIENT -> new DTLSClientProtocol().connect(new DtlsClientSide(srtp), datagrams);
        };
        DtlsKeys keys = srtp.keys();
        if (keys == null) {
            throw new IOException("no SRTP keys");
        }
        owner.established(keys);
        return dtls;
    }

    /** Whatever data comes is of no use to us; while we read, the library answers repeated flights. */
    private String listen(DTLSTransport dtls) throws IOException {
        byte[] data = new byte[MAX_DATAGRAM];
        try {
            while (!saidGoodbye) {
                dtls.receive(data, 0, data.length, IDLE_MILLIS);
            }
            dtls.close();
        } catch (InterruptedIOException e) {
            dtls.close();
        } catch (IOException e) {
            if (!saidGoodbye) {
                return "DTLS failed: " + complaint(e);
            }
        }
        return "DTLS closed by the party";
    }

    private static String complaint(Exception e) {
        Throwable why = e instanceof TlsFatalAlert && e.getCause() != null ? e.getCause() : e;
        if (why instanceof EOFException) {
            return "a message ends before its contents do";
        }
        String message = why.getMessage();
        return message == null ? why.getClass().getSimpleName() : message;
    }

    /** The library's view of the port. */
    private final class Datagrams implements DatagramTransport {

        /** Fits every path, TURN and IPv6 included. */
        private static final int SEND_LIMIT = 1200;

        @Override
        public int getReceiveLimit() {
            return MAX_DATAGRAM;
        }

        @Override
        public int getSendLimit() {
            return SEND_LIMIT;
        }

        @Override
        public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
            try {
                byte[] datagram = closing ? END : arrived.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (datagram == null) {
                    return -1;
                }
                if (datagram.length == 0) {
                    // The library neither waits on after this nor takes it for a failure.
                    throw new InterruptedIOException("closed");
                }
                int size = Math.min(length, datagram.length);
                System.arraycopy(datagram, 0, buffer, offset, size);
                return size;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        @Override
        public void send(byte[] buffer, int offset, int length) {
            byte[] datagram = new byte[length];
            System.arraycopy(buffer, offset, datagram, 0, length);
            owner.send(datagram);
        }

        @Override
        public void close() {
            // The port outlives the association.
        }
    }
}
