package org.courtbridge.media.bridge;

import io.netty.util.concurrent.EventExecutor;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.audio.AudioStatistics;
import org.courtbridge.media.audio.AudioTap;
import org.courtbridge.media.audio.HearingAudio;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.health.RepeatedTask;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Bridge;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.video.coded.VideoProcessor;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.processing.PictureWorkers;

/**
 * The bridge of one hearing. What it decides, who sees whom, it decides on its control executor; packets move on the
 * event loops of the transports, sound on the tick of {@link HearingAudio}.
 */
public final class HearingBridge implements Bridge {

    /**
     * The threads and services that a bridge works with.
     *
     * @param control runs its decisions one after the other; may be shared by hearings
     * @param mixers platform threads for the tick of the sound
     * @param pictures code stills, and pictures anew for those who cannot take them as they come
     * @param digits hears of keys pressed in the sound (RFC 4733); returns at once
     * @param antechamber where legs may have been before
     * @param captions say who is who in pictures of several
     */
    public record Parts(
            EventExecutor control,
            ScheduledExecutorService mixers,
            PictureWorkers pictures,
            BiConsumer<LegId, Character> digits,
            MediaTrace trace,
            BridgeClock clock,
            WaitingLegs antechamber,
            Captions captions) {

        /** Of bridges that nobody comes into but from outside, that say no names and leave no trace. */
        public static Parts plain(
                EventExecutor control,
                ScheduledExecutorService mixers,
                PictureWorkers pictures,
                BiConsumer<LegId, Character> digits,
                BridgeClock clock) {
            return new Parts(
                    control, mixers, pictures, digits, MediaTrace.OFF, clock, new WaitingLegs(), Captions.NONE);
        }

        /** The same, of a bridge of whose keys somebody else hears. */
        public Parts telling(BiConsumer<LegId, Character> pressed) {
            return new Parts(control, mixers, pictures, pressed, trace, clock, antechamber, captions);
        }

        /** Hears of faults of ours: whoever hears of those of the pictures. */
        public InternalErrors errors() {
            return pictures.errors();
        }
    }

    /**
     * Period of {@link #lookAgain}: captions and layout of composed pictures, and the time left to code more, change by and by.
     */
    private static final long BETWEEN_LOOKS_MILLIS = 1_000;

    private final EventExecutor control;
    private final ScheduledFuture<?> looking;
    private final BridgeClock clock;
    private final BridgeLeg.Surroundings surroundings;
    private final WaitingLegs antechamber;
    private final HearingAudio audio;
    private final Thumbnails thumbnails;
    private final PictureDistribution pictures;
    private final Map<LegId, Viewer> members = new ConcurrentHashMap<>();

    private final RoomSteering steering = new RoomSteering(this::steer);

    private volatile Policy policy = Policy.NOBODY;
    private volatile boolean closed;
    private long memberCount;

    public HearingBridge(Parts parts) {
        this.control = parts.control();
        this.clock = parts.clock();
        this.surroundings = BridgeLeg.Surroundings.of(parts);
        this.antechamber = parts.antechamber();
        VideoProcessor processor =
                parts.pictures().ofHearing(parts.control(), parts.clock(), parts.captions(), this::routeLater);
        this.thumbnails = new Thumbnails(processor::thumbnail, parts.clock(), this::routeLater);
        this.pictures = new PictureDistribution(processor, thumbnails, parts.clock(), this::routeLater);
        this.looking = parts.control()
                .scheduleAtFixedRate(
                        new RepeatedTask(parts.errors(), Part.PICTURES, "who sees whom in a hearing", this::lookAgain),
                        BETWEEN_LOOKS_MILLIS,
                        BETWEEN_LOOKS_MILLIS,
                        TimeUnit.MILLISECONDS);
        this.audio = new HearingAudio(
                new HearingAudio.Listener() {
                    @Override
                    public void activeSpeaker(Optional<LegId> leg) {
                        leg.ifPresent(HearingBridge.this::activeSpeaker);
                    }

                    @Override
                    public void digit(LegId leg, char digit) {
                        parts.digits().accept(leg, digit);
                    }

                    @Override
                    public void failed(LegId leg, Throwable fault) {
                        HearingBridge.this.failed(leg, fault);
                    }
                },
                parts.errors(),
                parts.clock()::now,
                AudioEncoder::of);
        audio.start(parts.mixers());
    }

    @Override
    public void attach(Leg leg, String name, LegMedia media) {
        control.execute(() -> {
            if (!closed && !members.containsKey(leg.id())) {
                surroundings.guard(leg).run(Part.MEDIA_CONTROL, () -> takeIn(leg, name, media));
                route();
            }
        });
    }

    private void takeIn(Leg leg, String name, LegMedia media) {
        Optional<SoloBridge.Handed> handed = antechamber.take(leg.id());
        BridgeLeg attached = handed.map(before -> goOn(before.leg(), name))
                .orElseGet(
                        () -> new BridgeLeg(leg, name, new AudioPort(AudioTap.NOBODY), surroundings, this::routeLater));
        attached.traced(policy.traced());
        audio.add(leg.id(), attached.port(), media.receivedAudio());
        attached.media(media);
        audio.update(
                leg.id(),
                media.receivedAudio(),
                attached.observed(media.sentAudio()),
                handed.flatMap(SoloBridge.Handed::sender));
        members.put(leg.id(), new Viewer(memberCount++, attached));
        applyPolicy();
    }

    private BridgeLeg goOn(BridgeLeg leg, String name) {
        leg.moved(name, this::routeLater);
        return leg;
    }

    private void routeLater() {
        // A worker may still be at a picture while the gateway goes down.
        if (!closed) {
            control.execute(this::route);
        }
    }

    @Override
    public void show(LegId leg, Still still) {
        control.execute(() -> {
            Viewer member = members.get(leg);
            if (member != null) {
                member.leg().sent().still(still);
            }
        });
    }

    @Override
    public void play(LegId leg, Announcement announcement) {
        control.execute(() -> audio.announce(leg, announcement));
    }

    @Override
    public void renegotiated(LegId leg, LegMedia media) {
        control.execute(() -> {
            Viewer member = members.get(leg);
            if (member == null) {
                return;
            }
            member.leg().guard().run(Part.MEDIA_CONTROL, () -> {
                member.renegotiated(media);
                audio.update(leg, media.receivedAudio(), member.leg().observed(media.sentAudio()));
            });
            route();
        });
    }

    @Override
    public void detach(LegId leg) {
        Viewer known = members.get(leg);
        if (known != null) {
            // At once, and before the endpoint closes the transports: the goodbye still gets out.
            known.leg().end();
        }
        control.execute(() -> {
            Viewer member = members.remove(leg);
            if (member != null) {
                member.leg().end();
                audio.remove(leg);
                steering.forget(leg);
                thumbnails.forget(leg);
                pictures.forget(leg);
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
            pictures.policy(changed);
            route();
        });
    }

    /** Opens and cuts with the next packet; who sees whom is decided after that. */
    private void applyPolicy() {
        Set<LegId> inside = policy.inside();
        members.forEach((id, member) -> {
            member.leg().open(inside.contains(id));
            member.leg().traced(policy.traced());
            if (!inside.contains(id)) {
                thumbnails.forget(id);
            }
            member.leg()
                    .steering(
                            policy.steering()
                                    ? Optional.of(order -> control.execute(() -> steering.wish(member, order)))
                                    : Optional.empty());
        });
        steering.restrict(policy.steering() ? inside : Set.of());
    }

    void activeSpeaker(LegId leg) {
        control.execute(() -> {
            pictures.activeSpeaker(leg);
            route();
        });
    }

    private void failed(LegId leg, Throwable fault) {
        // Behind its being attached, should that be going on.
        control.execute(() -> {
            Viewer member = members.get(leg);
            if (member != null) {
                member.leg().guard().fail(Part.SOUND, fault);
            }
        });
    }

    @Override
    public void keyframeWanted(LegId leg) {
        control.execute(() -> {
            Viewer member = members.get(leg);
            if (member != null) {
                member.leg().sent().bySlot().values().forEach(output -> output.keyframeWanted(clock.now()));
            }
        });
    }

    @Override
    public Optional<byte[]> thumbnail(LegId leg) {
        boolean seen = Optional.ofNullable(members.get(leg))
                .filter(member -> member.leg().open())
                .isPresent();
        if (!seen) {
            thumbnails.forget(leg);
            return Optional.empty();
        }
        return thumbnails.look(leg);
    }

    private void lookAgain() {
        if (thumbnails.tidy() || pictures.changesByItself()) {
            route();
        }
    }

    @Override
    public void steer(LegId leg, CameraOrder order) {
        Optional.ofNullable(members.get(leg))
                .flatMap(member -> member.leg().camera())
                .ifPresent(camera -> camera.steer(order));
    }

    private void route() {
        pictures.route(members.values());
    }

    @Override
    public List<LegStatistics> statistics() {
        Map<LegId, AudioStatistics> sound = audio.statistics();
        return members.values().stream()
                .sorted(Comparator.comparingLong(Viewer::number))
                .map(member -> statistics(
                        member, Optional.ofNullable(sound.get(member.leg().id()))))
                .toList();
    }

    private static LegStatistics statistics(Viewer member, Optional<AudioStatistics> sound) {
        BridgeLeg leg = member.leg();
        List<LegStatistics.Stream> streams = leg.snapshot().stream()
                .map(stream -> sound.map(heard -> StreamFigures.withSound(stream, heard))
                        .orElse(stream))
                .toList();
        List<LegStatistics.Stream> ended = leg.ended().stream()
                .map(stream ->
                        sound.map(heard -> StreamFigures.ended(stream, heard)).orElse(stream))
                .toList();
        return new LegStatistics(
                leg.id(),
                leg.name(),
                leg.leg().kind(),
                streams,
                member.blocked(),
                leg.refused(),
                leg.leg().conditions(),
                leg.camera().flatMap(CameraPort::camera),
                leg.leg().signalling(),
                new LegStatistics.Reported(
                        leg.reportedLoss(LegStatistics.Medium.AUDIO), leg.reportedLoss(LegStatistics.Medium.VIDEO)),
                ended);
    }

    @Override
    public void close() {
        closed = true;
        looking.cancel(false);
        members.values().forEach(member -> member.leg().end());
        control.execute(() -> {
            members.values().forEach(member -> member.leg().end());
            members.clear();
            pictures.close();
            audio.close();
        });
    }
}
