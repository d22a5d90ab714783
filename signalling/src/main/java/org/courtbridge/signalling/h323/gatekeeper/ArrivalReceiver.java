package org.courtbridge.signalling.h323.gatekeeper;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.signalling.h323.transport.CallConnection;
import org.courtbridge.signalling.h323.transport.TpktConnection;

/**
 * Waits for the Setup that must come first on a connection of call signalling, which carries one call, or for the Facility of a
 * room that was asked to come for a call (H.460.18), or the registration of one that has all of its calls on it (H.460.17); what
 * comes then is for whoever has taken the call, or the connection. Belongs to the connection's event loop.
 */
public final class ArrivalReceiver implements TpktConnection.Receiver {

    private static final Logger log = LogManager.getLogger(ArrivalReceiver.class);

    private final LongAdder malformed;
    private final Taker taker;

    private Optional<TpktConnection.Receiver> taken = Optional.empty();
    private boolean waiting = true;
    private boolean refused;
    private Runnable whenBegun = () -> {};

    /** Takes a call that begins; must return at once. */
    public interface Taker {

        /** @param said the Setup, octet for octet @return who hears what else comes */
        TpktConnection.Receiver take(
                CallConnection from, Q931Message said, SignallingMessage message, SignallingBody.Setup setup);

        /** Somebody comes for a call; must return at once. @return who hears what else comes, if there is such a call for him */
        default Optional<TpktConnection.Receiver> come(TpktConnection from, SignallingBody.Facility facility) {
            return Optional.empty();
        }

        /**
         * Somebody begins with RAS (H.460.17); must return at once.
         *
         * @param whenRegistered is to be run on the event loop, when he has registered
         * @return who hears what comes, this included, if such connections are taken
         */
        default Optional<TpktConnection.Receiver> tunnel(TpktConnection from, Runnable whenRegistered) {
            return Optional.empty();
        }
    }

    public ArrivalReceiver(LongAdder malformed, Taker taker) {
        this.malformed = malformed;
        this.taker = taker;
    }

    /** Whether neither a Setup has come, nor somebody who may call. */
    public boolean isWaiting() {
        return waiting;
    }

    /** @param heard when that has come, or the connection is gone without one */
    void whenBegun(Runnable heard) {
        whenBegun = heard;
    }

    /** Closes the connection; what still comes meanwhile is nobody's, and to whoever has taken it, it is gone. */
    void refuse(TpktConnection from) {
        refused = true;
        taken.ifPresent(receiver -> receiver.closed(from));
        taken = Optional.empty();
        from.close();
    }

    @Override
    public void packet(TpktConnection from, byte[] contents) {
        if (refused) {
            return;
        }
        if (taken.isPresent()) {
            taken.get().packet(from, contents);
            return;
        }
        try {
            Q931Message said = Q931Message.decode(contents);
            SignallingMessage message = SignallingMessage.of(said);
            if (message.body() instanceof SignallingBody.Setup setup) {
                taken = Optional.of(taker.take(from, said, message, setup));
                begun();
            } else if (!message.ras().isEmpty()) {
                taken = taker.tunnel(from, this::begun);
                taken.ifPresentOrElse(receiver -> receiver.packet(from, contents), () -> refuse(from));
            } else if (message.body() instanceof SignallingBody.Facility facility) {
                taken = taker.come(from, facility);
                taken.ifPresentOrElse(_ -> begun(), () -> refuse(from));
            }
        } catch (PerException | Q931Exception e) {
            malformed.increment();
            log.debug("{} sends what is no message: {}", from.remote(), e.getMessage());
        }
    }

    private void begun() {
        if (waiting) {
            waiting = false;
            whenBegun.run();
        }
    }

    @Override
    public void closed(TpktConnection connection) {
        begun();
        taken.ifPresent(receiver -> receiver.closed(connection));
    }
}
