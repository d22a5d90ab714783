package org.courtbridge.gateway.h323;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.gateway.conference.LegEvents;
import org.courtbridge.gateway.ivr.Entrance;
import org.courtbridge.gateway.transport.UdpPorts;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;

/** Where rooms call by H.323: the port of call signalling (H.225.0, clause 6.1: TCP 1720). */
public final class H323Endpoint implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(H323Endpoint.class);

    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final TpktPorts tpkt;
    private final TpktPorts.Listening listening;
    private final SetupServer server;
    private final LiveCalls calls;
    private final LongAdder malformed = new LongAdder();

    private H323Endpoint(H323Config config, Entrance entrance, LegEvents events, UdpPorts media, InstantSource clock)
            throws IOException {
        this.tpkt = new TpktPorts(config.bind());
        this.calls = new LiveCalls(config.calls());
        this.server = new SetupServer(config, tpkt, media, entrance, events, calls, clock);
        try {
            this.listening = tpkt.listen(config.port(), Signalling::new, (connection, receiver) -> {});
        } catch (IOException | RuntimeException e) {
            tpkt.close();
            throw e;
        }
    }

    /**
     * @param events hears what becomes of each leg
     * @throws IOException if the port is taken
     */
    public static H323Endpoint open(
            H323Config config, Entrance entrance, LegEvents events, UdpPorts media, InstantSource clock)
            throws IOException {
        H323Endpoint endpoint = new H323Endpoint(config, entrance, events, media, clock);
        log.info("h323 port={}", endpoint.port());
        return endpoint;
    }

    public int port() {
        return listening.port();
    }

    /** Calls of now. */
    public int calls() {
        return calls.count();
    }

    /** Packets and messages that could not be understood, since the start. */
    public long malformed() {
        return malformed.sum() + tpkt.malformed();
    }

    /** Ends every call with a ReleaseComplete, and closes the ports. */
    @Override
    public void close() {
        listening.close();
        calls.endAll(GOODBYE);
        tpkt.close();
    }

    /** A connection of call signalling, which carries one call. Belongs to the connection's event loop. */
    private final class Signalling implements TpktConnection.Receiver {

        private final CallMailbox mailbox = new CallMailbox();
        private boolean begun;

        @Override
        public void packet(TpktConnection from, byte[] contents) {
            SignallingMessage message;
            try {
                message = SignallingMessage.of(Q931Message.decode(contents));
            } catch (PerException | Q931Exception e) {
                malformed.increment();
                log.debug("{} sends what is no message: {}", from.remote(), e.getMessage());
                return;
            }
            if (begun) {
                mailbox.put(new CallEvent.Signalled(message));
            } else if (message.body() instanceof SignallingBody.Setup setup) {
                begun = true;
                Thread.ofVirtual().name("h323-call").start(() -> server.run(from, message, setup, mailbox));
            }
        }

        @Override
        public void closed(TpktConnection connection) {
            mailbox.put(new CallEvent.SignallingLost());
        }
    }
}
