package org.courtbridge.signalling.ivr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.media.leg.Still;
import org.junit.jupiter.api.Test;

class SharedStillsTest {

    private final List<String> drawn = new ArrayList<>();
    private final Consumer<String> listener = drawn::add;
    private final SharedStills stills = new SharedStills();

    private record Named(String name, Consumer<String> drawn) implements Still {

        @Override
        public I420Picture draw(int width, int height) {
            drawn.accept("%s %dx%d".formatted(name, width, height));
            return I420Picture.black(width, height);
        }
    }

    private Still still(String name) {
        return stills.of(new Named(name, listener));
    }

    @Test
    void drawsOnceWhatIsTheSame() {
        I420Picture first = still("12:00:01").draw(64, 36);
        assertThat(still("12:00:01").draw(64, 36)).isSameAs(first);
        assertThat(still("12:00:01").draw(32, 18)).isNotSameAs(first);
        assertThat(still("12:00:02").draw(64, 36)).isNotSameAs(first);
        assertThat(drawn).containsExactly("12:00:01 64x36", "12:00:01 32x18", "12:00:02 64x36");
    }

    @Test
    void areEqualIfTheyLookTheSame() {
        assertThat(still("12:00:01")).isEqualTo(still("12:00:01")).isNotEqualTo(still("12:00:02"));
    }

    @Test
    void forgetsWhatIsLongGone() {
        for (int second = 0; second < 100; second++) {
            still("second " + second).draw(64, 36);
        }
        still("second 99").draw(64, 36);
        assertThat(drawn).hasSize(100);
        still("second 0").draw(64, 36);
        assertThat(drawn).hasSize(101);
    }
}
