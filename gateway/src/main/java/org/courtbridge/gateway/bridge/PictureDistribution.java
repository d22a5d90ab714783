package org.courtbridge.gateway.bridge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.gateway.bridge.LegStatistics.BlockedPicture;
import org.courtbridge.gateway.bridge.Viewer.Shown;
import org.courtbridge.hearings.LegId;

/**
 * Lets each party's picture flow to those who see it: as it comes where they can take it so, else coded anew. The
 * hearing's control thread's.
 */
final class PictureDistribution {

    private final BridgeClock clock;
    private final Transcoders transcoders;
    private final PictureRouting routing = new PictureRouting();

    private record Switch(PictureOutput output, Optional<PictureFeed> feed) {}

    PictureDistribution(Transcoders transcoders, BridgeClock clock) {
        this.transcoders = transcoders;
        this.clock = clock;
    }

    void activeSpeaker(LegId leg) {
        routing.activeSpeaker(leg);
    }

    void forget(LegId leg) {
        routing.forget(leg);
    }

    /** Works out who sees whom now, and changes what differs. */
    void route(Collection<Viewer> viewers) {
        List<Viewer> sources = viewers.stream()
                .filter(viewer -> viewer.leg().open() && viewer.leg().source().isPresent())
                .sorted(Comparator.comparingLong(Viewer::number))
                .toList();
        List<Switch> switches = new ArrayList<>();
        viewers.forEach(viewer -> route(viewer, sources, switches));

        // First everyone's receivers, then the receivers' sources: the keyframe that a receiver asks for must find it.
        Map<PictureFeed, List<PictureOutput>> receivers = new LinkedHashMap<>();
        viewers.forEach(viewer -> viewer.shown().forEach((slot, picture) -> {
            PictureOutput output = viewer.leg().outputs().get(slot);
            if (output != null) {
                receivers
                        .computeIfAbsent(picture.feed(), any -> new ArrayList<>())
                        .add(output);
            }
        }));
        viewers.forEach(viewer -> viewer.leg().source().ifPresent(source -> connect(source, receivers)));
        switches.forEach(change -> change.output.show(change.feed, clock.now()));
        transcoders.keep(receivers.keySet());
    }

    private void connect(PictureSource source, Map<PictureFeed, List<PictureOutput>> receivers) {
        List<Transcoder> used =
                transcoders.of(source).stream().filter(receivers::containsKey).toList();
        used.forEach(transcoder -> transcoder.outputs(receivers.getOrDefault(transcoder, List.of())));
        source.outputs(Stream.concat(receivers.getOrDefault(source, List.of()).stream(), used.stream())
                .toList());
    }

    private void route(Viewer viewer, List<Viewer> sources, List<Switch> switches) {
        Map<LegId, PictureSource> others = new LinkedHashMap<>();
        if (viewer.leg().open()) {
            sources.stream()
                    .filter(member -> member != viewer)
                    .forEach(member -> member.leg()
                            .source()
                            .ifPresent(source -> others.put(member.leg().id(), source)));
        }
        Map<String, LegId> wanted = wanted(viewer, others);
        viewer.leg().outputs().forEach((slot, output) -> {
            Optional<Shown> before = Optional.ofNullable(viewer.shown().get(slot));
            Optional<Shown> after = Optional.ofNullable(wanted.get(slot))
                    .map(others::get)
                    .flatMap(source -> feed(output, source).map(feed -> new Shown(source, feed)));
            if (!before.equals(after)) {
                switches.add(new Switch(output, after.map(Shown::feed)));
            }
            after.ifPresentOrElse(
                    picture -> viewer.shown().put(slot, picture),
                    () -> viewer.shown().remove(slot));
        });
        viewer.blocked(blocked(viewer, others));
        viewer.tell(others.size());
    }

    private boolean canShow(PictureOutput output, PictureSource source) {
        return output.fits(source.description())
                || output.target()
                        .filter(target -> transcoders.canMake(source, target))
                        .isPresent();
    }

    private Optional<PictureFeed> feed(PictureOutput output, PictureSource source) {
        return output.fits(source.description())
                ? Optional.of(source)
                : output.target().flatMap(target -> transcoders.make(source, target));
    }

    /** Whose pictures can be shown in none of the viewer's slots. */
    private List<BlockedPicture> blocked(Viewer viewer, Map<LegId, PictureSource> others) {
        Collection<PictureOutput> outputs = viewer.leg().outputs().values();
        Set<PictureSource> seen = new HashSet<>();
        viewer.shown().values().forEach(picture -> seen.add(picture.source()));
        List<BlockedPicture> blocked = new ArrayList<>();
        others.forEach((id, source) -> {
            if (seen.contains(source) || outputs.stream().anyMatch(output -> canShow(output, source))) {
                return;
            }
            outputs.stream()
                    .map(output -> output.misfit(source.description()))
                    .flatMap(Optional<PictureMisfit>::stream)
                    .findFirst()
                    .ifPresent(misfit ->
                            blocked.add(new BlockedPicture(id, source.leg().name(), misfit)));
        });
        return List.copyOf(blocked);
    }

    private Map<String, LegId> wanted(Viewer viewer, Map<LegId, PictureSource> others) {
        Map<String, PictureOutput> outputs = viewer.leg().outputs();
        List<LegId> candidates = List.copyOf(others.keySet());
        PictureRouting.Fit fit = (slot, leg) -> {
            PictureOutput output = outputs.get(slot);
            PictureSource source = others.get(leg);
            return output != null && source != null && canShow(output, source);
        };
        Map<String, LegId> shown = new LinkedHashMap<>();
        viewer.shown()
                .forEach((slot, picture) ->
                        shown.put(slot, picture.source().leg().id()));
        if (!viewer.leg().isRoom()) {
            return routing.forBrowser(List.copyOf(outputs.keySet()), candidates, shown, fit);
        }
        Map<String, LegId> next = new LinkedHashMap<>();
        outputs.keySet().stream().findFirst().ifPresent(main -> {
            List<LegId> takable =
                    candidates.stream().filter(leg -> fit.test(main, leg)).toList();
            routing.forRoom(takable, Optional.ofNullable(shown.get(main))).ifPresent(leg -> next.put(main, leg));
        });
        return next;
    }

    void close() {
        transcoders.close();
    }
}
