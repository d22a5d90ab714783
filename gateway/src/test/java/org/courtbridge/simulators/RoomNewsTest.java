package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoomNewsTest {

    private final RoomNews news = new RoomNews("The room");

    private List<String> second(int pictures, double level) {
        return news.of(new RoomReport(RoomLine.State.IN_CALL, 50, level, pictures, 640, 360));
    }

    @Test
    void tellsThatTheRoomComesAndGoes() {
        RoomReport idle = RoomReport.of(RoomLine.State.REGISTERED, Optional.empty(), Optional.empty());
        assertThat(news.of(idle)).isEmpty();
        assertThat(second(0, SoundLine.SILENCE)).containsExactly("The room is in a call.");
        assertThat(second(0, SoundLine.SILENCE)).isEmpty();
        assertThat(news.of(idle)).containsExactly("The room is in no call any more.");
    }

    @Test
    void tellsOfAPictureWhenItMovesAndWhenItHasStopped() {
        second(0, SoundLine.SILENCE);
        assertThat(second(15, SoundLine.SILENCE)).isEmpty();
        assertThat(second(14, SoundLine.SILENCE))
                .containsExactly("The room SEES the other side: 640×360, 14 pictures a second.");
        assertThat(second(15, SoundLine.SILENCE)).isEmpty();
        assertThat(second(0, SoundLine.SILENCE)).as("one bad second").isEmpty();
        assertThat(second(15, SoundLine.SILENCE)).isEmpty();
        assertThat(second(3, SoundLine.SILENCE)).isEmpty();
        assertThat(second(2, SoundLine.SILENCE)).containsExactly("The room sees nobody any more.");
    }

    /** A phone begins with a small picture, until its line has shown what it bears. */
    @Test
    void tellsOfAPictureThatHasBecomeLarger() {
        RoomReport small = new RoomReport(RoomLine.State.IN_CALL, 50, SoundLine.SILENCE, 15, 320, 180);
        news.of(small);
        assertThat(news.of(small)).containsExactly("The room SEES the other side: 320×180, 15 pictures a second.");
        assertThat(second(15, SoundLine.SILENCE)).isEmpty();
        assertThat(second(15, SoundLine.SILENCE))
                .containsExactly("The room SEES the other side: 640×360, 15 pictures a second.");
        assertThat(second(15, SoundLine.SILENCE)).isEmpty();
    }

    @Test
    void tellsOfSoundAtOnceAndOfSilenceAfterAPause() {
        second(0, SoundLine.SILENCE);
        assertThat(second(0, -23.4)).containsExactly("The room HEARS the other side: sound at -23 dB.");
        for (int i = 0; i < 4; i++) {
            assertThat(second(0, -80)).as("a pause").isEmpty();
        }
        assertThat(second(0, -30)).as("goes on").isEmpty();
        for (int i = 0; i < 4; i++) {
            assertThat(second(0, -80)).as("a pause").isEmpty();
        }
        assertThat(second(0, -80)).containsExactly("The room has heard nothing for 5 seconds.");
        assertThat(second(0, -80)).isEmpty();
        assertThat(second(0, -30)).hasSize(1);
    }

    @Test
    void followsWhatTheRoomPrints() {
        RoomReport report = new RoomReport(RoomLine.State.IN_CALL, 50, -20.4, 15, 320, 240);
        assertThat(report.line())
                .isEqualTo("{\"state\":\"in-call\",\"soundPackets\":50,\"soundLevel\":-20.4,\"pictures\":15,"
                        + "\"width\":320,\"height\":240}");
        List<String> told = new ArrayList<>();
        String printed = report.line() + "\nsomething else\n" + report.line() + "\n";
        RoomNews.follow("The room", new BufferedReader(new StringReader(printed)), told::add);
        assertThat(told)
                .containsExactly(
                        "The room is in a call.",
                        "The room HEARS the other side: sound at -20 dB.",
                        "The room SEES the other side: 320×240, 15 pictures a second.");
        assertThatThrownBy(() -> RoomReport.parse("{\"state\":\"asleep\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("asleep");
    }
}
