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

    /** How much of what came of late a picture may take of its share and be shown as it comes, if it is not so yet... */
    private static final double BEGINS = 1.1;

    /** ...and if it is, as an estimate is a little less than a line carries. */
    private static final double GOES_ON = 0.8;

    /** ...and if it takes so much more, none of it gets through in time any more. */
    private static final double FLOODS = 1.5;

    /** Of its share, what a picture that is coded anew takes at first, as it shall not have to change again soon. */
    private static final double MARGIN = 0.75;

    /** How much better a picture must be for one that is coded anew already to be coded anew otherwise. */
    private static final double WORTH_A_CHANGE = 2;

    /** What a line must carry for us to be sure that pictures go on as they come. */
    private static final double SURE = 1.25;

    /** A switch of what an output shows. */
    private sealed interface Switch {

        PictureOutput output();

        /** To another party, or to none; or to a smaller picture, as the one before is too much for the line. */
        record Replace(PictureOutput output, Optional<PictureFeed> feed) implements Switch {}

        /** To another picture of the same party. */
        record Change(PictureOutput output, PictureFeed feed) implements Switch {}
    }

    PictureDistribution(Transcoders transcoders, BridgeClock clock) {
        this.transcoders = transcoders;
        this.clock = clock;
    }

    void activeSpeaker(LegId leg) {
        routing.activeSpeaker(leg);
    }

    void presenter(Optional<LegId> leg) {
        routing.presenter(leg);
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
        SourceCeilings ceilings = new SourceCeilings();
        viewers.forEach(viewer -> route(viewer, sources, switches, ceilings));
        ceilings.apply(sources.stream()
                .flatMap(viewer -> viewer.leg().source().stream())
                .toList());

        // First everyone's receivers, then the receivers' sources: the keyframe that a receiver asks for must find it.
        Map<PictureFeed, List<PictureOutput>> receivers = new LinkedHashMap<>();
        viewers.forEach(viewer -> viewer.shown().forEach((slot, picture) -> {
            PictureOutput output = viewer.leg().outputs().get(slot);
            if (output != null) {
                picture.feeds()
                        .forEach(feed -> receivers
                                .computeIfAbsent(feed, any -> new ArrayList<>())
                                .add(output));
            }
        }));
        viewers.forEach(viewer ->
                viewer.leg().source().ifPresent(source -> source.all().forEach(layer -> connect(layer, receivers))));
        switches.forEach(change -> {
            switch (change) {
                case Switch.Replace replace -> replace.output.show(replace.feed, clock.now());
                case Switch.Change better -> better.output.change(better.feed, clock.now());
            }
        });
        transcoders.keep(receivers.keySet());
    }

    private void connect(PictureSource source, Map<PictureFeed, List<PictureOutput>> receivers) {
        List<Transcoder> used =
                transcoders.of(source).stream().filter(receivers::containsKey).toList();
        used.forEach(transcoder -> transcoder.outputs(receivers.getOrDefault(transcoder, List.of())));
        source.outputs(Stream.concat(
                        receivers.getOrDefault(source, List.of()).stream(), transcoders.receiver(source, used).stream())
                .toList());
    }

    private void route(Viewer viewer, List<Viewer> sources, List<Switch> switches, SourceCeilings ceilings) {
        Map<LegId, PictureLayers> others = new LinkedHashMap<>();
        if (viewer.leg().open()) {
            sources.stream()
                    .filter(member -> member != viewer)
                    .forEach(member -> member.leg()
                            .source()
                            .ifPresent(source -> others.put(member.leg().id(), source)));
        }
        Map<String, LegId> wanted = wanted(viewer, others);
        Map<String, Long> shares = shares(viewer, wanted, others);
        List<BlockedPicture> tooMuch = new ArrayList<>();
        viewer.leg().outputs().forEach((slot, output) -> {
            Optional<Shown> before = Optional.ofNullable(viewer.shown().get(slot));
            Optional<PictureLayers> source =
                    Optional.ofNullable(wanted.get(slot)).map(others::get);
            long share = shares.getOrDefault(slot, 0L);
            source.ifPresent(from -> ceilings.share(from, share));
            Optional<Shown> after = source.flatMap(from -> shown(output, from, share, before));
            decide(output, before, after).ifPresent(switches::add);
            after.ifPresentOrElse(
                    picture -> viewer.shown().put(slot, picture),
                    () -> viewer.shown().remove(slot));
            if (after.isEmpty()) {
                source.ifPresent(from -> tooMuch.add(tooMuch(from, share)));
            }
        });
        List<BlockedPicture> blocked = new ArrayList<>(blocked(viewer, others, tooMuch));
        blocked.addAll(tooMuch);
        viewer.blocked(List.copyOf(blocked));
        viewer.tell(others.size() - tooMuch.size(), routing.presenter());
    }

    /** What of the viewer's line each slot may take, bit/s; tells the line what all would take. */
    private Map<String, Long> shares(Viewer viewer, Map<String, LegId> wanted, Map<LegId, PictureLayers> others) {
        Map<String, Long> costs = new LinkedHashMap<>();
        routing.mostRecentFirst(wanted).forEach(slot -> {
            PictureLayers source = others.get(wanted.get(slot));
            PictureOutput output = viewer.leg().outputs().get(slot);
            if (source != null && output != null) {
                costs.put(slot, cost(output, source));
            }
        });
        long all = costs.values().stream().mapToLong(Long::longValue).sum();
        viewer.leg().wanted((long) (SURE * all));
        return LineShares.of(viewer.leg().pictureBits(), costs);
    }

    private static long cost(PictureOutput output, PictureLayers source) {
        return source.flowing().stream()
                .filter(layer -> output.fits(layer.description()))
                .map(layer -> source.isRestrained() ? source.unrestrainedBits() : layer.recentBits())
                .findFirst()
                .orElseGet(() -> output.target(Line.UNLIMITED)
                        .map(target -> (long) target.bitsPerSecond())
                        .orElse(0L));
    }

    private Optional<Shown> shown(PictureOutput output, PictureLayers source, long share, Optional<Shown> before) {
        Optional<Shown> same = before.filter(shown -> shown.source() == source);
        return feed(output, source, share, same.map(Shown::feed)).map(feed -> {
            Optional<PictureFeed> leaving = same.filter(shown -> !output.shows(feed))
                    .flatMap(shown -> shown.feeds()
                            .filter(known -> known != feed && output.shows(known) && !isTooMuch(known, share))
                            .findFirst());
            return new Shown(source, feed, leaving);
        });
    }

    /** Whether what is shown, as a party sends it, would only be in the way of what is to come. */
    private static boolean isTooMuch(PictureFeed shown, long share) {
        return shown instanceof PictureSource source && source.recentBits() > FLOODS * share;
    }

    private static Optional<Switch> decide(PictureOutput output, Optional<Shown> before, Optional<Shown> after) {
        if (before.map(Shown::feed).equals(after.map(Shown::feed))) {
            return Optional.empty();
        }
        boolean sameParty = before.map(Shown::source).equals(after.map(Shown::source));
        return Optional.of(after.filter(picture -> sameParty && picture.feeds().anyMatch(output::shows))
                .<Switch>map(picture -> new Switch.Change(output, picture.feed()))
                .orElseGet(() -> new Switch.Replace(output, after.map(Shown::feed))));
    }

    /** In kbit/s. */
    private static BlockedPicture tooMuch(PictureLayers source, long share) {
        return new BlockedPicture(
                source.leg().id(),
                source.leg().name(),
                PictureMisfit.line(source.largest().recentBits() / 1_000, share / 1_000));
    }

    private boolean canShow(PictureOutput output, PictureLayers source) {
        return source.flowing().stream().anyMatch(layer -> output.fits(layer.description()))
                || output.target(Line.UNLIMITED)
                        .filter(target -> transcoders.canMake(source.largest(), target))
                        .isPresent();
    }

    /** The best of a source that a share of a line has room for; what is shown stays while it fits, and nothing fits clearly better. */
    private Optional<PictureFeed> feed(
            PictureOutput output, PictureLayers source, long share, Optional<PictureFeed> before) {
        Optional<PictureFeed> whole = source.flowing().stream()
                .filter(layer -> output.fits(layer.description()))
                .filter(layer ->
                        (before.filter(shown -> shown == layer).isPresent() ? GOES_ON : BEGINS) * layer.recentBits()
                                <= share)
                .<PictureFeed>map(layer -> layer)
                .findFirst();
        if (whole.isPresent()) {
            return whole;
        }
        Optional<PictureTarget> wanted = output.target((long) (MARGIN * share)).or(() -> output.target(share));
        Optional<Transcoder> present =
                before.filter(Transcoder.class::isInstance).map(Transcoder.class::cast);
        return wanted.flatMap(target -> present.filter(shown -> stays(shown.target(), target, share))
                        .or(() -> transcoders.make(source.largest(), target))
                        .or(() -> present))
                .map(made -> made);
    }

    private static boolean stays(PictureTarget shown, PictureTarget wanted, long share) {
        return shown.bitsPerSecond() <= share && wanted.bitsPerSecond() < WORTH_A_CHANGE * shown.bitsPerSecond();
    }

    /** Whose pictures can be shown in none of the viewer's slots, whatever its line carries. */
    private List<BlockedPicture> blocked(
            Viewer viewer, Map<LegId, PictureLayers> others, List<BlockedPicture> tooMuch) {
        Collection<PictureOutput> outputs = viewer.leg().outputs().values();
        Set<PictureLayers> seen = new HashSet<>();
        viewer.shown().values().forEach(picture -> seen.add(picture.source()));
        tooMuch.forEach(
                picture -> Optional.ofNullable(others.get(picture.source())).ifPresent(seen::add));
        List<BlockedPicture> blocked = new ArrayList<>();
        others.forEach((id, source) -> {
            if (seen.contains(source) || outputs.stream().anyMatch(output -> canShow(output, source))) {
                return;
            }
            outputs.stream()
                    .map(output -> output.misfit(source.largest().description()))
                    .flatMap(Optional<PictureMisfit>::stream)
                    .findFirst()
                    .ifPresent(misfit ->
                            blocked.add(new BlockedPicture(id, source.leg().name(), misfit)));
        });
        return List.copyOf(blocked);
    }

    private Map<String, LegId> wanted(Viewer viewer, Map<LegId, PictureLayers> others) {
        Map<String, PictureOutput> outputs = viewer.leg().outputs();
        List<LegId> candidates = List.copyOf(others.keySet());
        PictureRouting.Fit fit = (slot, leg) -> {
            PictureOutput output = outputs.get(slot);
            PictureLayers source = others.get(leg);
            return output != null && source != null && canShow(output, source);
        };
        Map<String, LegId> shown = new LinkedHashMap<>();
        viewer.shown()
                .forEach((slot, picture) ->
                        shown.put(slot, picture.source().leg().id()));
        if (!viewer.leg().seesOnePicture()) {
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
