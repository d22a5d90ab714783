package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One side's rooms of {@link CallLoad}, in a process of their own, which says each second how the calls went. */
final class CallEndpoint {

    private static final int TICKS_A_LINE = 10;

    private final CallTally tally = new CallTally();
    private final List<CallRoom> rooms = new ArrayList<>();
    private int ticks;

    private CallEndpoint(SignallingLoop loop, CallLoad.Side side, InetSocketAddress gatekeeper) throws IOException {
        for (int i = 0; i < CallLoad.ROOMS; i++) {
            Optional<String> callee =
                    side == CallLoad.Side.CALLER ? Optional.of(CallLoad.Side.CALLED.room(i)) : Optional.empty();
            rooms.add(new CallRoom(loop, side.address(i), gatekeeper, side.room(i), callee, tally));
        }
    }

    /** @param arguments the side, and the gatekeeper's RAS port */
    public static void main(String[] arguments) throws IOException {
        InetSocketAddress gatekeeper =
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(arguments[1]));
        try (SignallingLoop loop = new SignallingLoop()) {
            CallEndpoint endpoint = new CallEndpoint(loop, CallLoad.Side.valueOf(arguments[0]), gatekeeper);
            endpoint.rooms.forEach(CallRoom::register);
            loop.run(endpoint::tick, Instant.now().plus(CallLoad.LONGEST));
        }
    }

    private void tick() {
        rooms.forEach(CallRoom::tick);
        if (rooms.stream().allMatch(CallRoom::isRegistered) && ticks++ % TICKS_A_LINE == 0) {
            System.out.println(tally.line());
            if (!tally.failures().isEmpty()) {
                System.err.println(tally.failures());
            }
        }
    }
}
