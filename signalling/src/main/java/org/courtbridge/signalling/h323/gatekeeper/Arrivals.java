package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.court.access.SourceNetwork;
import org.courtbridge.signalling.h323.transport.TpktConnection;

/**
 * Connections of call signalling that have not brought a Setup, or a registration, yet: each has so long for it, however slowly it speaks, and
 * there are only so many of them, of one network and in all; where there are more, the eldest goes. Belongs to the event loop, but for its count.
 */
public final class Arrivals {

    /** A Setup is the first that is said, and fits in a few packets. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A gatekeeper that routes brings the calls of all its rooms from one address, but each with its Setup. */
    public static final int MOST_OF_ONE = 100;

    private static final int MOST = 1_000;

    private final Duration patience;
    /** Of each network, the eldest first. */
    private final Map<InetAddress, SequencedSet<Waiting>> waiting = new HashMap<>();

    private final LongAdder turnedAway = new LongAdder();
    private int count;

    private record Waiting(TpktConnection connection, ArrivalReceiver receiver, InetAddress source) {}

    public Arrivals(Duration patience) {
        this.patience = patience;
    }

    /** Connections that brought no Setup in time, or were too many, since the start. */
    public long turnedAway() {
        return turnedAway.sum();
    }

    /** @param receiver of the connection, of which nothing has been read yet */
    public void accepted(TpktConnection connection, ArrivalReceiver receiver) {
        InetAddress source = SourceNetwork.of(
                connection.peer().map(InetSocketAddress::getAddress).orElseGet(InetAddress::getLoopbackAddress));
        makeRoom(source);
        Waiting one = new Waiting(connection, receiver, source);
        waiting.computeIfAbsent(source, _ -> new LinkedHashSet<>()).add(one);
        count++;
        receiver.whenBegun(() -> left(one));
        connection.after(patience, () -> {
            if (receiver.isWaiting()) {
                turnAway(one);
            }
        });
    }

    /** The eldest goes: whoever opens connections and says nothing keeps out nobody who speaks at once, behind the same NAT too. */
    private void makeRoom(InetAddress source) {
        SequencedSet<Waiting> own = waiting.getOrDefault(source, new LinkedHashSet<>());
        if (own.size() >= MOST_OF_ONE) {
            turnAway(own.getFirst());
        } else if (count >= MOST) {
            waiting.values().stream()
                    .max(Comparator.comparingInt(SequencedSet::size))
                    .ifPresent(most -> turnAway(most.getFirst()));
        }
    }

    private void turnAway(Waiting one) {
        turnedAway.increment();
        left(one);
        one.receiver.refuse(one.connection);
    }

    private void left(Waiting one) {
        waiting.computeIfPresent(one.source, (_, own) -> {
            count -= own.remove(one) ? 1 : 0;
            return own.isEmpty() ? null : own;
        });
    }
}
