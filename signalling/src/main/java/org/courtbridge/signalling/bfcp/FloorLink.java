package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.courtbridge.signalling.bfcp.LinkAction.Lost;
import org.courtbridge.signalling.bfcp.LinkAction.Received;
import org.courtbridge.signalling.bfcp.LinkAction.Send;
import org.courtbridge.signalling.bfcp.Primitive.Known;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the transactions with one party (RFC 8855, section 8). Over an unreliable transport, what we say of
 * ourselves goes one message after the other, each repeated until it is acknowledged, and what comes a second time is answered
 * as the first was. Over a reliable one, none of it.
 *
 * <p>Speaks the version that the party spoke last: over UDP, rooms that follow drafts say 1. For one thread.
 */
final class FloorLink {

    enum Reliability {
        RELIABLE,
        UNRELIABLE
    }

    /** T1, before the first repetition; doubled with each (RFC 8855, section 8.3.1). */
    static final Duration T1 = Duration.ofMillis(500);

    /** T2, for which responses are kept (RFC 8855, section 8.3.2). */
    static final Duration T2 = Duration.ofSeconds(10);

    static final int REPETITIONS = 3;

    /** Octets of a datagram that no path cuts (RFC 8855, section 6.2.3, with IPv6's smallest). */
    private static final int LONGEST_DATAGRAM = 1_200;

    private static final int MOST_ANSWERED = 16;

    /** Most messages that wait until a party acknowledges the one before; more than a hearing changes within a repetition. */
    private static final int MOST_WAITING = 32;

    private final Reliability reliability;
    private final long conference;
    private final int user;
    private final Reassembly reassembly = new Reassembly();
    private final Deque<Answered> answered = new ArrayDeque<>();
    private final Deque<Said> waiting = new ArrayDeque<>();
    private @Nullable Outstanding outstanding;
    private int version;
    private int lastTransaction = ThreadLocalRandom.current().nextInt(0xFFFF);

    FloorLink(Reliability reliability, long conference, int user) {
        this.reliability = reliability;
        this.conference = conference;
        this.user = user;
        this.version = reliability == Reliability.RELIABLE ? 1 : 2;
    }

    private record Said(Primitive primitive, List<BfcpAttribute> attributes) {}

    private record Answered(int transaction, Primitive primitive, BfcpMessage response, Instant until) {}

    private record Outstanding(BfcpMessage message, int sent, Instant due) {}

    /**
     * Takes a message, or a fragment of one.
     *
     * @param payload what follows the header
     */
    List<LinkAction> receive(BfcpHeader header, ByteBuf payload, Instant now) {
        BfcpMessage message;
        try {
            if (header.fragmented()) {
                Optional<BfcpMessage> whole = reassembly.take(header, payload, now);
                if (whole.isEmpty()) {
                    return List.of();
                }
                message = whole.get();
            } else {
                message = BfcpMessage.parse(header, payload);
            }
        } catch (BfcpException e) {
            return refuse(header, e);
        }
        version = message.version();
        if (message.primitive() instanceof Known known && completes(known)) {
            return completed(message.transaction(), now);
        }
        return answerOf(message, now).map(this::send).orElseGet(() -> List.of(new Received(message)));
    }

    /** An Error is not answered, whatever is wrong with it, or two servers would go on for ever. */
    private List<LinkAction> refuse(BfcpHeader header, BfcpException wrong) {
        if (header.primitive() == Known.ERROR || header.response()) {
            return List.of();
        }
        int spoken = header.version() == 1 || header.version() == 2 ? header.version() : version;
        return send(new BfcpMessage(
                spoken,
                reliability == Reliability.UNRELIABLE,
                Known.ERROR,
                header.conferenceId(),
                header.transactionId(),
                header.userId(),
                ContentFloor.error(wrong.code())));
    }

    private static boolean completes(Known primitive) {
        return switch (primitive) {
            case FLOOR_REQUEST_STATUS_ACK, FLOOR_STATUS_ACK, GOODBYE_ACK, ERROR -> true;
            case FLOOR_REQUEST,
                    FLOOR_RELEASE,
                    FLOOR_REQUEST_QUERY,
                    FLOOR_REQUEST_STATUS,
                    USER_QUERY,
                    USER_STATUS,
                    FLOOR_QUERY,
                    FLOOR_STATUS,
                    CHAIR_ACTION,
                    CHAIR_ACTION_ACK,
                    HELLO,
                    HELLO_ACK,
                    GOODBYE -> false;
        };
    }

    private List<LinkAction> completed(int transaction, Instant now) {
        if (outstanding == null || outstanding.message().transaction() != transaction) {
            return List.of();
        }
        outstanding = null;
        return next(now);
    }

    private Optional<BfcpMessage> answerOf(BfcpMessage message, Instant now) {
        answered.removeIf(before -> !now.isBefore(before.until()));
        return answered.stream()
                .filter(before -> before.transaction() == message.transaction()
                        && before.primitive().equals(message.primitive()))
                .map(Answered::response)
                .findFirst();
    }

    /** Answers a message that was received. */
    List<LinkAction> answer(BfcpMessage request, Primitive primitive, List<BfcpAttribute> attributes, Instant now) {
        boolean repeated = reliability == Reliability.UNRELIABLE;
        BfcpMessage response = new BfcpMessage(
                request.version(), repeated, primitive, conference, request.transaction(), user, attributes);
        if (repeated) {
            if (answered.size() == MOST_ANSWERED) {
                answered.removeFirst();
            }
            answered.add(new Answered(request.transaction(), request.primitive(), response, now.plus(T2)));
        }
        return send(response);
    }

    /** Says something that the party did not ask for now. A floor's status that waits is replaced by the newer one. */
    List<LinkAction> tell(Primitive primitive, List<BfcpAttribute> attributes, Instant now) {
        if (reliability == Reliability.RELIABLE) {
            return send(new BfcpMessage(version, false, primitive, conference, 0, user, attributes));
        }
        if (primitive == Known.FLOOR_STATUS) {
            waiting.removeIf(said -> said.primitive() == Known.FLOOR_STATUS);
        }
        if (waiting.size() == MOST_WAITING) {
            return lose();
        }
        waiting.add(new Said(primitive, attributes));
        return outstanding == null ? next(now) : List.of();
    }

    private List<LinkAction> next(Instant now) {
        Said said = waiting.poll();
        if (said == null) {
            return List.of();
        }
        lastTransaction = lastTransaction % 0xFFFF + 1;
        BfcpMessage message =
                new BfcpMessage(version, false, said.primitive(), conference, lastTransaction, user, said.attributes());
        outstanding = new Outstanding(message, 1, now.plus(T1));
        return send(message);
    }

    /** Time at which {@link #expire} is to be called; empty if no acknowledgement is outstanding. */
    Optional<Instant> deadline() {
        return Optional.ofNullable(outstanding).map(Outstanding::due);
    }

    /** Repeats what was not acknowledged in time, or gives the party up. */
    List<LinkAction> expire(Instant now) {
        if (outstanding == null || now.isBefore(outstanding.due())) {
            return List.of();
        }
        if (outstanding.sent() > REPETITIONS) {
            return lose();
        }
        outstanding = new Outstanding(
                outstanding.message(), outstanding.sent() + 1, now.plus(T1.multipliedBy(1L << outstanding.sent())));
        return send(outstanding.message());
    }

    private List<LinkAction> lose() {
        outstanding = null;
        waiting.clear();
        return List.of(new Lost());
    }

    private List<LinkAction> send(BfcpMessage message) {
        List<LinkAction> actions = new ArrayList<>();
        if (reliability == Reliability.UNRELIABLE) {
            message.datagrams(LONGEST_DATAGRAM).forEach(datagram -> actions.add(new Send(datagram)));
        } else {
            ByteBuf bytes = Unpooled.buffer();
            message.write(bytes);
            actions.add(new Send(bytes));
        }
        return actions;
    }
}
