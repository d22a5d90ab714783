package org.courtbridge.media.probe;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.measure.sound.Probe;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.audio.HearingAudio;
import org.courtbridge.media.bridge.BridgeLeg;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.leg.Still;

/**
 * The media of one leg that is tried, and in no hearing: measures what it sends, sends it a tone that would come back as echo and
 * a picture in which something changes, asks for a keyframe once, and heeds what it reports. Every method may be called from
 * any thread, and all but {@link #figures} return at once.
 */
public final class ProbeBridge implements AutoCloseable {

    /** Part of the time in which the tick of the sound was too late to be made up for. */
    private static final double STARVED = 0.03;

    private final HearingBridge.Parts parts;
    private final LegId id;
    private final HearingAudio audio;
    private final Recording recording;
    private final ProbedSound sound;
    private final ProbedPicture picture;

    // Guarded by this.
    private final ProbeCourse course;
    private final ProbeMeasurements measurements;
    private final ShownPicture shown;
    private final Optional<LineFilling> filling;
    private Optional<BridgeLeg> present = Optional.empty();
    private Optional<ScheduledFuture<?>> ticking = Optional.empty();
    private Optional<ProbeMeasurements.Counted> last = Optional.empty();
    private boolean rests;
    private boolean closed;

    /**
     * Begins to try a leg.
     *
     * @param name for logs
     */
    public static ProbeBridge open(
            HearingBridge.Parts parts, Leg leg, String name, LegMedia media, ProbeSettings settings) {
        return open(parts, leg, name, media, settings, _ -> {});
    }

    /** As above. @param pressed hears of keys pressed in the sound (RFC 4733); returns at once */
    public static ProbeBridge open(
            HearingBridge.Parts parts,
            Leg leg,
            String name,
            LegMedia media,
            ProbeSettings settings,
            Consumer<Character> pressed) {
        ProbeBridge bridge = new ProbeBridge(parts, leg.id(), settings, pressed);
        parts.control()
                .execute(() -> BridgeLeg.Surroundings.of(parts)
                        .guard(leg)
                        .run(Part.PROBES, () -> bridge.attach(leg, name, media)));
        return bridge;
    }

    private ProbeBridge(HearingBridge.Parts parts, LegId id, ProbeSettings settings, Consumer<Character> pressed) {
        this.parts = parts;
        this.id = id;
        this.filling = settings.filling().map(LineFilling::new);
        this.course = new ProbeCourse(settings, parts.clock().now());
        this.recording = new Recording((int) (settings.recorded().toNanos() / HearingAudio.TICK));
        this.sound = new ProbedSound(recording);
        this.picture = new ProbedPicture(
                parts.pictures().ofTest(parts.control(), parts.clock(), settings.faces()), parts.clock());
        this.measurements = new ProbeMeasurements(sound, picture, filling);
        this.shown = new ShownPicture(settings.slate(), picture, parts.clock());
        this.audio = new HearingAudio(
                new HearingAudio.Listener() {
                    @Override
                    public void activeSpeaker(Optional<LegId> leg) {}

                    @Override
                    public void digit(LegId leg, char digit) {
                        pressed.accept(digit);
                    }

                    @Override
                    public void failed(LegId leg, Throwable fault) {
                        onControl(present -> present.guard().fail(Part.SOUND, fault));
                    }
                },
                parts.errors(),
                parts.clock()::now,
                AudioEncoder::of);
    }

    private synchronized void attach(Leg leg, String name, LegMedia media) {
        if (closed) {
            return;
        }
        measurements.agreed(media);
        AudioPort port = audio.add(id, media.receivedAudio(), Optional.empty(), sound);
        BridgeLeg attached = new BridgeLeg(
                leg,
                name,
                port,
                BridgeLeg.Surroundings.of(parts),
                () -> parts.control().execute(this::follow));
        attached.open(true);
        attached.media(media);
        attached.sent().evenly();
        audio.update(id, media.receivedAudio(), attached.observed(media.sentAudio()));
        audio.policy(Set.of(), Set.of());
        audio.start(parts.mixers());
        present = Optional.of(attached);
        tick();
        ticking = Optional.of(parts.control()
                .scheduleAtFixedRate(attached.guard().task(Part.PROBES, this::tick), 1, 1, TimeUnit.SECONDS));
    }

    private synchronized void with(Consumer<BridgeLeg> action) {
        present.ifPresent(action);
    }

    private void onControl(Consumer<BridgeLeg> action) {
        parts.control().execute(() -> with(leg -> leg.guard().run(Part.MEDIA_CONTROL, () -> action.accept(leg))));
    }

    /** The leg has negotiated anew. */
    public void renegotiated(LegMedia media) {
        onControl(leg -> {
            measurements.agreed(media);
            leg.media(media);
            leg.sent().evenly();
            audio.update(id, media.receivedAudio(), leg.observed(media.sentAudio()));
            follow();
        });
    }

    /** The party asked by signalling for a keyframe of what it sees. */
    public void keyframeWanted() {
        onControl(leg -> leg.sent()
                .bySlot()
                .values()
                .forEach(output -> output.keyframeWanted(parts.clock().now())));
    }

    private synchronized void follow() {
        shown.follow(present);
    }

    /** Does the work of each second: plays the tone, asks for a keyframe and fills the line when it is time, and counts. */
    private synchronized void tick() {
        long now = parts.clock().now();
        present.ifPresent(leg -> {
            follow();
            shown.tick(leg);
            if (course.toneIsDue(now)) {
                audio.announce(id, new ProbeTone(sound::probeBegins));
            }
            if (course.keyframeIsDue(now)) {
                picture.source().ifPresent(source -> source.timeKeyframe(now));
            }
            filling.ifPresent(line -> line.tick(
                    leg, !rests && (shown.isSlate() || leg.sent().fillsByPadding()), course.elapsed(now), now));
            measurements.note(leg);
        });
    }

    /** Shows the party a still from now on or, if empty, its own picture as it comes; that ends the filling of its line. */
    public void show(Optional<Still> still) {
        onControl(leg -> {
            if (still.isEmpty()) {
                filling.ifPresent(line -> line.end(leg));
            }
            shown.show(leg, still);
            follow();
        });
    }

    /** Says this to the party instead of what is being said. */
    public void play(Announcement words) {
        // Not before it is there: what is said to nobody is lost.
        onControl(_ -> audio.announce(id, words));
    }

    /** Plays our {@link Probe} to the party now. Its line is left alone from then on. */
    public void playTone() {
        onControl(leg -> {
            filling.ifPresent(line -> line.forgo(leg));
            course.toned();
            audio.announce(id, new ProbeTone(sound::probeBegins));
        });
    }

    /** Records anew: what is replayed is of now on, as long as the settings have it recorded. */
    public void record() {
        recording.clear();
    }

    /** Measures sound, picture and line anew; what is known of the rates and of what is sent stays. */
    public synchronized void again() {
        rests = false;
        measurements.again();
    }

    /**
     * Measures no more until {@link #again}: packets that are still awaited are lost, and {@link #figures} hold nobody up, who hears
     * or plays sound meanwhile. The party goes on seeing and hearing what it is to.
     */
    public synchronized void rest() {
        measurements.end(parts.clock().now());
        rests = true;
        filling.ifPresent(line -> present.ifPresent(line::end));
    }

    /** Whether anything has come of the party; known each second. */
    public synchronized boolean hasBegun() {
        return present.stream()
                .flatMap(leg -> leg.snapshot().stream())
                .anyMatch(stream -> stream.direction() == Direction.RECEIVED
                        && stream.traffic().packets() > 0);
    }

    /** Whether the party reports that it receives what it is sent. */
    public synchronized boolean isReported() {
        return present.filter(leg -> leg.reportedLoss(Medium.AUDIO).orElse(100) < 100
                        || leg.reportedLoss(Medium.VIDEO).orElse(100) < 100)
                .isPresent();
    }

    /**
     * Says to the party what it has said: of what was recorded, the part with the most speech in it.
     *
     * @param most how long at most
     */
    public void replay(Duration most) {
        Announcement words = recording.replay((int) (most.toNanos() / HearingAudio.TICK));
        onControl(_ -> audio.announce(id, words));
    }

    /**
     * The figures measured so far; {@link ProbeFigures#NOTHING} of a leg that never came to be tried. Takes long: not for the
     * control thread, or one of an event loop. Before {@link #close} or {@link #rest}, it may still be open of packets of the
     * last second whether they are lost.
     */
    public ProbeFigures figures() {
        return counted().map(measurements::figures).orElse(ProbeFigures.NOTHING);
    }

    private synchronized Optional<ProbeMeasurements.Counted> counted() {
        present.ifPresent(leg -> last = Optional.of(measurements.count(
                leg,
                audio.leftOut() > 0 || leg.port().dropped() > 0,
                parts.clock().now())));
        return last;
    }

    /** Whether this machine had so little time that what was measured says more of it than of the leg. */
    public boolean isStarved() {
        return audio.leftOut() * HearingAudio.TICK
                > STARVED * course.elapsed(parts.clock().now());
    }

    /** Measures no more, and lets go of the leg. Returns soon; {@link #figures} may be asked after it. Its transports are the endpoint's to close. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            rest();
            counted();
        } finally {
            ticking.ifPresent(future -> future.cancel(false));
            present.flatMap(BridgeLeg::source).ifPresent(of -> of.all().forEach(layer -> layer.outputs(List.of())));
            present.ifPresent(BridgeLeg::end);
            present = Optional.empty();
            audio.close();
            picture.close();
        }
    }
}
