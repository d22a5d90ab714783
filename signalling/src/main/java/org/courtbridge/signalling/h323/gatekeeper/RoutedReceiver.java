package org.courtbridge.signalling.h323.gatekeeper;

import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.h323.call.RoutedCall;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;
import org.courtbridge.signalling.h323.transport.TpktConnection;
import org.courtbridge.signalling.rooms.BoundedMailbox;

/** Reads one side's connection of a routed call into the call's mailbox. */
record RoutedReceiver(RoutedCall.Side side, BoundedMailbox<RoutedEvent> mailbox, LongAdder malformed)
        implements TpktConnection.Receiver {

    private static final Logger log = LogManager.getLogger(RoutedReceiver.class);

    @Override
    public void packet(TpktConnection from, byte[] contents) {
        try {
            mailbox.put(new RoutedEvent.Said(side, Q931Message.decode(contents)));
        } catch (Q931Exception e) {
            malformed.increment();
            log.debug("{} sends what is no message: {}", from.remote(), e.getMessage());
        }
    }

    @Override
    public void closed(TpktConnection connection) {
        mailbox.put(new RoutedEvent.Lost(side));
    }
}
