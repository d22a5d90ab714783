package org.courtbridge.signalling.sip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamFramerTest {

    private static final String FIRST = "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP c\r\nl: 5\r\n\r\nhello";
    private static final String SECOND = "OPTIONS sip:d@e SIP/2.0\r\nSubject: folded\r\n twice\r\n\r\n";

    private static List<String> pieces(byte[] bytes, int... cuts) {
        StreamFramer framer = new StreamFramer();
        List<String> found = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            framer.add(Arrays.copyOfRange(bytes, from, cut)).forEach(piece -> found.add(text(piece)));
            from = cut;
        }
        framer.add(Arrays.copyOfRange(bytes, from, bytes.length)).forEach(piece -> found.add(text(piece)));
        return found;
    }

    private static String text(StreamFramer.Piece piece) {
        return switch (piece) {
            case StreamFramer.Piece.Message message ->
                new String(message.message().write(), StandardCharsets.UTF_8);
            case StreamFramer.Piece.Ping ping -> "ping";
            case StreamFramer.Piece.Broken broken -> "broken " + broken.header().startLine();
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void cutsWhereverTheBytesComeApart() {
        byte[] stream = bytes("\r\n" + FIRST + "\r\n\r\n" + SECOND + "\r\n\r\n" + FIRST);
        List<String> expected = pieces(stream);
        assertThat(expected)
                .containsExactly(
                        "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP c\r\nContent-Length: 5\r\n\r\nhello",
                        "ping",
                        "OPTIONS sip:d@e SIP/2.0\r\nSubject: folded twice\r\nContent-Length: 0\r\n\r\n",
                        "ping",
                        "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP c\r\nContent-Length: 5\r\n\r\nhello");
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(pieces(stream, cut)).as("cut at " + cut).isEqualTo(expected);
        }
        assertThat(pieces(stream, IntStream.range(1, stream.length).toArray())).isEqualTo(expected);
    }

    @Test
    void waitsForTheRest() {
        byte[] stream = bytes(FIRST);
        for (int cut = 0; cut < stream.length; cut++) {
            assertThat(new StreamFramer().add(Arrays.copyOf(stream, cut))).isEmpty();
        }
    }

    @Test
    void givesUpOnWhatHasNoEnd() {
        for (String length : List.of("-1", "99999999", "1000000", "x", "5\r\nContent-Length: 6")) {
            assertThat(pieces(bytes("INVITE sip:a@b SIP/2.0\r\nContent-Length: " + length + "\r\n\r\n" + SECOND)))
                    .containsExactly("broken INVITE sip:a@b SIP/2.0");
        }
        StreamFramer framer = new StreamFramer();
        List<StreamFramer.Piece> found = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            found.addAll(framer.add(new byte[1_000]));
        }
        assertThat(found).hasSize(1).first().isInstanceOf(StreamFramer.Piece.Broken.class);
    }

    @Test
    void anyBytesAreTaken() {
        Random random = new Random(3_261);
        byte[] good = bytes("\r\n" + FIRST + SECOND + FIRST);
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = good.clone();
            for (int n = 0; n < 1 + i % 8; n++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(pieces(bytes, random.nextInt(bytes.length))).doesNotContainNull();
        }
    }
}
