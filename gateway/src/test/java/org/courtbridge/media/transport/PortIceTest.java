package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.media.transport.ice.StunMessage;
import org.courtbridge.media.transport.ice.StunWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortIceTest {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5_000);
    private static final InetSocketAddress DESCRIBED = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 7_000);
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.8"), 8_000);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Scratch scratch = new Scratch();
    private final IceCredentials ours = IceCredentials.random();
    private final IceCredentials theirs = IceCredentials.random();
    private long now;
    private final PortIce ice = new PortIce(
            scratch, MediaPath.plain(scratch, new LongAdder(), now), new WriteBatch(channel), ours, theirs, now);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** A check of ours. */
    private record Check(InetSocketAddress to, StunMessage message) {}

    private List<Check> checks() {
        channel.runPendingTasks();
        List<Check> checks = new ArrayList<>();
        for (DatagramPacket sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
            byte[] bytes = new byte[sent.content().readableBytes()];
            sent.content().readBytes(bytes);
            sent.release();
            StunMessage message = StunMessage.parse(bytes, 0, bytes.length);
            assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
            checks.add(new Check(sent.recipient(), message));
        }
        return checks;
    }

    private Check check() {
        List<Check> checks = checks();
        assertThat(checks).hasSize(1);
        return checks.getFirst();
    }

    private void ticks(int times) {
        for (int i = 0; i < times; i++) {
            tick();
        }
    }

    private void tick() {
        now += TimeUnit.MILLISECONDS.toNanos(500);
        ice.tick(now, DESCRIBED);
    }

    private void answers(Check check, IceCredentials credentials) {
        byte[] answer = new StunWriter(
                        StunMessage.BINDING_SUCCESS, check.message().transaction())
                .xorMappedAddress(HERE)
                .integrity(credentials.password().getBytes(StandardCharsets.UTF_8))
                .fingerprint();
        DatagramPacket datagram = new DatagramPacket(Unpooled.wrappedBuffer(answer), HERE, check.to());
        ice.arrived(datagram, now);
        datagram.release();
    }

    /** For ten seconds. */
    @Test
    void whoDoesNotCheckIsAskedAFewTimes() {
        ticks(PortIce.FIRST_ASKS + 1);
        assertThat(checks()).hasSize(20).allMatch(check -> check.to().equals(DESCRIBED));
    }

    @Test
    void nobodyIsAskedWhereNothingMayBeSent() {
        for (int i = 0; i < 3; i++) {
            now += TimeUnit.SECONDS.toNanos(1);
            ice.tick(now, null);
        }
        assertThat(checks()).isEmpty();
    }

    @Test
    void whoHasAnsweredIsNotAskedAgain() {
        tick();
        answers(check(), theirs);
        assertThat(ice.destination()).isEqualTo(DESCRIBED);
        tick();
        assertThat(checks()).isEmpty();
    }

    /** The room knows nothing of the credentials of before any more, and does not answer a check that names them. */
    @Test
    void whoHasOtherCredentialsIsAskedByThose() {
        ticks(PortIce.FIRST_ASKS);
        assertThat(checks())
                .last()
                .satisfies(
                        check -> assertThat(check.message().username()).contains(theirs.ufrag() + ":" + ours.ufrag()));
        IceCredentials fresh = IceCredentials.random();
        ice.agreed(ours, fresh);
        tick();
        Check check = check();
        assertThat(check.message().username()).contains(fresh.ufrag() + ":" + ours.ufrag());
        answers(check, fresh);
        assertThat(ice.destination()).isEqualTo(DESCRIBED);
    }

    @Test
    void theSameCredentialsAgainChangeNothing() {
        ticks(PortIce.FIRST_ASKS);
        checks();
        ice.agreed(ours, theirs);
        tick();
        assertThat(checks()).isEmpty();
    }

    /** They come from behind a NAT of which the description knows nothing. */
    @Test
    void theCheckOfWhereMediaComeFromIsNotGivenUpForThatOfTheDescription() {
        ice.heard(ELSEWHERE, now);
        Check there = check();
        assertThat(there.to()).isEqualTo(ELSEWHERE);
        tick();
        assertThat(check().to()).isEqualTo(DESCRIBED);
        answers(there, theirs);
        assertThat(ice.destination()).isEqualTo(ELSEWHERE);
    }

    @Test
    void theCheckOfTheDescriptionIsNotGivenUpForThatOfWhereMediaComeFrom() {
        tick();
        Check described = check();
        ice.heard(ELSEWHERE, now);
        assertThat(check().to()).isEqualTo(ELSEWHERE);
        answers(described, theirs);
        assertThat(ice.destination()).isEqualTo(DESCRIBED);
    }

    @Test
    void anAnswerWithAnotherPasswordOpensNothing() {
        tick();
        answers(check(), IceCredentials.random());
        assertThat(ice.destination()).isNull();
    }
}
