package org.courtbridge.signalling.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RtspFramingTest {

    private static final String ANSWER = "RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 5\r\n\r\n$\0\0\1x";
    private static final String SHORT = "RTSP/1.0 200 OK\nCSeq: 2\n\n";

    private final List<String> frames = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new RtspFraming((number, content) -> frames.add(number + ":" + ByteBufUtil.hexDump(content))));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static ByteBuf octets(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }

    private List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (ByteBuf message = channel.readInbound(); message != null; message = channel.readInbound()) {
            messages.add(message.toString(StandardCharsets.ISO_8859_1));
            message.release();
        }
        return messages;
    }

    private static final String ALL = "$\0\0\2\1\2" + ANSWER + "\r\n" + SHORT + "$\1\0\0" + "$\377\0\1\3";

    @Test
    void tellsFramesFromMessagesAlthoughBodiesLookLikeThem() {
        channel.writeInbound(octets(ALL));
        assertThat(messages()).containsExactly(ANSWER, SHORT);
        assertThat(frames).containsExactly("0:0102", "1:", "255:03");
    }

    @Test
    void doesSoHoweverItIsCut() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            frames.clear();
            ByteBuf all = octets(ALL);
            List<String> messages = new ArrayList<>();
            while (all.isReadable()) {
                channel.writeInbound(all.readRetainedSlice(1 + random.nextInt(Math.min(7, all.readableBytes()))));
                messages.addAll(messages());
            }
            all.release();
            assertThat(messages).containsExactly(ANSWER, SHORT);
            assertThat(frames).containsExactly("0:0102", "1:", "255:03");
        }
    }

    @Test
    void readsNoEndlessMessage() {
        assertThatThrownBy(() -> channel.writeInbound(octets("RTSP/1.0 200 OK\r\n" + "A: b\r\n".repeat(20_000))))
                .isInstanceOf(TooLongFrameException.class);
    }

    @Test
    void readsNoEndlessBody() {
        assertThatThrownBy(() -> channel.writeInbound(octets("RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n")))
                .isInstanceOf(TooLongFrameException.class);
    }
}
