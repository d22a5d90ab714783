package org.courtbridge.signalling.h323.transport;

import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;

/** Reads a connection of call signalling into the mailbox of the call that it carries. */
public record SignallingReceiver(CallMailbox mailbox, LongAdder malformed) implements TpktConnection.Receiver {

    private static final Logger log = LogManager.getLogger(SignallingReceiver.class);

    @Override
    public void packet(TpktConnection from, byte[] contents) {
        try {
            mailbox.put(new H323CallEvent.Signalled(SignallingMessage.of(Q931Message.decode(contents))));
        } catch (PerException | Q931Exception e) {
            malformed.increment();
            log.debug("{} sends what is no message: {}", from.remote(), e.getMessage());
        }
    }

    @Override
    public void closed(TpktConnection connection) {
        mailbox.put(new H323CallEvent.SignallingLost());
    }
}
