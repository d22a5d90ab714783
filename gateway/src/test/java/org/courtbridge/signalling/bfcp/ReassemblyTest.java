package org.courtbridge.signalling.bfcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReassemblyTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Reassembly reassembly = new Reassembly();

    private static BfcpMessage message(int transaction, int attributes) {
        return new BfcpMessage(
                2,
                false,
                Primitive.Known.FLOOR_QUERY,
                1,
                transaction,
                2,
                IntStream.range(0, attributes)
                        .<BfcpAttribute>mapToObj(id -> BfcpAttribute.id(BfcpAttribute.FLOOR_ID, id))
                        .toList());
    }

    private Optional<BfcpMessage> take(ByteBuf datagram, Instant now) {
        ByteBuf bytes = datagram.duplicate();
        return reassembly.take(BfcpHeader.parse(bytes), bytes, now);
    }

    @Test
    void fragmentsInAnyOrderAndTwiceMakeTheMessage() {
        BfcpMessage message = message(7, 50);
        List<ByteBuf> datagrams = message.datagrams(64);
        assertThat(datagrams).hasSize(5).allMatch(datagram -> datagram.readableBytes() <= 64);
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            List<ByteBuf> shuffled = new ArrayList<>(datagrams);
            shuffled.add(1, datagrams.get(random.nextInt(datagrams.size())));
            Collections.shuffle(shuffled, random);
            List<BfcpMessage> whole = new ArrayList<>();
            Instant at = NOW.plusSeconds(60L * i);
            shuffled.forEach(datagram -> take(datagram, at).ifPresent(whole::add));
            assertThat(whole).containsExactly(message);
        }
    }

    @Test
    void whatFitsIsNoFragment() {
        BfcpMessage message = message(7, 3);

        assertThat(message.datagrams(24)).hasSize(1);
        assertThat(BfcpMessage.parse(message.datagrams(24).getFirst())).isEqualTo(message);
    }

    @Test
    void messagesDoNotMix() {
        List<ByteBuf> one = message(7, 20).datagrams(64);
        List<ByteBuf> other = message(8, 20).datagrams(64);

        assertThat(take(one.getFirst(), NOW)).isEmpty();
        assertThat(take(other.getLast(), NOW)).isEmpty();
        assertThat(take(one.getLast(), NOW)).contains(message(7, 20));
        assertThat(take(other.getFirst(), NOW)).contains(message(8, 20));
    }

    @Test
    void theOldestAndWhatIsLateAreForgotten() {
        List<ByteBuf> first = message(1, 20).datagrams(64);
        take(first.getFirst(), NOW);
        for (int i = 0; i < Reassembly.MOST; i++) {
            take(message(2 + i, 20).datagrams(64).getFirst(), NOW);
        }
        assertThat(take(first.getLast(), NOW)).isEmpty();
        assertThat(take(first.getFirst(), NOW.plusSeconds(11))).isEmpty();
    }

    @Test
    void refusesFragmentsThatCannotBe() {
        ByteBuf fragment = message(7, 50).datagrams(64).get(1);
        int units = (fragment.readableBytes() - 16) / 4;
        for (ByteBuf wrong : List.of(
                fragment.copy().setShort(12, 50 - units + 1), // past the end
                fragment.copy().setShort(14, units - 1), // shorter than it is
                fragment.copy().setShort(2, Reassembly.LONGEST + 1), // of too long a message
                fragment.copy(0, 16).setShort(14, 0))) { // empty
            assertThatThrownBy(() -> take(wrong, NOW)).isInstanceOf(BfcpException.class);
        }
    }
}
