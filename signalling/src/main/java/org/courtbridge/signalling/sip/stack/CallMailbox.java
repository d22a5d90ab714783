package org.courtbridge.signalling.sip.stack;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import javax.sip.message.Response;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.media.leg.RoomLeg;
import org.courtbridge.signalling.rooms.BoundedMailbox;

/** Queues events for a call, from whoever wants something of it, and knows how its party is reached. From any thread. */
public final class CallMailbox implements RoomLeg.Wishes {

    private final BoundedMailbox<SipCallEvent> events = new BoundedMailbox<>(SipCallEvent.EndWanted::new);
    private final AtomicReference<String> dialog = new AtomicReference<>("");
    private volatile boolean closed;
    private volatile Optional<Flow> flow = Optional.empty();

    /** Networks that the party sends from, as {@link ProvenSources} counts them. */
    private final Set<InetAddress> places = ConcurrentHashMap.newKeySet();

    /** Whether the party has ever sent otherwise than over TLS. */
    private volatile boolean inTheClear;

    /** Whether a dialog is the call's own, as it was the first that asked; others of the same INVITE are not. */
    public boolean isFirst(String dialogId) {
        return dialogId.equals(dialog.updateAndGet(known -> known.isEmpty() ? dialogId : known));
    }

    /** Flow by which the party is reached, if that is not the address that it gives. */
    public Optional<Flow> flow() {
        return flow;
    }

    public void reachedBy(Optional<Flow> by) {
        flow = by;
    }

    /**
     * The party sends from there, as its INVITE, its answer to ours or a proof of its identity has shown.
     *
     * @param transport "UDP", "TCP" or "TLS"
     */
    public void sendsFrom(InetAddress place, String transport) {
        inTheClear |= !transport.equals("TLS");
        places.add(ProvenSources.network(place));
    }

    /** Whether a request within the call may be the party's, by where it comes from; a party that keeps to TLS is heard by that alone. */
    public boolean isParty(InetAddress place, String transport) {
        return takes(transport) && places.contains(ProvenSources.network(place));
    }

    /** Whether the party may be heard by a transport. */
    boolean takes(String transport) {
        return inTheClear || transport.equals("TLS");
    }

    public void put(SipCallEvent event) {
        events.put(event);
    }

    @Override
    public void end(EndReason reason) {
        put(new SipCallEvent.EndWanted(reason));
    }

    @Override
    public void keyframe() {
        put(new SipCallEvent.KeyframeWanted());
    }

    @Override
    public void echo(Runnable answered) {
        put(new SipCallEvent.EchoWanted(answered));
    }

    @Override
    public void presents() {
        put(new SipCallEvent.FloorGiven());
    }

    @Override
    public void presentsNoMore() {
        put(new SipCallEvent.FloorTaken());
    }

    /** Nobody takes any more: what is still asked is answered, now and when it comes. */
    public void close(SipMessages messages) {
        closed = true;
        for (Optional<SipCallEvent> event = events.poll(); event.isPresent(); event = events.poll()) {
            if (event.get() instanceof SipCallEvent.Requested requested) {
                messages.answer(requested.transaction(), Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            }
        }
    }

    /** As {@link #put}, for requests, which must be answered whatever has become of the call. */
    public void request(SipCallEvent.Requested event, SipMessages messages) {
        put(event);
        if (closed) {
            close(messages);
        }
    }

    /** Empty when nothing came in time. */
    public Optional<SipCallEvent> poll(Duration timeout) {
        return events.poll(timeout);
    }
}
