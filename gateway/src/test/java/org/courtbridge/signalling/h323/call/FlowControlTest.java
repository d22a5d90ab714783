package org.courtbridge.signalling.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.courtbridge.court.conference.RememberingConferences;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.DataType;
import org.courtbridge.h323.h245.OpenLogicalChannel;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.signalling.h323.Rig;
import org.courtbridge.signalling.h323.TestRoom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H.245's flowControlCommand, to a room and from it. */
class FlowControlTest {

    private static final PortRange PORTS = new PortRange(42_000, 42_099);
    private static final long FREE = Long.MAX_VALUE;

    private Rig rig;
    private RememberingConferences conferences;
    private TestRoom room;

    @BeforeEach
    void call(@TempDir Path folder) throws Exception {
        rig = new Rig(folder, PORTS, Rig.MINUTE);
        conferences = rig.conferences;
        room = TestRoom.call(rig.endpoint.port(), "100**" + RememberingConferences.PIN, true, false);
        room.await(() -> conferences.media().receivedVideo().isPresent() && !sent().isEmpty());
        assertThat(sent().getFirst().bitrate()).isEqualTo(2_000_000);
    }

    @AfterEach
    void close() throws Exception {
        room.close();
        rig.close();
    }

    private List<LegMedia.SentVideo> sent() {
        return conferences.media().sentVideos();
    }

    private void rate(long bitsPerSecond, long useful) {
        conferences.leg().pictureRate(bitsPerSecond, useful);
    }

    private List<ControlAction.FlowLimited> told() {
        return room.seen(ControlAction.FlowLimited.class);
    }

    /** Number of the channel on which the room sends pictures: the last that it opened. */
    private Optional<Integer> pictures() {
        return Optional.of(room.seen(ControlAction.Opened.class).getLast().channel());
    }

    private static ControlAction.FlowLimited limit(Optional<Integer> channel, Integer... units) {
        return new ControlAction.FlowLimited(channel, List.of(units).stream().findFirst());
    }

    @Test
    void tellsARoomThatSendsMoreThanItsChannelCarries() throws Exception {
        assertThat(conferences.leg().takesLimits()).isTrue();
        rate(3_000_000, FREE);
        rate(3_000_000, FREE);
        rate(3_000_000, FREE);
        room.await(() -> !told().isEmpty());
        assertThat(told()).containsExactly(limit(pictures(), 20_000));
    }

    @Test
    void tellsARoomWhatIsOfUseAndThatAllIsAgain() throws Exception {
        rate(1_000_000, FREE);
        rate(1_000_000, 500_000);
        rate(500_000, FREE);
        room.await(() -> told().size() == 2);
        assertThat(told()).containsExactly(limit(pictures(), 5_000), limit(pictures()));
    }

    @Test
    void sendsNoMoreThanARoomWants() throws IOException, InterruptedException {
        int ours = room.seen(ControlAction.OpenRequested.class).stream()
                .map(ControlAction.OpenRequested::channel)
                .filter(channel -> channel.forward() instanceof DataType.Video)
                .map(OpenLogicalChannel::forwardNumber)
                .findFirst()
                .orElseThrow();
        awaitSent(Optional.of(ours), 3_840, 384_000);
        // All together: sound first.
        awaitSent(Optional.empty(), 5_000, 436_000);

        room.limits(Optional.of(ours), Optional.of(0));
        room.await(() -> sent().isEmpty());
        assertThat(conferences.media().sentAudio()).isPresent();

        room.limits(Optional.of(ours), Optional.empty());
        room.await(() -> !sent().isEmpty());
        assertThat(sent().getFirst().bitrate()).isEqualTo(2_000_000);
        awaitSent(Optional.of(ours), 50_000, 2_000_000);
    }

    /** As H323Plus does, in the message before the one that takes the channel. */
    @Test
    void heedsARoomThatSaysItBeforeItTakesTheChannel() throws Exception {
        room.close();
        try (TestRoom early = TestRoom.call(
                Octets.ofHex("f1".repeat(16)),
                InetAddress.getLoopbackAddress(),
                rig.endpoint.port(),
                "100**" + RememberingConferences.PIN,
                true,
                false)) {
            early.limitsPicturesFirst(1_280);
            early.await(() -> !sent().isEmpty() && sent().getFirst().bitrate() == 128_000);
        }
    }

    private void awaitSent(Optional<Integer> channel, int units, long expected) throws InterruptedException {
        room.limits(channel, Optional.of(units));
        room.await(() -> !sent().isEmpty() && sent().getFirst().bitrate() == expected);
    }
}
