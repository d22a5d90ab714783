package org.courtbridge.signalling.bfcp;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;

/**
 * A floor with all who may present by it: rooms by BFCP, everybody else by {@link #grant}. It may be a hearing's, or one
 * room's share in what the hearing decides. From any thread; what is wished happens in its order, on the server's thread.
 */
public final class HearingFloor implements AutoCloseable {

    private static final int LARGEST_USER = 0xFFFF;

    private final BfcpServer server;
    private final EventLoop loop;
    private final ContentFloor floor;
    private final FloorListener listener;
    private final Map<Integer, Seat> seats = new HashMap<>();
    private final AtomicInteger users = new AtomicInteger();

    HearingFloor(BfcpServer server, EventLoop loop, FloorPolicy handover, FloorListener listener) {
        this.server = server;
        this.loop = loop;
        this.floor = new ContentFloor(handover);
        this.listener = listener;
    }

    /**
     * Somebody who has no BFCP has come.
     *
     * @param name that rooms are shown
     * @return by what it is called here, 1 to 65,535
     */
    public int enter(String name) {
        int user = nextUser();
        loop.execute(() -> floor.enter(user, name));
        return user;
    }

    /**
     * A room has come that will speak BFCP. Waits until our ports know it; not for event loops.
     *
     * @param certificate that it shows over TLS, if it said which
     */
    public RoomAccess enter(String name, BfcpTransport transport, Optional<CertificateFingerprint> certificate) {
        int user = nextUser();
        RoomAccess access = new RoomAccess(server.nextConference(), user);
        loop.submit(() -> {
                    floor.enter(user, name);
                    Seat seat = new Seat(this, access, transport, certificate);
                    seats.put(user, seat);
                    server.admit(seat);
                })
                .syncUninterruptibly();
        return access;
    }

    /**
     * A room that may have come already has said which certificate it shows over TLS. Waits until our ports heed it; not for
     * event loops.
     */
    public void promises(int user, CertificateFingerprint certificate) {
        loop.submit(() -> {
                    Seat seat = seats.get(user);
                    if (seat != null) {
                        seat.promises(certificate);
                    }
                })
                .syncUninterruptibly();
    }

    private int nextUser() {
        int user = users.incrementAndGet();
        if (user > LARGEST_USER) {
            throw new IllegalStateException("%d users have come (expected: <= 65535)".formatted(user));
        }
        return user;
    }

    /** Whoever leaves presents no more, and is not known on our ports any more. */
    public void leave(int user) {
        loop.execute(() -> {
            Seat seat = seats.remove(user);
            if (seat != null) {
                server.dismiss(seat);
            }
            run(floor.leave(user));
        });
    }

    /** Nothing if the user is gone, or is a room that does not ask any more. */
    public void grant(int user) {
        wish(of -> of.has(user) && (!seats.containsKey(user) || of.asks(user)) ? of.grant(user) : List.of());
    }

    public void deny(int user) {
        wish(of -> of.deny(user));
    }

    /** Takes the floor from whoever has it. */
    public void revoke() {
        wish(ContentFloor::revoke);
    }

    /** Denies whoever asks from now on. */
    public void lock() {
        loop.execute(floor::lock);
    }

    public void unlock() {
        loop.execute(floor::unlock);
    }

    private void wish(Function<ContentFloor, List<FloorAction>> wish) {
        loop.execute(() -> run(wish.apply(floor)));
    }

    Instant now() {
        return server.now();
    }

    void receive(Seat from, BfcpMessage message, Instant now) {
        List<FloorAction> actions = floor.receive(from.access().user(), message);
        for (FloorAction action : actions) {
            if (action instanceof FloorAction.Answer answer) {
                from.answer(message, answer, now);
            }
        }
        run(actions);
    }

    void lost(Seat seat) {
        server.countLost();
        run(floor.lost(seat.access().user()));
    }

    private void run(List<FloorAction> actions) {
        Instant now = now();
        for (FloorAction action : actions) {
            switch (action) {
                case FloorAction.Answer _ -> {
                    // Has been given to who asked.
                }
                case FloorAction.Tell tell -> {
                    Seat seat = seats.get(tell.user());
                    if (seat != null) {
                        seat.tell(tell, now);
                    }
                }
                case FloorAction.FloorAsked asked -> listener.floorAsked(asked.user());
                case FloorAction.FloorWithdrawn withdrawn -> listener.floorWithdrawn(withdrawn.user());
                case FloorAction.FloorTaken taken -> listener.floorTaken(taken.user());
                case FloorAction.FloorFreed _ -> listener.floorFreed();
                case FloorAction.SaidGoodbye goodbye -> {
                    Seat seat = seats.get(goodbye.user());
                    if (seat != null) {
                        seat.saidGoodbye();
                    }
                }
            }
        }
    }

    /** The hearing is over. */
    @Override
    public void close() {
        loop.execute(() -> {
            seats.values().forEach(server::dismiss);
            seats.clear();
        });
    }
}
