package org.courtbridge.h323.dissect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.courtbridge.h323.dissect.IpPayload.Tcp;
import org.junit.jupiter.api.Test;

class TcpStreamTest {

    private static final Endpoint A = Endpoint.of(new byte[] {10, 0, 0, 1}, 1);
    private static final Endpoint B = Endpoint.of(new byte[] {10, 0, 0, 2}, 2);

    private final TcpStream stream = new TcpStream();
    private final StringBuilder seen = new StringBuilder();

    private static Tcp segment(int sequence, String text) {
        return new Tcp(A, B, sequence, false, true, false, text.getBytes(StandardCharsets.US_ASCII));
    }

    private void take(int sequence, String text) {
        take(segment(sequence, text));
    }

    private void take(Tcp segment) {
        stream.take(segment, octets -> seen.append(new String(octets, StandardCharsets.US_ASCII)));
    }

    @Test
    void putsSegmentsInOrder() {
        take(new Tcp(A, B, 99, true, false, false, new byte[0]));
        take(103, "defg");
        take(100, "abc");

        assertThat(seen).hasToString("abcdefg");
    }

    @Test
    void dropsWhatCameTwiceOrOverlaps() {
        take(100, "abc");
        take(100, "abc");
        take(101, "bcde");
        take(99, "_ab");

        assertThat(seen).hasToString("abcde");
    }

    @Test
    void goesThroughTheEndOfTheNumbers() {
        take(-2, "abcd");
        take(4, "gh");
        take(2, "ef");

        assertThat(seen).hasToString("abcdefgh");
    }

    @Test
    void findsTheOrderOfAnyShuffledStream() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            String text = "abcdefghijklmnopqrstuvwxyz".repeat(4);
            int first = random.nextInt();
            List<Tcp> segments = new ArrayList<>();
            for (int at = 0; at < text.length(); ) {
                int to = Math.min(text.length(), at + 1 + random.nextInt(9));
                // some come again, with more before and after
                segments.add(segment(first + at, text.substring(at, to)));
                int before = Math.max(0, at - random.nextInt(4));
                segments.add(segment(first + before, text.substring(before, Math.min(text.length(), to + 2))));
                at = to;
            }
            Collections.shuffle(segments, random);
            TcpStream shuffled = new TcpStream();
            StringBuilder order = new StringBuilder();
            shuffled.take(new Tcp(A, B, first - 1, true, false, false, new byte[0]), octets -> {});
            segments.forEach(one ->
                    shuffled.take(one, octets -> order.append(new String(octets, StandardCharsets.US_ASCII))));

            assertThat(order).hasToString(text);
        }
    }

    @Test
    void givesUpWhenSomethingWasNeverCaptured() {
        take(100, "abc");
        for (int i = 0; i <= TcpStream.MAX_SEGMENTS; i++) {
            assertThat(stream.isLost()).isFalse();
            take(200 + 2 * i, "x");
        }

        assertThat(stream.isLost()).isTrue();
        take(103, "def");
        assertThat(seen).hasToString("abc");
    }

    @Test
    void holdsNoMoreThanItMay() {
        take(100, "abc");
        String much = "x".repeat(60_000);
        int taken = 0;
        while (!stream.isLost()) {
            take(200 + taken, much);
            taken += much.length();
        }

        assertThat(taken).isBetween(TcpStream.MAX_WAITING, TcpStream.MAX_WAITING + much.length());
    }
}
