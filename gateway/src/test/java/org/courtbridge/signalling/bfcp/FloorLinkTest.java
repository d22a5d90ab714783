package org.courtbridge.signalling.bfcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.courtbridge.signalling.bfcp.LinkAction.Lost;
import org.courtbridge.signalling.bfcp.LinkAction.Received;
import org.courtbridge.signalling.bfcp.LinkAction.Send;
import org.courtbridge.signalling.bfcp.Primitive.Known;
import org.junit.jupiter.api.Test;

class FloorLinkTest {

    private static final long CONFERENCE = 0xC000_0001L;
    private static final int USER = 7;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final FloorLink link = new FloorLink(FloorLink.Reliability.UNRELIABLE, CONFERENCE, USER);

    private static BfcpMessage message(int version, Primitive primitive, int transaction) {
        return new BfcpMessage(version, false, primitive, CONFERENCE, transaction, USER, List.of());
    }

    private static List<LinkAction> receive(FloorLink link, ByteBuf bytes, Instant now) {
        return link.receive(BfcpHeader.parse(bytes), bytes, now);
    }

    private static List<LinkAction> receive(FloorLink link, BfcpMessage message, Instant now) {
        ByteBuf bytes = Unpooled.buffer();
        message.write(bytes);
        return receive(link, bytes, now);
    }

    private List<LinkAction> receive(BfcpMessage message) {
        return receive(link, message, now);
    }

    private static BfcpMessage sent(List<LinkAction> actions) {
        assertThat(actions).hasSize(1);
        return BfcpMessage.parse(((Send) actions.getFirst()).bytes().duplicate());
    }

    @Test
    void answersARequestInItsVersionAndWithItsNumber() {
        BfcpMessage hello = message(1, Known.HELLO, 300);
        assertThat(receive(hello)).containsExactly(new Received(hello));

        assertThat(sent(link.answer(hello, Known.HELLO_ACK, List.of(), now)))
                .isEqualTo(new BfcpMessage(1, true, Known.HELLO_ACK, CONFERENCE, 300, USER, List.of()));
    }

    @Test
    void whatComesAgainIsAnsweredAgainAndReceivedOnce() {
        BfcpMessage request = message(2, Known.FLOOR_REQUEST, 300);
        receive(request);
        BfcpMessage answer = sent(link.answer(request, Known.FLOOR_REQUEST_STATUS, List.of(), now));

        now = now.plus(FloorLink.T2).minusMillis(1);
        assertThat(sent(receive(request))).isEqualTo(answer);
        assertThat(receive(message(2, Known.FLOOR_RELEASE, 300))).hasSize(1).allMatch(Received.class::isInstance);
        now = now.plusMillis(1);
        assertThat(receive(request)).containsExactly(new Received(request));
    }

    @Test
    void whatIsNotAcknowledgedIsRepeatedThreeTimesAndThenThePartyIsLost() {
        Instant start = now;
        BfcpMessage said = sent(link.tell(Known.FLOOR_STATUS, List.of(), now));
        assertThat(said.response()).isFalse();
        assertThat(said.transaction()).isBetween(1, 0xFFFF);

        List<Duration> repetitions = new ArrayList<>();
        while (true) {
            now = link.deadline().orElseThrow();
            assertThat(link.expire(now.minusMillis(1))).isEmpty();
            List<LinkAction> actions = link.expire(now);
            if (actions.contains(new Lost())) {
                break;
            }
            assertThat(sent(actions)).isEqualTo(said);
            repetitions.add(Duration.between(start, now));
        }
        assertThat(repetitions)
                .containsExactly(Duration.ofMillis(500), Duration.ofMillis(1_500), Duration.ofMillis(3_500));
        assertThat(Duration.between(start, now)).isEqualTo(Duration.ofMillis(7_500));
        assertThat(link.deadline()).isEmpty();
    }

    @Test
    void whatWeSayGoesOneAfterTheOther() {
        BfcpMessage first = sent(link.tell(Known.FLOOR_REQUEST_STATUS, List.of(), now));
        BfcpAttribute old = BfcpAttribute.id(BfcpAttribute.FLOOR_ID, 1);
        BfcpAttribute fresh = BfcpAttribute.id(BfcpAttribute.FLOOR_ID, 2);
        assertThat(link.tell(Known.FLOOR_STATUS, List.of(old), now)).isEmpty();
        assertThat(link.tell(Known.FLOOR_STATUS, List.of(fresh), now)).isEmpty();

        assertThat(receive(message(2, Known.FLOOR_REQUEST_STATUS_ACK, first.transaction() ^ 1)))
                .isEmpty();
        BfcpMessage second = sent(receive(message(2, Known.FLOOR_REQUEST_STATUS_ACK, first.transaction())));
        assertThat(second.primitive()).isEqualTo(Known.FLOOR_STATUS);
        assertThat(second.attributes()).containsExactly(fresh);
        assertThat(second.transaction()).isNotEqualTo(first.transaction());
        // A room that does not know what it is told has heard it all the same.
        assertThat(receive(message(2, Known.ERROR, second.transaction()))).isEmpty();
        assertThat(link.deadline()).isEmpty();
    }

    @Test
    void aPartyThatAcknowledgesNothingIsLostBeforeMuchWaitsForIt() {
        List<LinkAction> actions = new ArrayList<>();
        for (int i = 0; i < 34; i++) {
            actions.addAll(link.tell(Known.FLOOR_REQUEST_STATUS, List.of(), now));
        }
        assertThat(actions).hasSize(2).endsWith(new Lost());
    }

    @Test
    void overAReliableTransportNothingIsRepeatedAndWhatWeSayHasNoNumber() {
        FloorLink reliable = new FloorLink(FloorLink.Reliability.RELIABLE, CONFERENCE, USER);
        BfcpMessage hello = message(1, Known.HELLO, 5);

        assertThat(sent(reliable.tell(Known.FLOOR_STATUS, List.of(), now)))
                .isEqualTo(message(1, Known.FLOOR_STATUS, 0));
        assertThat(reliable.deadline()).isEmpty();
        assertThat(sent(reliable.answer(hello, Known.HELLO_ACK, List.of(), now)))
                .isEqualTo(message(1, Known.HELLO_ACK, 5));
        assertThat(receive(reliable, hello, now)).containsExactly(new Received(hello));
    }

    @Test
    void fragmentsAreReceivedAsOneMessage() {
        BfcpMessage query = new BfcpMessage(
                2,
                false,
                Known.FLOOR_QUERY,
                CONFERENCE,
                9,
                USER,
                IntStream.range(0, 40)
                        .<BfcpAttribute>mapToObj(_ -> BfcpAttribute.id(BfcpAttribute.FLOOR_ID, 1))
                        .toList());
        List<ByteBuf> datagrams = query.datagrams(100);

        List<LinkAction> actions = new ArrayList<>();
        datagrams.forEach(datagram -> actions.addAll(receive(link, datagram, now)));
        assertThat(datagrams).hasSize(2);
        assertThat(actions).containsExactly(new Received(query));
    }

    @Test
    void whatCannotBeReadIsAnsweredByItsErrorAndErrorsAreNot() {
        ByteBuf bytes = Unpooled.buffer();
        message(2, Known.HELLO, 300).write(bytes);

        BfcpMessage version = sent(receive(link, bytes.copy().setByte(0, 0x60), now));
        assertThat(version.attributes()).isEqualTo(ContentFloor.error(ErrorCode.UNSUPPORTED_VERSION));
        assertThat(version.transaction()).isEqualTo(300);
        assertThat(version.version()).isEqualTo(2);
        assertThat(version.response()).isTrue();
        BfcpMessage length = sent(receive(link, bytes.copy().setShort(2, 1), now));
        assertThat(length.attributes()).isEqualTo(ContentFloor.error(ErrorCode.INCORRECT_MESSAGE_LENGTH));
        assertThat(receive(link, bytes.copy().setShort(2, 1).setByte(1, Known.ERROR.code()), now))
                .isEmpty();
    }
}
