package org.courtbridge.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.leg.LegStatistics.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A party that sends by one transport and receives by another, as by WHIP and WHEP, and leaves one of them. */
class EndedStreamsTest {

    private static final int REPORTED_MS = 1_100;

    private final PictureHearing hearing = new PictureHearing();
    private final SimulatedParty voice = SimulatedParty.tone("A", AudioCodec.G722, 440, 0.3);
    private final PictureParty party = hearing.browser("A", 1);
    private final PictureParty receiving = hearing.browser("B", 1);

    @AfterEach
    void close() {
        hearing.close();
        voice.close();
    }

    private LegMedia media(Optional<PictureParty> sending) {
        return LegMedia.ofSoundAndPictures(
                sending.map(by -> voice.received().orElseThrow().by(by.transport)),
                voice.sent().map(sound -> sound.by(receiving.transport)),
                sending.flatMap(by -> by.media().receivedVideo()),
                receiving.media().sentVideos());
    }

    private LegStatistics statistics() {
        return hearing.statistics(party);
    }

    private void send(PictureParty by, int number) {
        for (int i = 0; i < number; i++) {
            by.transport.arrive(voice.speak(), hearing.now());
            by.sendPicture(hearing.now());
            hearing.later(20);
        }
        hearing.later(REPORTED_MS);
    }

    private static Optional<Stream> received(List<Stream> streams, Medium medium) {
        return streams.stream()
                .filter(stream -> stream.direction() == Direction.RECEIVED && stream.medium() == medium)
                .findFirst();
    }

    private void renegotiated(LegMedia media) {
        hearing.bridge.renegotiated(party.id(), media);
        hearing.later(REPORTED_MS);
    }

    @Test
    void areKeptUntilTheCallEnds() {
        hearing.bridge.attach(party, "A", media(Optional.of(party)));
        hearing.run();
        hearing.let(party);
        send(party, 10);
        assertThat(statistics().ended()).isEmpty();

        renegotiated(media(Optional.empty()));
        assertThat(received(statistics().streams(), Medium.AUDIO)).isEmpty();
        assertThat(received(statistics().streams(), Medium.VIDEO)).isEmpty();
        assertThat(statistics().ended())
                .extracting(
                        Stream::direction,
                        Stream::medium,
                        Stream::codec,
                        stream -> stream.traffic().packets())
                .containsExactlyInAnyOrder(
                        tuple(Direction.RECEIVED, Medium.AUDIO, "G722", 10L),
                        tuple(Direction.RECEIVED, Medium.VIDEO, "H264", 10L));
        assertThat(received(statistics().ofWholeCall(), Medium.VIDEO)).isPresent();
    }

    @Test
    void countTogetherWithThoseThatFollow() {
        hearing.bridge.attach(party, "A", media(Optional.of(party)));
        hearing.run();
        hearing.let(party);
        send(party, 10);
        PictureParty again = hearing.browser("C", 1);
        renegotiated(media(Optional.of(again)));
        send(again, 5);

        for (Medium medium : Medium.values()) {
            assertThat(received(statistics().streams(), medium)
                            .orElseThrow()
                            .traffic()
                            .packets())
                    .isEqualTo(5);
            assertThat(statistics().ofWholeCall().stream()
                            .filter(stream -> stream.direction() == Direction.RECEIVED && stream.medium() == medium)
                            .map(stream -> stream.traffic().packets()))
                    .containsExactly(15L);
        }
    }
}
