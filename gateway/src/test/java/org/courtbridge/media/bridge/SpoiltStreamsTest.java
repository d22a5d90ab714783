package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** In small what the soak does for minutes. */
class SpoiltStreamsTest {

    @Test
    void leaveOthersPicturesAlone() throws IOException {
        SpoiltStreams streams = new SpoiltStreams(20_261_126);
        streams.play();
        assertThat(streams.changed()).isGreaterThan(100);
        assertThat(streams.seen()).isGreaterThan(30);
    }
}
