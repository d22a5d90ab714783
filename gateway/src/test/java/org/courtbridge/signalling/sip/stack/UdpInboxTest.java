package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.stack.DatagramQueuedMessageDispatch;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests of the queue of the UDP port: whom it lets in after a pause, and whom while it does not keep up. */
class UdpInboxTest {

    private static final int ALL_LATE = 3;
    private static final int SHARE = 1_000;

    private final AtomicLong nanos = new AtomicLong(1);
    private final List<String> answers = new ArrayList<>();
    private final ProvenSources known = new ProvenSources(nanos::get);
    private final MessageFilter screen = new MessageFilter(
            new OverloadGuard(SHARE, 1_000, known, nanos::get), TrustedProxies.NONE, SHARE, known, nanos::get);
    private final UdpInbox inbox = new UdpInbox(
            screen,
            packet -> answers.add(
                    new String(packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.UTF_8)));
    private int sent;

    private void arrives(long clockMillis) {
        byte[] options = """
                OPTIONS sip:127.0.0.1 SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bK%1$d
                From: <sip:a@127.0.0.1>;tag=a
                To: <sip:127.0.0.1>
                Call-ID: %1$d
                CSeq: 1 OPTIONS
                Max-Forwards: 70
                Content-Length: 0

                """.formatted(++sent).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        arrives(options, clockMillis);
    }

    private void arrives(byte[] datagram, long clockMillis) {
        inbox.offer(new DatagramQueuedMessageDispatch(
                new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), 5062), clockMillis));
    }

    /** Two threads take them, as the stack's do: with a limit of time and without one. */
    private void leaves(int number) throws InterruptedException {
        for (int i = 0; i < number; i++) {
            assertThat(i % 2 == 0 ? inbox.take() : inbox.poll(1, TimeUnit.SECONDS))
                    .isNotNull();
        }
    }

    @Test
    void whoComesAfterAPauseIsLetIn() throws Exception {
        long second = System.currentTimeMillis() - 8_000;
        arrives(second);
        arrives(second + 7_900);
        leaves(1);
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        arrives(second + 8_200);
        assertThat(inbox).hasSize(2);
        assertThat(answers).isEmpty();
    }

    @Test
    void whoComesWhileAllAreLateIsSentAwayUntilTheQueueIsEmpty() throws Exception {
        long late = System.currentTimeMillis() - 2_000;
        for (int i = 0; i < 2 * ALL_LATE; i++) {
            arrives(late);
        }
        leaves(ALL_LATE);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        leaves(1);
        arrives(late + 1_000);
        assertThat(answers)
                .singleElement()
                .asString()
                .startsWith("SIP/2.0 503 ")
                .contains("Retry-After: ");

        leaves(ALL_LATE - 1);
        arrives(late + 1_000);
        arrives(late + 1_900);
        assertThat(inbox).hasSize(2);
        assertThat(answers).hasSize(1);
    }

    /** What keeps a NAT open (STUN) is answered at once, and counts in no other way. */
    @Test
    void whatIsBeyondTheBudgetIsNotRead() {
        byte[] probe = HexFormat.of().parseHex("00010000" + "2112a442" + "0102030405060708090a0b0c");
        int budget = 4 * SHARE;
        for (int i = 0; i < budget + 100; i++) {
            arrives(probe, 0);
        }
        assertThat(answers).hasSize(budget);
        assertThat(screen.turnedAway()).isEqualTo(100);
    }
}
