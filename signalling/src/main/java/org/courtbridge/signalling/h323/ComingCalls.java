package org.courtbridge.signalling.h323;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.h460.IncomingCall;
import org.courtbridge.h323.q931.CallReference;
import org.courtbridge.signalling.h323.gatekeeper.ArrivalReceiver;
import org.courtbridge.signalling.h323.transport.CallNames;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.h323.transport.TpktPorts;

/**
 * Comes for calls that wait for us at the court's own gatekeeper, as we may be behind a NAT (H.460.18): connects, names the
 * call, and is called on that connection. From any thread.
 */
final class ComingCalls {

    private static final Logger log = LogManager.getLogger(ComingCalls.class);

    /** For the Setup, which is there when we come. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TpktPorts tpkt;
    private final LongAdder malformed;
    private final ArrivalReceiver.Taker taker;
    private final int most;

    /** Of calls that we are coming for, or that go on. */
    private final Set<Octets> coming = new HashSet<>();

    /** @param most calls at one time */
    ComingCalls(TpktPorts tpkt, LongAdder malformed, ArrivalReceiver.Taker taker, int most) {
        this.tpkt = tpkt;
        this.malformed = malformed;
        this.taker = taker;
        this.most = most;
    }

    void come(IncomingCall call) {
        Octets identifier = call.callIdentifier();
        if (!begin(identifier)) {
            return;
        }
        Receiver receiver = new Receiver(identifier, new ArrivalReceiver(malformed, taker));
        tpkt.connect(call.callSignalAddress(), receiver, made -> {
            made.ifPresentOrElse(connection -> arrived(connection, receiver), () -> end(identifier));
            log.info("call={} at={} {}", CallNames.of(identifier), call.callSignalAddress(), made.isPresent());
        });
    }

    /** A call that we were told of twice, as our answer was lost, we come for once. */
    private synchronized boolean begin(Octets identifier) {
        return coming.size() < most && coming.add(identifier);
    }

    private synchronized void end(Octets identifier) {
        coming.remove(identifier);
    }

    private static void arrived(TpktConnection connection, Receiver receiver) {
        connection.send(SignallingMessage.ofBody(
                        CallReference.ofOriginator(0),
                        SignallingBody.Facility.coming(receiver.identifier),
                        Optional.of(true))
                .toMessage()
                .encode());
        connection.keepAlive();
        connection.after(PATIENCE, () -> {
            if (receiver.arrival.isWaiting()) {
                connection.close();
            }
        });
    }

    private final class Receiver implements TpktConnection.Receiver {

        private final Octets identifier;
        private final ArrivalReceiver arrival;

        Receiver(Octets identifier, ArrivalReceiver arrival) {
            this.identifier = identifier;
            this.arrival = arrival;
        }

        @Override
        public void packet(TpktConnection from, byte[] contents) {
            arrival.packet(from, contents);
        }

        @Override
        public void closed(TpktConnection connection) {
            end(identifier);
            arrival.closed(connection);
        }
    }
}
