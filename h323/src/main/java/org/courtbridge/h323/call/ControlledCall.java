package org.courtbridge.h323.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h245.Capabilities;
import org.courtbridge.h323.h245.Control;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.ControlMessage;
import org.courtbridge.h323.per.PerException;

/**
 * One side of a call with its H.245: the machines of both, each of which is told what the other has for it. H.245 begins when
 * the call is connected and H.245 has its way, whichever comes last. It has no socket and no clock. Not safe for threads.
 *
 * <p>Whatever is asked of {@link #call()} or {@link #control()} gives actions, which go to {@link #does} or {@link #controls}.
 */
public final class ControlledCall {

    private final Call call;
    private final Control control;
    private final Supplier<Capabilities> capabilities;
    private final Owner owner;
    private boolean controlOpen;
    private boolean controlStarted;

    /** Does what is to be done, and hears what was found out. All actions come to it, also those that the call itself follows. */
    public interface Owner {

        void act(CallAction action);

        /** Takes an action of H.245; messages have become {@link CallAction.Send} or {@link CallAction.SendControl} before. */
        void act(ControlAction action);
    }

    /**
     * @param capabilities what we say by H.245 that we can, asked for when H.245 begins: it may depend on what the other side
     *     has said
     */
    public ControlledCall(Call call, Control control, Supplier<Capabilities> capabilities, Owner owner) {
        this.call = call;
        this.control = control;
        this.capabilities = capabilities;
        this.owner = owner;
    }

    public Call call() {
        return call;
    }

    public Control control() {
        return control;
    }

    public boolean isConnected() {
        return call.state() == Call.State.CONNECTED;
    }

    public boolean isOver() {
        return call.state() == Call.State.ENDED;
    }

    /** Whether H.245 has its way, in the messages of the call or by a connection. */
    public boolean isControlOpen() {
        return controlOpen;
    }

    public boolean isControlStarted() {
        return controlStarted;
    }

    /** @param actions of {@link #call()} */
    public void does(List<CallAction> actions, Instant now) {
        for (CallAction action : actions) {
            controlOpen |= action instanceof CallAction.ControlOpen;
            owner.act(action);
            startControl(now);
            if (action instanceof CallAction.ControlReceived received) {
                received.messages().forEach(message -> controlReceived(message, now));
            }
        }
        startControl(now);
    }

    private void startControl(Instant now) {
        if (controlOpen && !controlStarted && isConnected()) {
            controlStarted = true;
            controls(control.start(capabilities.get(), now), now);
        }
    }

    /** Handles a received message of H.245. @param message encoded */
    public void controlReceived(Octets message, Instant now) {
        controls(answer(message, now), now);
    }

    private List<ControlAction> answer(Octets message, Instant now) {
        try {
            return control.receive(ControlMessage.decode(message), now);
        } catch (PerException _) {
            return control.receiveMalformed(now);
        }
    }

    /** @param actions of {@link #control()}; what is sent of them goes in one message where it can */
    public void controls(List<ControlAction> actions, Instant now) {
        List<Octets> messages = new ArrayList<>();
        for (ControlAction action : actions) {
            if (action instanceof ControlAction.Send send) {
                messages.add(send.message().encode());
            }
        }
        if (!messages.isEmpty()) {
            does(call.control(messages), now);
        }
        actions.forEach(owner::act);
    }

    /** Ends H.245, if it has begun, and the call. */
    public void hangUp(ReleaseReason reason, Instant now) {
        if (controlStarted) {
            controls(control.end(now), now);
        }
        does(call.release(reason), now);
    }

    /** Time at which {@link #expire} is due next; empty if no timer runs. */
    public Optional<Instant> deadline() {
        return Stream.of(call.deadline(), control.deadline())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    public void expire(Instant now) {
        does(call.expire(now), now);
        controls(control.expire(now), now);
    }
}
