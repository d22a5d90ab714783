package org.courtbridge.media.bridge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.bridge.Viewer.Shown;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.leg.LegStatistics.BlockedPicture;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.Party;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.VideoSource;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.compose.Compositions;
import org.courtbridge.media.video.compose.Shot;
import org.courtbridge.media.video.compose.Transcoders;
import org.courtbridge.media.video.compose.VideoInputs;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;

/**
 * Lets each party's picture flow to those who see it: as it comes where they can take it so, else coded anew. The
 * hearing's control thread's.
 */
final class PictureDistribution {

    private final VideoProcessor processor;
    private final BridgeClock clock;
    private final VideoInputs inputs;
    private final Transcoders transcoders;
    private final Compositions compositions;
    private final PartyPictures pictures;
    private final Scenes scenes;
    private final Thumbnails thumbnails;

    private final PictureRouting routing = new PictureRouting();
    private Bridge.Policy.View view = Bridge.Policy.View.NONE;

    /** Whether somebody would see more if there were more time to code pictures. */
    private boolean wanting;

    /**
     * Ratio of the bit rate that a line is asked to carry to the one of the pictures, so that they surely go on as they come.
     */
    private static final double SURE = 1.25;

    /** A switch of what an output shows. */
    private sealed interface Switch {

        VideoSender output();

        /** To another party, or to none; or to a smaller picture, as the one before is too much for the line. */
        record Replace(VideoSender output, Optional<VideoSource> feed) implements Switch {}

        /** To another picture of the same party, or one in which it is seen, too. */
        record Change(VideoSender output, VideoSource feed) implements Switch {}
    }

    /**
     * @param processor for this hearing; closed with this
     * @param thumbnails made by the processor
     * @param changed runs when something can be shown that could not before; from any thread
     */
    PictureDistribution(VideoProcessor processor, Thumbnails thumbnails, BridgeClock clock, Runnable changed) {
        this.processor = processor;
        this.thumbnails = thumbnails;
        this.clock = clock;
        this.inputs = new VideoInputs(processor, clock);
        this.transcoders = new Transcoders(processor, inputs, clock, changed);
        this.compositions = new Compositions(processor, inputs, clock, changed);
        this.pictures = new PartyPictures(transcoders);
        this.scenes = new Scenes(compositions, clock);
    }

    void activeSpeaker(LegId leg) {
        routing.activeSpeaker(leg);
    }

    void policy(Bridge.Policy policy) {
        routing.presenter(policy.presenter());
        view = policy.view();
        scenes.policy(policy);
    }

    /** Whether what is shown has to be looked at from time to time. */
    boolean changesByItself() {
        return wanting || compositions.areRunning();
    }

    void forget(LegId leg) {
        routing.forget(leg);
    }

    /** Works out who sees whom now, and changes what differs. */
    void route(Collection<Viewer> viewers) {
        List<Viewer> sources = viewers.stream()
                .filter(viewer -> viewer.leg().open() && !shots(viewer).isEmpty())
                .sorted(Comparator.comparingLong(Viewer::number))
                .toList();
        sources.forEach(party -> party.leg().pictures().forEach(picture -> picture.screen(isScreen(picture))));
        List<Switch> switches = new ArrayList<>();
        SourceCeilings ceilings = new SourceCeilings();
        compositions.begin();
        viewers.forEach(viewer -> {
            boolean lacked = viewer.lacksProcessor();
            route(viewer, sources, switches, ceilings);
            if (viewer.lacksProcessor() && !lacked) {
                processor.load().refused(viewer.leg().id());
            }
        });
        wanting = viewers.stream().anyMatch(Viewer::lacksProcessor);
        processor.load().lacks(wanting);
        ceilings.apply(sources.stream()
                .flatMap(viewer -> viewer.leg().pictures().stream())
                .toList());

        // First everyone's receivers, then the receivers' sources: the keyframe that a receiver asks for must find it.
        Map<VideoSource, List<VideoSender>> receivers = new LinkedHashMap<>();
        viewers.forEach(viewer -> viewer.shown().forEach((slot, picture) -> {
            VideoSender output = viewer.leg().sent().bySlot().get(slot);
            if (output != null) {
                picture.feeds()
                        .forEach(feed -> receivers
                                .computeIfAbsent(feed, any -> new ArrayList<>())
                                .add(output));
            }
        }));
        transcoders.outputs(receivers);
        compositions.outputs(receivers);
        Set<VideoReceiver> withThumbnail =
                thumbnails.take(viewers, processor.load().hasRoom(VideoProcessor.Admission.BEGINS), inputs);
        Set<VideoReceiver> processed = Stream.of(
                        transcoders.sources(receivers.keySet()),
                        compositions.sources(receivers.keySet()),
                        withThumbnail)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        viewers.stream()
                .flatMap(viewer -> viewer.leg().pictures().stream())
                .flatMap(picture -> picture.all().stream())
                .forEach(layer -> layer.outputs(Stream.<VideoSink>concat(
                                receivers.getOrDefault(layer, List.of()).stream(),
                                Stream.of(layer).filter(processed::contains).map(inputs::of))
                        .toList()));
        withThumbnail.forEach(source -> inputs.of(source).keyframeWanted(clock.now()));
        switches.forEach(change -> {
            switch (change) {
                case Switch.Replace replace -> replace.output.show(replace.feed, clock.now());
                case Switch.Change better -> better.output.change(better.feed, clock.now());
            }
        });
        transcoders.keep(receivers.keySet());
        compositions.keep(receivers.keySet());
        inputs.keep(processed);
    }

    /** The pictures of a party: while it presents, what it presents beside its camera, once that has come; then its camera. */
    private SequencedMap<Shot, SimulcastReceiver> shots(Viewer party) {
        BridgeLeg leg = party.leg();
        SequencedMap<Shot, SimulcastReceiver> shots = new LinkedHashMap<>();
        leg.content()
                .filter(content -> routing.presenter().equals(Optional.of(leg.id())) && content.haveBegun())
                .ifPresent(content -> shots.put(Shot.content(leg.id()), content));
        leg.source().ifPresent(camera -> shots.put(Shot.camera(leg.id()), camera));
        return shots;
    }

    private void route(Viewer viewer, List<Viewer> sources, List<Switch> switches, SourceCeilings ceilings) {
        SequencedMap<Shot, SimulcastReceiver> others = new LinkedHashMap<>();
        if (viewer.leg().open()) {
            sources.stream().filter(member -> member != viewer).forEach(member -> others.putAll(shots(member)));
        }
        Optional<Shot> large = routing.presenter()
                .flatMap(leg -> Stream.of(Shot.content(leg), Shot.camera(leg))
                        .filter(others::containsKey)
                        .findFirst());
        Optional<SimulcastReceiver> screen = large.map(others::get).filter(PictureDistribution::isContent);
        if (presented(viewer, screen, switches, ceilings)) {
            large.ifPresent(shot -> leaveToPeople(others, shot));
            large = Optional.empty();
        }
        Look look = new Look(others, large, screen);
        if (!composed(viewer, look, switches, ceilings)) {
            single(viewer, look, switches, ceilings);
        }
    }

    /**
     * The pictures that a viewer may see.
     *
     * @param large the one of them that is to be seen before all others
     * @param screen what somebody presents, wherever it is seen
     */
    private record Look(
            SequencedMap<Shot, SimulcastReceiver> others, Optional<Shot> large, Optional<SimulcastReceiver> screen) {}

    /** Not a camera, which is all that is seen until slides come. */
    private static boolean isContent(SimulcastReceiver ofPresenter) {
        return ofPresenter.isContent() || !ofPresenter.party().presentsBesideCamera();
    }

    /** Slides beside a camera always, and what comes in place of a camera while its party presents. */
    private boolean isScreen(SimulcastReceiver picture) {
        Party party = picture.party();
        return isContent(picture)
                && (party.presentsBesideCamera()
                        || routing.presenter().equals(Optional.of(party.leg().id())));
    }

    /** Shows what is presented beside the people; false if the viewer cannot be shown it so, or there is nothing. */
    private boolean presented(
            Viewer viewer, Optional<SimulcastReceiver> screen, List<Switch> switches, SourceCeilings ceilings) {
        Optional<VideoSender> beside = viewer.leg().sent().content();
        if (beside.isEmpty()) {
            return false;
        }
        VideoSender output = beside.get();
        long share = viewer.leg().pictureBits();
        Optional<Shown> before = Optional.ofNullable(viewer.shown().get(SentVideo.CONTENT));
        Optional<Shown> after = screen.filter(source -> pictures.canShow(output, source))
                .flatMap(source -> shown(output, source, share, before));
        after.ifPresent(picture ->
                picture.parties().forEach(source -> ceilings.share(source, Math.min(share, output.agreedBits()))));
        decide(output, before, after).ifPresent(switches::add);
        after.ifPresentOrElse(
                picture -> viewer.shown().put(SentVideo.CONTENT, picture),
                () -> viewer.shown().remove(SentVideo.CONTENT));
        return after.isPresent();
    }

    /** Whoever presents is among the people by his camera, and if he shows his screen in place of it only where nobody else is. */
    private static void leaveToPeople(SequencedMap<Shot, SimulcastReceiver> others, Shot presented) {
        if (others.size() > 1) {
            others.remove(presented);
        }
    }

    /** Shows several parties in one picture; false if the viewer is to see one, or there is no room to compose. */
    private boolean composed(Viewer viewer, Look look, List<Switch> switches, SourceCeilings ceilings) {
        Optional<Map.Entry<String, VideoSender>> main =
                viewer.leg().sent().main().entrySet().stream().findFirst();
        if (!view.isOnePicture(viewer.leg().leg()) || main.isEmpty()) {
            return false;
        }
        String slot = main.get().getKey();
        VideoSender output = main.get().getValue();
        Optional<Shown> before = Optional.ofNullable(viewer.shown().get(slot));
        Optional<Shown> after = scenes.shown(viewer, output, look.others(), look.large(), routing.speakers(), before);
        after.ifPresent(picture -> {
            picture.parties().forEach(party -> ceilings.share(party, PacedTransport.UNLIMITED));
            decide(output, before, after).ifPresent(switches::add);
            viewer.shown().put(slot, picture);
            viewer.leg().sent().main().forEach((other, unused) -> {
                if (!other.equals(slot)) {
                    decide(unused, Optional.ofNullable(viewer.shown().remove(other)), Optional.empty())
                            .ifPresent(switches::add);
                }
            });
            viewer.blocked(List.of());
            viewer.tell(0, look.screen());
        });
        return after.isPresent();
    }

    private void single(Viewer viewer, Look look, List<Switch> switches, SourceCeilings ceilings) {
        Map<Shot, SimulcastReceiver> others = look.others();
        Map<String, Shot> wanted = wanted(viewer, look);
        Map<String, Long> shares = shares(viewer, wanted, look);
        Map<SimulcastReceiver, BlockedPicture> tooMuch = new LinkedHashMap<>();
        viewer.leg().sent().main().forEach((slot, output) -> {
            Optional<Shown> before = Optional.ofNullable(viewer.shown().get(slot));
            Optional<SimulcastReceiver> source =
                    Optional.ofNullable(wanted.get(slot)).map(others::get);
            long share = shares.getOrDefault(slot, 0L);
            source.ifPresent(from -> ceilings.share(from, Math.min(share, output.agreedBits())));
            Optional<Shown> after = source.flatMap(from -> shown(output, from, share, before));
            decide(output, before, after).ifPresent(switches::add);
            after.ifPresentOrElse(
                    picture -> viewer.shown().put(slot, picture),
                    () -> viewer.shown().remove(slot));
            if (after.isEmpty()) {
                source.ifPresent(from -> tooMuch.put(from, tooMuch(output, from, share)));
            }
        });
        List<BlockedPicture> blocked = new ArrayList<>(blocked(viewer, others, tooMuch.keySet()));
        blocked.addAll(tooMuch.values());
        viewer.blocked(List.copyOf(blocked));
        int tooWide = (int) tooMuch.values().stream()
                .filter(picture -> picture.misfit().limit() == PictureMisfit.Limit.LINE)
                .count();
        // Who is to see one picture, and does, misses nobody.
        boolean complete =
                view.isOnePicture(viewer.leg().leg()) && !viewer.shown().isEmpty();
        viewer.tell(complete ? 0 : others.size() - tooWide, look.screen());
    }

    /**
     * Divides what the viewer's line carries of pictures among its slots, bit/s by slot; tells the line what all would take.
     */
    private Map<String, Long> shares(Viewer viewer, Map<String, Shot> wanted, Look look) {
        Map<String, Long> costs = new LinkedHashMap<>();
        routing.mostRecentFirst(wanted, look.large()).forEach(slot -> {
            SimulcastReceiver source = look.others().get(wanted.get(slot));
            VideoSender output = viewer.leg().sent().bySlot().get(slot);
            if (source != null && output != null) {
                costs.put(slot, PartyPictures.cost(output, source));
            }
        });
        long all = costs.values().stream().mapToLong(Long::longValue).sum();
        viewer.leg().wanted((long) (SURE * all));
        return LineShares.of(viewer.leg().pictureBits(), costs);
    }

    private Optional<Shown> shown(VideoSender output, SimulcastReceiver source, long share, Optional<Shown> before) {
        Optional<Shown> same = before.filter(shown -> shown.isOf(source));
        return pictures.feed(output, source, share, same.map(Shown::feed)).map(feed -> {
            Optional<VideoSource> leaving = same.filter(shown -> !output.shows(feed))
                    .flatMap(shown -> shown.feeds()
                            .filter(known ->
                                    known != feed && output.shows(known) && !PartyPictures.isTooMuch(known, share))
                            .findFirst());
            return new Shown(List.of(source), feed, leaving);
        });
    }

    private static Optional<Switch> decide(VideoSender output, Optional<Shown> before, Optional<Shown> after) {
        if (before.map(Shown::feed).equals(after.map(Shown::feed))) {
            return Optional.empty();
        }
        boolean sameParty =
                before.isPresent() && after.filter(before.get()::hasInCommon).isPresent();
        return Optional.of(after.filter(picture -> sameParty && picture.feeds().anyMatch(output::shows))
                .<Switch>map(picture -> new Switch.Change(output, picture.feed()))
                .orElseGet(() -> new Switch.Replace(output, after.map(Shown::feed))));
    }

    /** The line carries no picture at all, or there is no time to code one that it would carry. */
    private BlockedPicture tooMuch(VideoSender output, SimulcastReceiver source, long share) {
        PictureMisfit why = output.target(share).isPresent()
                ? processor.load().reason()
                : PictureMisfit.line(source.largest().recentBits() / 1_000, share / 1_000);
        return new BlockedPicture(source.party().leg().id(), source.party().name(), why);
    }

    /** The sources that can be shown in none of the viewer's slots, whatever its line carries, each with the reason. */
    private List<BlockedPicture> blocked(
            Viewer viewer, Map<Shot, SimulcastReceiver> others, Set<SimulcastReceiver> tooMuch) {
        Set<SimulcastReceiver> seen = new HashSet<>(tooMuch);
        viewer.shown().values().forEach(picture -> seen.addAll(picture.parties()));
        List<BlockedPicture> blocked = new ArrayList<>();
        others.forEach((shot, source) -> {
            if (!seen.contains(source)) {
                whyNot(viewer, source)
                        .ifPresent(misfit -> blocked.add(
                                new BlockedPicture(shot.leg(), source.party().name(), misfit)));
            }
        });
        return List.copyOf(blocked);
    }

    /**
     * The reason why a viewer cannot be shown a source: it takes no such pictures, or there is no time to code them so; empty
     * if it can be shown it.
     */
    private Optional<PictureMisfit> whyNot(Viewer viewer, SimulcastReceiver source) {
        Collection<VideoSender> outputs = viewer.leg().sent().bySlot().values();
        if (viewer.uncomposed().contains(source)) {
            return Optional.of(processor.load().reason());
        }
        if (outputs.stream().anyMatch(output -> pictures.canShow(output, source))) {
            return Optional.empty();
        }
        return outputs.stream()
                        .anyMatch(output ->
                                output.target(PacedTransport.UNLIMITED).isPresent())
                ? Optional.of(processor.load().reason())
                : outputs.stream()
                        .flatMap(output -> output.misfit(source.largest().description()).stream())
                        .findFirst();
    }

    private Map<String, Shot> wanted(Viewer viewer, Look look) {
        Map<String, VideoSender> outputs = viewer.leg().sent().main();
        List<Shot> candidates = List.copyOf(look.others().keySet());
        PictureRouting.Fit fit = (slot, shot) -> {
            VideoSender output = outputs.get(slot);
            SimulcastReceiver source = look.others().get(shot);
            return output != null && source != null && pictures.canShow(output, source);
        };
        Map<String, Shot> shown = new LinkedHashMap<>();
        viewer.shown()
                .forEach((slot, picture) ->
                        shown.put(slot, Shot.of(picture.parties().getFirst())));
        if (!view.isOnePicture(viewer.leg().leg())) {
            return routing.forBrowser(List.copyOf(outputs.keySet()), candidates, shown, look.large(), fit);
        }
        Map<String, Shot> next = new LinkedHashMap<>();
        outputs.keySet().stream().findFirst().ifPresent(main -> {
            List<Shot> takable =
                    candidates.stream().filter(shot -> fit.test(main, shot)).toList();
            routing.forRoom(takable, Optional.ofNullable(shown.get(main)), look.large())
                    .ifPresent(shot -> next.put(main, shot));
        });
        return next;
    }

    void close() {
        thumbnails.close();
        transcoders.close();
        compositions.close();
        inputs.close();
        processor.close();
    }
}
