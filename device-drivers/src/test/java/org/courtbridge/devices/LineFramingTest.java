package org.courtbridge.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineFramingTest {

    private static final String SAID = "\r\nГотово \r\r\nmute near on\n\nvolume 5\rrest";

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    @Test
    void findsTheSameLinesWhereverTheBytesAreCut() {
        ByteBuf whole = bytes(SAID);
        for (int cut = 0; cut <= whole.readableBytes(); cut++) {
            LineFraming framing = new LineFraming(Set.of());
            List<String> lines = new ArrayList<>(framing.feed(whole.copy(0, cut)));
            lines.addAll(framing.feed(whole.copy(cut, whole.readableBytes() - cut)));
            assertThat(lines).containsExactly("Готово", "mute near on", "volume 5");
        }
    }

    @Test
    void findsAPromptThatHasNoEnd() {
        LineFraming framing = new LineFraming(Set.of("Password:"));
        assertThat(framing.feed(bytes("Welcome\r\nPass"))).containsExactly("Welcome");
        assertThat(framing.feed(bytes("word:"))).containsExactly("Password:");
        assertThat(framing.feed(bytes(" \r\nHi\r\n"))).containsExactly("Hi");
    }

    @Test
    void refusesALineWithoutEnd() {
        LineFraming framing = new LineFraming(Set.of());
        framing.feed(bytes("x".repeat(1 << 16)));
        assertThatThrownBy(() -> framing.feed(bytes("x")))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.fault()).isEqualTo(DeviceFault.MALFORMED_ANSWER));
    }
}
