package org.courtbridge.gateway.bridge;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.gateway.bridge.LegNotice.Pictures;
import org.courtbridge.gateway.bridge.LegStatistics.BlockedPicture;
import org.courtbridge.hearings.LegId;

/**
 * The bridge of one hearing. What it decides, who sees whom, it decides on its control executor; packets move on the
 * event loops of the transports, sound on the tick of {@link HearingAudio}.
 */
public final class HearingBridge implements Bridge {

    /**
     * What a bridge works with.
     *
     * @param control runs its decisions one after the other; may be shared by hearings
     * @param mixers platform threads for the tick of the sound and for stills
     * @param digits hears of keys pressed in the sound (RFC 4733); returns at once
     * @param antechamber where legs may have been before
     */
    public record Parts(
            EventExecutor control,
            ScheduledExecutorService mixers,
            BiConsumer<LegId, Character> digits,
            MediaTrace trace,
            BridgeClock clock,
            Antechamber antechamber) {

        /** Of bridges that nobody comes into but from outside. */
        public Parts(
                EventExecutor control,
                ScheduledExecutorService mixers,
                BiConsumer<LegId, Character> digits,
                MediaTrace trace,
                BridgeClock clock) {
            this(control, mixers, digits, trace, clock, new Antechamber());
        }
    }

    private final EventExecutor control;
    private final BridgeClock clock;
    private final BridgeLeg.Surroundings surroundings;
    private final Antechamber antechamber;
    private final HearingAudio audio;
    private final PictureRouting routing = new PictureRouting();

    /** Legs by id; numbered, because the order of coming decides who gets which slot. */
    private final Map<LegId, Member> members = new ConcurrentHashMap<>();

    private volatile Policy policy = new Policy(Set.of(), Set.of());
    private volatile boolean closed;
    private long memberCount;

    /** @param shown what each slot shows */
    private record Member(long number, BridgeLeg leg, Map<String, PictureSource> shown, Told told) {}

    /** What a leg was last told of its pictures. */
    private static final class Told {
        private Optional<Pictures> pictures = Optional.empty();

        /** From any thread. */
        private volatile List<BlockedPicture> blocked = List.of();
    }

    public HearingBridge(Parts parts) {
        this.control = parts.control();
        this.clock = parts.clock();
        this.surroundings = new BridgeLeg.Surroundings(parts.clock(), parts.trace(), parts.mixers());
        this.antechamber = parts.antechamber();
        this.audio = new HearingAudio(new HearingAudio.Listener() {
            @Override
            public void activeSpeaker(Optional<LegId> leg) {
                leg.ifPresent(HearingBridge.this::activeSpeaker);
            }

            @Override
            public void digit(LegId leg, char digit) {
                parts.digits().accept(leg, digit);
            }
        });
        audio.start(parts.mixers());
    }

    @Override
    public void attach(Leg leg, String name, LegMedia media) {
        control.execute(() -> {
            if (closed || members.containsKey(leg.id())) {
                return;
            }
            Optional<SoloBridge.Handed> handed = antechamber.take(leg.id());
            BridgeLeg attached = handed.map(before -> goOn(before.leg(), name))
                    .orElseGet(() -> new BridgeLeg(leg, name, new AudioPort(), surroundings, this::routeLater));
            audio.add(leg.id(), attached.port(), media.receivedAudio());
            attached.media(media);
            audio.update(
                    leg.id(),
                    media.receivedAudio(),
                    attached.observed(media.sentAudio()),
                    handed.flatMap(SoloBridge.Handed::sender));
            members.put(leg.id(), new Member(memberCount++, attached, new LinkedHashMap<>(), new Told()));
            applyPolicy();
            audio.policy(policy.inside(), policy.muted());
            route();
        });
    }

    private BridgeLeg goOn(BridgeLeg leg, String name) {
        leg.moved(name, this::routeLater);
        return leg;
    }

    private void routeLater() {
        control.execute(this::route);
    }

    @Override
    public void show(LegId leg, Still still) {
        control.execute(() -> {
            Member member = members.get(leg);
            if (member != null) {
                member.leg.still(still);
            }
        });
    }

    @Override
    public void renegotiated(LegId leg, LegMedia media) {
        control.execute(() -> {
            Member member = members.get(leg);
            if (member == null) {
                return;
            }
            Map<String, PictureOutput> before = Map.copyOf(member.leg.outputs());
            member.leg.media(media);
            // What is new shows nothing yet; what is gone shows nothing any more.
            member.shown
                    .keySet()
                    .removeIf(slot -> before.get(slot) != member.leg.outputs().get(slot));
            audio.update(leg, media.receivedAudio(), member.leg.observed(media.sentAudio()));
            route();
        });
    }

    @Override
    public void detach(LegId leg) {
        Member known = members.get(leg);
        if (known != null) {
            // At once, and before the endpoint closes the transports: the goodbye still gets out.
            known.leg.end();
        }
        control.execute(() -> {
            Member member = members.remove(leg);
            if (member != null) {
                member.leg.end();
                audio.remove(leg);
                routing.forget(leg);
                route();
            }
        });
    }

    @Override
    public void policy(Policy changed) {
        policy = changed;
        applyPolicy();
        audio.policy(changed.inside(), changed.muted());
        control.execute(() -> {
            applyPolicy();
            route();
        });
    }

    /** Opens and cuts with the next packet; who sees whom is decided after that. */
    private void applyPolicy() {
        Set<LegId> inside = policy.inside();
        members.forEach((id, member) -> member.leg.open(inside.contains(id)));
    }

    void activeSpeaker(LegId leg) {
        control.execute(() -> {
            routing.activeSpeaker(leg);
            route();
        });
    }

    @Override
    public void keyframeWanted(LegId leg) {
        control.execute(() -> {
            Member member = members.get(leg);
            if (member != null) {
                member.leg.outputs().values().forEach(output -> output.keyframeWanted(clock.now()));
            }
        });
    }

    /** Works out who sees whom now, and changes what differs. */
    private void route() {
        List<Member> sources = members.values().stream()
                .filter(member -> member.leg.open() && member.leg.source().isPresent())
                .sorted(Comparator.comparingLong(Member::number))
                .toList();
        List<Switch> switches = new ArrayList<>();
        members.values().forEach(viewer -> route(viewer, sources, switches));

        // First everyone's receivers, then the receivers' sources: the keyframe that a receiver asks for must find it.
        Map<PictureSource, List<PictureOutput>> receivers = new LinkedHashMap<>();
        members.values()
                .forEach(viewer -> viewer.shown.forEach((slot, source) -> {
                    PictureOutput output = viewer.leg.outputs().get(slot);
                    if (output != null) {
                        receivers
                                .computeIfAbsent(source, any -> new ArrayList<>())
                                .add(output);
                    }
                }));
        members.values()
                .forEach(member -> member.leg
                        .source()
                        .ifPresent(source -> source.outputs(receivers.getOrDefault(source, List.of()))));
        switches.forEach(change -> change.output.show(change.source, clock.now()));
    }

    private record Switch(PictureOutput output, Optional<PictureSource> source) {}

    private void route(Member viewer, List<Member> sources, List<Switch> switches) {
        Map<LegId, PictureSource> others = new LinkedHashMap<>();
        if (viewer.leg.open()) {
            sources.stream()
                    .filter(member -> member != viewer)
                    .forEach(member -> member.leg.source().ifPresent(source -> others.put(member.leg.id(), source)));
        }
        Map<String, LegId> next = wanted(viewer, others);
        viewer.leg.outputs().forEach((slot, output) -> {
            Optional<PictureSource> before = Optional.ofNullable(viewer.shown.get(slot));
            Optional<PictureSource> after = Optional.ofNullable(next.get(slot)).map(others::get);
            if (!before.equals(after)) {
                switches.add(new Switch(output, after));
            }
            after.ifPresentOrElse(source -> viewer.shown.put(slot, source), () -> viewer.shown.remove(slot));
        });
        viewer.told.blocked = blocked(viewer, others);
        tell(viewer, others.size());
    }

    /** Whose pictures fit none of the viewer's slots. */
    private static List<BlockedPicture> blocked(Member viewer, Map<LegId, PictureSource> others) {
        List<BlockedPicture> blocked = new ArrayList<>();
        others.forEach((id, source) -> {
            List<Optional<PictureMisfit>> misfits = viewer.leg.outputs().values().stream()
                    .map(output -> output.misfit(source.description()))
                    .toList();
            if (misfits.stream().allMatch(Optional::isPresent)) {
                misfits.stream()
                        .flatMap(Optional::stream)
                        .findFirst()
                        .ifPresent(misfit ->
                                blocked.add(new BlockedPicture(id, source.leg().name(), misfit)));
            }
        });
        return List.copyOf(blocked);
    }

    private Map<String, LegId> wanted(Member viewer, Map<LegId, PictureSource> others) {
        Map<String, PictureOutput> outputs = viewer.leg.outputs();
        List<LegId> candidates = List.copyOf(others.keySet());
        PictureRouting.Fit fit = (slot, leg) -> {
            PictureOutput output = outputs.get(slot);
            PictureSource source = others.get(leg);
            return output != null && source != null && output.fits(source.description());
        };
        Map<String, LegId> shown = new LinkedHashMap<>();
        viewer.shown.forEach((slot, source) -> shown.put(slot, source.leg().id()));
        if (!viewer.leg.isRoom()) {
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

    private static void tell(Member viewer, int others) {
        Map<String, String> names = new LinkedHashMap<>();
        viewer.shown.forEach((slot, source) -> names.put(slot, source.leg().name()));
        Pictures pictures = new Pictures(Map.copyOf(names), Math.max(0, others - names.size()));
        if (!viewer.told.pictures.equals(Optional.of(pictures))) {
            viewer.told.pictures = Optional.of(pictures);
            viewer.leg.leg().notice(pictures);
        }
    }

    @Override
    public List<LegStatistics> statistics() {
        Map<LegId, AudioStatistics> sound = audio.statistics();
        return members.values().stream()
                .sorted(Comparator.comparingLong(Member::number))
                .map(member -> statistics(member, Optional.ofNullable(sound.get(member.leg.id()))))
                .toList();
    }

    private static LegStatistics statistics(Member member, Optional<AudioStatistics> sound) {
        BridgeLeg leg = member.leg;
        List<LegStatistics.Stream> streams = leg.snapshot().stream()
                .map(stream -> sound.map(heard -> StreamFigures.withSound(stream, heard))
                        .orElse(stream))
                .toList();
        return new LegStatistics(leg.id(), leg.name(), leg.leg().kind(), streams, member.told.blocked, leg.refused());
    }

    @Override
    public void close() {
        closed = true;
        members.values().forEach(member -> member.leg.end());
        control.execute(() -> {
            members.values().forEach(member -> member.leg.end());
            members.clear();
            audio.close();
        });
    }
}
