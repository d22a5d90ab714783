package org.courtbridge.media.bridge;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.courtbridge.codecs.video.PictureSize;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.Viewer.Shown;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.Party;
import org.courtbridge.media.video.PictureTarget;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.VideoProcessor.Badge;
import org.courtbridge.media.video.coded.VideoProcessor.Label;
import org.courtbridge.media.video.compose.Composition;
import org.courtbridge.media.video.compose.Compositions;
import org.courtbridge.media.video.compose.Scene;
import org.courtbridge.media.video.compose.Shot;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;

/**
 * Chooses the composed picture of several parties for each viewer of one picture, by the hearing's policy. The hearing's
 * control thread's.
 */
final class Scenes {

    /** Ratio of the bit rate that a line is asked to carry to the one of the picture, so that it surely goes on. */
    private static final double SURE = 1.25;

    /** Per cent of a party's packets; if more are lost, it is said. */
    private static final double POOR = 5;

    private static final int MACROBLOCK = 16 * 16;

    /** Of a tile's pixels, what a smaller picture of the same camera must have to be shown there instead. */
    private static final double LARGE_ENOUGH = 0.8;

    private final Compositions compositions;
    private final BridgeClock clock;
    private Bridge.Policy policy = Bridge.Policy.NOBODY;

    Scenes(Compositions compositions, BridgeClock clock) {
        this.compositions = compositions;
        this.clock = clock;
    }

    void policy(Bridge.Policy changed) {
        policy = changed;
    }

    /**
     * Empty if the viewer is to see one party alone, or there is no room to compose.
     *
     * @param others what there is to be seen of them
     * @param presented what is to be large
     * @param speakers who spoke, the last one first
     */
    Optional<Shown> shown(
            Viewer viewer,
            VideoSender output,
            SequencedMap<Shot, SimulcastReceiver> others,
            Optional<Shot> presented,
            List<LegId> speakers,
            Optional<Shown> before) {
        Optional<SimulcastReceiver> self = viewer.leg()
                .source()
                .filter(_ -> policy.view().seeingSelf().contains(viewer.leg().id()));
        SceneDirector.Cast cast = new SceneDirector.Cast(
                policy.view().layout(viewer.leg().id()),
                List.copyOf(others.keySet()),
                self.map(Shot::of),
                policy.view().courtrooms(),
                presented,
                speakers);
        Optional<SceneDirector.Directed> directed = SceneDirector.direct(cast, viewer.before(), clock.now());
        viewer.uncomposed(List.of());
        viewer.before(directed.map(scene -> SceneDirector.after(scene, viewer.before(), cast, clock.now())));
        Map<Shot, SimulcastReceiver> all = new HashMap<>(others);
        self.ifPresent(own -> all.put(Shot.of(own), own));
        return directed.flatMap(scene -> composed(viewer, output, scene, all, before));
    }

    private Optional<Shown> composed(
            Viewer viewer,
            VideoSender output,
            SceneDirector.Directed directed,
            Map<Shot, SimulcastReceiver> pictures,
            Optional<Shown> before) {
        long all = output.target(PacedTransport.UNLIMITED)
                .map(target -> (long) target.bitsPerSecond())
                .orElse(0L);
        viewer.leg().wanted((long) (SURE * all));
        List<SimulcastReceiver> parties =
                directed.shots().stream().map(pictures::get).toList();
        Optional<Composition> present =
                before.map(Shown::feed).filter(Composition.class::isInstance).map(Composition.class::cast);
        Scene scene = new Scene(
                directed.arrangement(), directed.shots(), viewer.leg().leg().language());
        Optional<PictureTarget> wanted =
                PartyPictures.target(output, viewer.leg().pictureBits(), present.map(Composition::target));
        Optional<Composition> made = wanted.flatMap(target -> compositions.make(
                scene, parts(scene, parties, target), target, present, PartyPictures.admission(output)));
        if (wanted.isPresent() && made.isEmpty()) {
            viewer.uncomposed(parties);
        }
        return made.map(composition -> new Shown(parties, composition, leaving(output, composition, before)));
    }

    private static Optional<VideoSource> leaving(VideoSender output, Composition composition, Optional<Shown> before) {
        return output.shows(composition)
                ? Optional.empty()
                : before.flatMap(shown -> shown.feeds()
                        .filter(known -> known != composition && output.shows(known))
                        .findFirst());
    }

    private List<Composition.Part> parts(Scene scene, List<SimulcastReceiver> parties, PictureTarget target) {
        List<PictureSize> sizes = scene.arrangement().tiles(parties.size(), compositions.size(target)).stream()
                .map(tile -> tile.size())
                .toList();
        return IntStream.range(0, parties.size())
                .mapToObj(i -> new Composition.Part(
                        layer(parties.get(i), sizes.get(i)),
                        label(parties.get(i).party())))
                .toList();
    }

    /** The smallest that fills a tile. */
    private static VideoReceiver layer(SimulcastReceiver party, PictureSize tile) {
        List<VideoReceiver> layers = party.flowing();
        return layers.reversed().stream()
                .filter(layer -> layer.extent() >= LARGE_ENOUGH * tile.pixels() / MACROBLOCK)
                .findFirst()
                .orElse(layers.getFirst());
    }

    private Label label(Party party) {
        Set<Badge> badges = EnumSet.noneOf(Badge.class);
        if (policy.muted().contains(party.leg().id())) {
            badges.add(Badge.MUTED);
        }
        List<LegStatistics.Stream> streams = party.snapshot();
        if (streams.stream().anyMatch(stream -> stream.protection().isEmpty())) {
            badges.add(Badge.UNENCRYPTED);
        }
        if (streams.stream()
                .anyMatch(stream -> stream.direction() == Direction.RECEIVED
                        && stream.network().recentLoss() >= POOR)) {
            badges.add(Badge.POOR_LINE);
        }
        if (party.isRecorded()) {
            badges.add(Badge.RECORDED);
        }
        return new Label(party.name(), Set.copyOf(badges));
    }
}
