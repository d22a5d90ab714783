package org.courtbridge.signalling.h323.gatekeeper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.signalling.h323.transport.TpktConnection;

/**
 * Connections of call signalling that have not brought a Setup, or a registration, yet: each has so long for it, however slowly it speaks, and
 * there are only so many of them, of one address and in all. Belongs to the event loop, but for its count.
 */
public final class Arrivals {

    /** A Setup is the first that is said, and fits in a few packets. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A gatekeeper that routes brings the calls of all its rooms from one address, but each with its Setup. */
    public static final int MOST_OF_ONE = 100;

    private static final int MOST = 1_000;

    private final Duration patience;
    private final Map<InetAddress, Integer> waiting = new HashMap<>();
    private final LongAdder turnedAway = new LongAdder();
    private int count;

    public Arrivals(Duration patience) {
        this.patience = patience;
    }

    /** Connections that brought no Setup in time, or were too many, since the start. */
    public long turnedAway() {
        return turnedAway.sum();
    }

    /** @param receiver of the connection, of which nothing has been read yet */
    public void accepted(TpktConnection connection, ArrivalReceiver receiver) {
        InetAddress source =
                connection.peer().map(InetSocketAddress::getAddress).orElseGet(InetAddress::getLoopbackAddress);
        if (count >= MOST || waiting.getOrDefault(source, 0) >= MOST_OF_ONE) {
            turnAway(connection, receiver);
            return;
        }
        count++;
        waiting.merge(source, 1, Integer::sum);
        receiver.whenBegun(() -> left(source));
        connection.after(patience, () -> {
            if (receiver.isWaiting()) {
                turnAway(connection, receiver);
            }
        });
    }

    private void turnAway(TpktConnection connection, ArrivalReceiver receiver) {
        turnedAway.increment();
        receiver.refuse(connection);
    }

    private void left(InetAddress source) {
        count--;
        waiting.computeIfPresent(source, (_, known) -> known > 1 ? known - 1 : null);
    }
}
