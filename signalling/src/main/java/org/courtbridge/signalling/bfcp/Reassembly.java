package org.courtbridge.signalling.bfcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Puts fragments of one party's messages together (RFC 8855, section 6.2.3), in whatever order they come. Keeps few messages
 * and not long ones, so that nobody has us keep more.
 */
final class Reassembly {

    /** Of a payload, in units of four octets: four times what a datagram carries. */
    static final int LONGEST = 1_500;

    static final int MOST = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Partial> partials = new ArrayList<>();

    private record Partial(BfcpHeader first, byte[] payload, BitSet units, Instant since) {

        boolean isOf(BfcpHeader other) {
            return first.transactionId() == other.transactionId()
                    && first.response() == other.response()
                    && first.primitive().equals(other.primitive())
                    && first.payloadLength() == other.payloadLength();
        }
    }

    /**
     * @param payload what follows the header of this fragment
     * @return the whole message, with the fragment that completes it
     * @throws BfcpException if the fragment contradicts itself, is of too long a message, or what is whole cannot be read
     */
    Optional<BfcpMessage> take(BfcpHeader header, ByteBuf payload, Instant now) {
        int offset = header.fragmentOffset();
        int length = header.fragmentLength();
        if (payload.readableBytes() != length * BfcpHeader.UNIT
                || length == 0
                || offset + length > header.payloadLength()
                || header.payloadLength() > LONGEST) {
            throw new BfcpException(
                    ErrorCode.INCORRECT_MESSAGE_LENGTH,
                    "fragment of %d at %d (expected: within %d, at most %d)"
                            .formatted(length, offset, header.payloadLength(), LONGEST));
        }
        partials.removeIf(partial -> partial.since().plus(PATIENCE).isBefore(now));
        Partial partial = partials.stream()
                .filter(begun -> begun.isOf(header))
                .findFirst()
                .orElseGet(() -> begin(header, now));
        payload.readBytes(partial.payload(), offset * BfcpHeader.UNIT, length * BfcpHeader.UNIT);
        partial.units().set(offset, offset + length);
        if (partial.units().cardinality() < header.payloadLength()) {
            return Optional.empty();
        }
        partials.remove(partial);
        return Optional.of(BfcpMessage.parse(header, Unpooled.wrappedBuffer(partial.payload())));
    }

    /** In place of the oldest if there are too many. */
    private Partial begin(BfcpHeader header, Instant now) {
        if (partials.size() == MOST) {
            partials.removeFirst();
        }
        Partial begun = new Partial(header, new byte[header.payloadLength() * BfcpHeader.UNIT], new BitSet(), now);
        partials.add(begun);
        return begun;
    }
}
