package org.courtbridge.gateway.h323;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.h323.ras.Gatekeeper;
import org.courtbridge.h323.ras.GatekeeperPolicy;
import org.courtbridge.provisioning.inventory.Devices;

/** Where rooms call by H.323: the port of call signalling (H.225.0, clause 6.1: TCP 1720), and our gatekeeper's. */
public final class H323Endpoint implements AutoCloseable {

    private static final Logger log = LogManager.getLogger(H323Endpoint.class);

    private static final Duration GOODBYE = Duration.ofSeconds(3);

    /** Clocks of rooms are seldom right to the minute. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    private static final Duration TIME_TO_LIVE = Duration.ofMinutes(2);
    private static final Duration REPORT_INTERVAL = Duration.ofMinutes(1);
    private static final int MOST_REGISTRATIONS = 50_000;
    private static final int MOST_CALLS_EACH = 4;

    /** 4 Mbit/s both ways together, in 100 bit/s. */
    private static final long MOST_BANDWIDTH_OF_CALL = 80_000;

    private final TpktPorts tpkt;
    private final TpktPorts.Listening listening;
    private final GatekeeperPort gatekeeper;
    private final SetupServer server;
    private final LiveCalls calls;
    private final LongAdder malformed = new LongAdder();

    private H323Endpoint(
            H323Config config,
            Devices devices,
            Entrance entrance,
            LegEvents events,
            UdpPorts media,
            InstantSource clock)
            throws IOException {
        this.tpkt = new TpktPorts(config.bind());
        this.calls = new LiveCalls(config.calls());
        try {
            this.listening = tpkt.listen(config.port(), Signalling::new, (connection, receiver) -> {});
            this.gatekeeper = GatekeeperPort.open(
                    port -> new Gatekeeper(policy(config, port), new DeviceSubscribers(devices), new SecureRandom()),
                    clock,
                    tpkt,
                    new InetSocketAddress(config.bind(), config.rasPort()));
            this.server = new SetupServer(config, tpkt, media, devices, gatekeeper, entrance, events, calls, clock);
            listening.begin();
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
            H323Config config,
            Devices devices,
            Entrance entrance,
            LegEvents events,
            UdpPorts media,
            InstantSource clock)
            throws IOException {
        H323Endpoint endpoint = new H323Endpoint(config, devices, entrance, events, media, clock);
        log.info("h323 port={} rasPort={}", endpoint.port(), endpoint.rasPort());
        return endpoint;
    }

    /** Everybody registers with his password; hearings are called at our port, other rooms directly. */
    private GatekeeperPolicy policy(H323Config config, int rasPort) {
        return new GatekeeperPolicy(
                config.name(),
                new InetSocketAddress(config.advertised(), rasPort),
                new InetSocketAddress(config.advertised(), port()),
                CallModel.DIRECT,
                true,
                CLOCK_TOLERANCE,
                TIME_TO_LIVE,
                REPORT_INTERVAL,
                false,
                MOST_REGISTRATIONS,
                MOST_CALLS_EACH,
                MOST_BANDWIDTH_OF_CALL,
                (long) config.calls() * MOST_BANDWIDTH_OF_CALL,
                List.of(),
                List.of());
    }

    public int port() {
        return listening.port();
    }

    /** Of our gatekeeper. */
    public int rasPort() {
        return gatekeeper.port();
    }

    /** Calls of now. */
    public int calls() {
        return calls.count();
    }

    /** Packets and messages that could not be understood, since the start. */
    public long malformed() {
        return malformed.sum() + tpkt.malformed() + gatekeeper.malformed() + gatekeeper.dropped();
    }

    /** Ends every call with a ReleaseComplete, and closes the ports. */
    @Override
    public void close() {
        listening.close();
        gatekeeper.close();
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
