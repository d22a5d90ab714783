package org.courtbridge.simulators;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.TpktDecoder;

/** A TCP connection that carries TPKT packets (RFC 1006, section 6). */
final class TpktSocket implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(TpktSocket.class);
    private static final int HEADER = 4;
    private static final int VERSION = 3;
    private static final int BUFFER = 8_192;
    private static final Duration CONNECTING = Duration.ofSeconds(3);

    private final Socket socket;

    TpktSocket(Socket socket) {
        this.socket = socket;
    }

    /** A connection that nothing reads from yet. */
    static Socket connected(InetSocketAddress to) throws IOException {
        Socket socket = new Socket();
        socket.connect(to, (int) CONNECTING.toMillis());
        return socket;
    }

    /** Reads until the connection ends, on a thread of its own. @param ended runs then */
    void start(Consumer<byte[]> contents, Runnable ended) {
        Thread.ofVirtual().name("tpkt").start(() -> {
            TpktDecoder decoder = new TpktDecoder(TpktDecoder.MAX_CONTENTS);
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = socket.getInputStream()) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    decoder.take(buffer, 0, count, contents);
                }
            } catch (IOException | Q931Exception e) {
                LOG.debug("signalling ends: {}", e.getMessage());
            }
            ended.run();
        });
    }

    void send(byte[] contents) {
        int length = HEADER + contents.length;
        byte[] packet = ByteBuffer.allocate(length)
                .put((byte) VERSION)
                .put((byte) 0)
                .putShort((short) length)
                .put(contents)
                .array();
        try {
            socket.getOutputStream().write(packet);
        } catch (IOException e) {
            // Whoever reads hears of it, too.
            LOG.debug("not sent: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("not closed: {}", e.getMessage());
        }
    }
}
