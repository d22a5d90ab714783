package org.courtbridge.media.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.media.transport.ice.IceChecks;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.media.transport.ice.StunMessage;
import org.jspecify.annotations.Nullable;

/**
 * STUN at the {@link WebRtcPort}: answers the checks of browsers, and takes the answers to checks of our own, each for its session.
 * Lives on the port's event loop.
 */
final class PortStun {

    /** Error responses in a tick: enough for honest mistakes, no use to those who forge source addresses. */
    static final int ERRORS_PER_TICK = 100;

    private final Scratch scratch;
    private final LongAdder dropped;
    private final LongSupplier clock;
    private final IceChecks<IceSession> checks = new IceChecks<>();

    /** By the transactions of our checks. */
    private final Map<ByteBuffer, IceSession> returnChecks = new HashMap<>();

    private int errorsLeft = ERRORS_PER_TICK;

    /** @param dropped counts what is of no use */
    PortStun(Scratch scratch, LongAdder dropped, LongSupplier clock) {
        this.scratch = scratch;
        this.dropped = dropped;
        this.clock = clock;
    }

    void register(IceCredentials credentials, IceSession session) {
        checks.register(credentials, session);
    }

    void unregister(IceCredentials credentials) {
        checks.forget(credentials);
    }

    void register(ReturnCheck check, IceSession session) {
        returnChecks.put(check.transaction(), session);
    }

    void unregister(ReturnCheck check) {
        returnChecks.remove(check.transaction());
    }

    /** From time to time; what is limited is limited from one tick to the next. */
    void tick() {
        errorsLeft = ERRORS_PER_TICK;
    }

    /**
     * A message has come.
     *
     * @param session whom the way belongs to, if it is open
     * @return whom it belongs to now
     */
    @Nullable
    IceSession arrived(ByteBuf bytes, IcePath way, @Nullable IceSession session) {
        int length = bytes.readableBytes();
        if (length > MediaLoops.MAX_DATAGRAM) {
            dropped.increment();
            return session;
        }
        bytes.getBytes(bytes.readerIndex(), scratch.in, 0, length);
        if (length >= StunMessage.HEADER && bytes.getShort(bytes.readerIndex()) == StunMessage.BINDING_SUCCESS) {
            return answered(length, way, session);
        }
        IceChecks.Verdict<IceSession> verdict = checks.judge(scratch.in, 0, length, way.remote());
        IceSession accepted = verdict.accepted().orElse(null);
        if (accepted == null) {
            dropped.increment();
            if (!verdict.response().isEmpty() && errorsLeft > 0) {
                errorsLeft--;
                respond(way, verdict.response().bytes());
            }
            return session;
        }
        respond(way, verdict.response().bytes());
        accepted.checked(way, verdict.ufrag(), verdict.nominated(), clock.getAsLong());
        return accepted;
    }

    /** Takes the answer to a check: one to a check of ours may open a way, anything else is junk. */
    private @Nullable IceSession answered(int length, IcePath way, @Nullable IceSession session) {
        try {
            StunMessage response = StunMessage.parse(scratch.in, 0, length);
            IceSession asked = returnChecks.get(ByteBuffer.wrap(response.transaction()));
            if (asked != null && asked.answered(response, way, clock.getAsLong())) {
                return asked;
            }
        } catch (MalformedPacketException e) {
            // Counted below, as any junk.
        }
        dropped.increment();
        return session;
    }

    private static void respond(IcePath way, byte[] response) {
        if (way.hasRoom()) {
            way.write(Unpooled.wrappedBuffer(response));
        }
    }
}
