package org.courtbridge.media.probe;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.sound.Probe;
import org.courtbridge.codecs.measure.sound.SoundReport;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.audio.HearingAudio;
import org.courtbridge.media.bridge.BridgeLeg;
import org.courtbridge.media.bridge.HearingBridge;
import org.courtbridge.media.health.Part;
import org.courtbridge.media.leg.Announcement;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.leg.Still;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;
import org.courtbridge.provisioning.testcall.ProbeReport;

/**
 * The media of one leg that is tried, and in no hearing: measures what it sends, sends it a tone that would come back as echo and
 * a picture in which something changes, asks for a keyframe once, and heeds what it reports. Every method may be called from
 * any thread, and all but {@link #figures} return at once.
 */
public final class ProbeBridge implements AutoCloseable {

    /** Nanoseconds; a keyframe that took longer will not come any more, and it is known that it took so long. */
    private static final long LONGEST_RECOVERY = 4_000_000_000L;

    /** Part of the time in which the tick of the sound was too late to be made up for. */
    private static final double STARVED = 0.03;

    /** Part of the time whose pictures we left out, above which it is not known how the party's followed each other. */
    private static final double SLOW = 0.05;

    /** bit/s that the line to a party that sees itself is tried up to, should it ever seem to carry less (paragraph 38). */
    private static final long ENOUGH = 1_200_000;

    /** Per cent. */
    private static final double LOST_IF_FULL = 3;

    /** ms. */
    private static final double WAITS_IF_FULL = 100;

    private final HearingBridge.Parts parts;
    private final ProbeSettings settings;
    private final LegId id;
    private final HearingAudio audio;
    private final Recording recording;
    private final ProbedSound sound;
    private final ProbedPicture picture;
    private final long begun;

    // Guarded by this.
    private final LineRates rates = new LineRates();
    private final Mirror mirror = new Mirror();
    private final Optional<LineFilling> filling;
    private Optional<BridgeLeg> present = Optional.empty();
    private Optional<ScheduledFuture<?>> ticking = Optional.empty();
    private Optional<LegMedia> agreed = Optional.empty();
    private Optional<Counted> last = Optional.empty();

    private Optional<Supplier<Still>> slate;

    private boolean toned;
    private boolean timed;
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
        this.settings = settings;
        this.id = id;
        this.slate = settings.slate();
        this.filling = settings.filling().map(LineFilling::new);
        this.begun = parts.clock().now();
        this.recording = new Recording((int) (settings.recorded().toNanos() / HearingAudio.TICK));
        this.sound = new ProbedSound(recording);
        this.picture = new ProbedPicture(
                parts.pictures().ofTest(parts.control(), parts.clock(), settings.faces()), parts.clock());
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
        sound.agreed(media.receivedAudio());
        AudioPort port = audio.add(id, media.receivedAudio(), Optional.empty(), sound);
        BridgeLeg attached = new BridgeLeg(
                leg,
                name,
                port,
                BridgeLeg.Surroundings.of(parts),
                () -> parts.control().execute(this::follow));
        attached.open(true);
        attached.media(media);
        attached.evenly();
        audio.update(id, media.receivedAudio(), attached.observed(media.sentAudio()));
        audio.policy(Set.of(), Set.of());
        audio.start(parts.mixers());
        agreed = Optional.of(media);
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
            agreed = Optional.of(media);
            sound.agreed(media.receivedAudio());
            leg.media(media);
            leg.evenly();
            audio.update(id, media.receivedAudio(), leg.observed(media.sentAudio()));
            follow();
        });
    }

    /** The party asked by signalling for a keyframe of what it sees. */
    public void keyframeWanted() {
        onControl(leg -> leg.outputs()
                .values()
                .forEach(output -> output.keyframeWanted(parts.clock().now())));
    }

    /** Decodes what the party sends, of several sizes the largest that comes, and sends back the largest that its line carries. */
    private synchronized void follow() {
        Optional<SimulcastReceiver> layers = present.flatMap(BridgeLeg::source);
        picture.follow(layers.map(SimulcastReceiver::largest));
        mirror.choose(layers, ownPicture(), present.map(BridgeLeg::pictureBits).orElse(PacedTransport.UNLIMITED));
        layers.ifPresent(of -> of.all().forEach(layer -> layer.outputs(receivers(layer))));
        ownPicture().ifPresent(output -> mirror.reflect(output, parts.clock().now()));
    }

    private List<VideoSink> receivers(VideoReceiver layer) {
        Stream<VideoSink> reflects = ownPicture().filter(output -> mirror.takes(layer, output)).stream()
                .map(VideoSink.class::cast);
        return Stream.concat(picture.sinks(layer).stream(), reflects).toList();
    }

    /** The picture in which the party sees itself. */
    private Optional<VideoSender> ownPicture() {
        return slate.isPresent()
                ? Optional.empty()
                : present.flatMap(leg -> leg.main().values().stream().findFirst());
    }

    /** Does the work of each second: plays the tone, asks for a keyframe and fills the line when it is time, and counts. */
    private synchronized void tick() {
        long now = parts.clock().now();
        present.ifPresent(leg -> {
            follow();
            slate.ifPresentOrElse(shown -> leg.still(shown.get()), () -> leg.wanted(ENOUGH));
            if (!toned && now - begun >= settings.tone().toNanos()) {
                toned = true;
                audio.announce(id, tone());
            }
            if (!timed && now - begun >= settings.keyframe().toNanos()) {
                timed = true;
                picture.source().ifPresent(source -> source.timeKeyframe(now));
            }
            filling.ifPresent(
                    line -> line.tick(leg, !rests && (slate.isPresent() || leg.fillsByPadding()), now - begun, now));
            List<LegStatistics.Stream> streams = leg.snapshot();
            rates.note(leg);
            roundTrip(streams).ifPresent(sound::roundTrip);
        });
    }

    private static OptionalDouble roundTrip(List<LegStatistics.Stream> streams) {
        return streams.stream()
                .map(stream -> stream.network().roundTrip())
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private Announcement tone() {
        float[] samples = Probe.samples(Pcm.RATE);
        int[] at = {0};
        return block -> {
            if (at[0] == 0) {
                sound.probeBegins();
            }
            if (at[0] >= samples.length) {
                return false;
            }
            System.arraycopy(samples, at[0], block, 0, Pcm.BLOCK);
            at[0] += Pcm.BLOCK;
            return true;
        };
    }

    /** Shows the party a still from now on or, if empty, its own picture as it comes; that ends the filling of its line. */
    public void show(Optional<Still> shown) {
        onControl(leg -> {
            if (shown.isEmpty()) {
                filling.ifPresent(line -> line.end(leg));
            }
            Optional<VideoSender> own = ownPicture();
            slate = shown.map(still -> () -> still);
            shown.ifPresent(still -> {
                leg.still(still);
                own.ifPresent(
                        output -> output.show(Optional.empty(), parts.clock().now()));
                mirror.stop();
            });
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
            toned = true;
            audio.announce(id, tone());
        });
    }

    /** Records anew: what is replayed is of now on, as long as the settings have it recorded. */
    public void record() {
        recording.clear();
    }

    /** Measures sound, picture and line anew; what is known of the rates and of what is sent stays. */
    public synchronized void again() {
        rests = false;
        sound.again();
        picture.again();
    }

    /**
     * Measures no more until {@link #again}: packets that are still awaited are lost, and {@link #figures} hold nobody up, who hears
     * or plays sound meanwhile. The party goes on seeing and hearing what it is to.
     */
    public synchronized void rest() {
        long now = parts.clock().now();
        sound.end(now);
        picture.end(now);
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
        return counted().map(this::measured).orElse(ProbeFigures.NOTHING);
    }

    /** The figures that are known at once, without waiting for the reports on sound and picture. */
    private record Counted(
            boolean hears,
            boolean sees,
            boolean soundWasLate,
            boolean pictureWasLate,
            long at,
            ProbeReport.Rates rates,
            ProbeReport.Sent sent,
            Optional<Boolean> encrypted) {}

    private synchronized Optional<Counted> counted() {
        present.ifPresent(leg -> last = Optional.of(counted(leg)));
        return last;
    }

    private Counted counted(BridgeLeg leg) {
        long now = parts.clock().now();
        List<LegStatistics.Stream> streams = leg.snapshot();
        return new Counted(
                has(media -> media.receivedAudio().isPresent()),
                has(media -> media.receivedVideo().isPresent()),
                audio.leftOut() > 0 || leg.port().dropped() > 0,
                picture.leftOut(now) > SLOW,
                now,
                rates.of(leg),
                new ProbeReport.Sent(
                        missed(leg, Medium.AUDIO),
                        missed(leg, Medium.VIDEO),
                        roundTrip(streams),
                        recovery(now),
                        OptionalDouble.empty()),
                streams.stream().anyMatch(stream -> stream.traffic().packets() > 0)
                        ? Optional.of(streams.stream()
                                .allMatch(stream -> stream.protection().isPresent()))
                        : Optional.empty());
    }

    /** Nobody waits for it: neither what belongs to the bridge nor to the tick of the sound is held. */
    private ProbeFigures measured(Counted counted) {
        Optional<LineReport> line = counted.hears() ? Optional.of(sound.line(counted.at())) : Optional.empty();
        return new ProbeFigures(
                counted.hears() ? Optional.of(sound(counted)) : Optional.empty(),
                counted.sees() ? picture(counted) : Optional.empty(),
                line,
                line.filter(this::isFull).isPresent() ? LineRates.full(counted.rates()) : counted.rates(),
                counted.sent(),
                counted.encrypted());
    }

    /** A line that loses, and before which what it does not lose has waited, carries no more than what came. */
    private boolean isFull(LineReport line) {
        return line.loss().orElse(0) >= LOST_IF_FULL && sound.waits().orElse(0) >= WAITS_IF_FULL;
    }

    /** The report on the sound; without drop-outs where this machine was too slow, as they may be its own fault. */
    private SoundReport sound(Counted counted) {
        SoundReport report = sound.sound();
        return counted.soundWasLate() ? report.withoutDropOuts() : report;
    }

    /** Empty where the machine had no time for a single picture: that says nothing of the party. */
    private Optional<PictureReport> picture(Counted counted) {
        boolean late = counted.pictureWasLate();
        PictureReport report = picture.report();
        if (late && report.pictures() == 0) {
            return Optional.empty();
        }
        return Optional.of(late ? report.withoutTimes() : report);
    }

    private boolean has(Predicate<LegMedia> what) {
        return agreed.filter(what).isPresent();
    }

    private OptionalDouble missed(BridgeLeg leg, Medium medium) {
        return filling.map(line -> line.missed(leg, medium)).orElseGet(() -> leg.reportedLoss(medium));
    }

    private OptionalDouble recovery(long now) {
        Optional<VideoReceiver.Recovery> asked = picture.source().flatMap(VideoReceiver::recovery);
        if (asked.isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalLong took = asked.get().took();
        long waited = took.orElse(now - asked.get().asked());
        boolean known = took.isPresent()
                || waited >= LONGEST_RECOVERY && picture.source().orElseThrow().flows();
        return known ? OptionalDouble.of(waited / 1e9) : OptionalDouble.empty();
    }

    /** Whether this machine had so little time that what was measured says more of it than of the leg. */
    public boolean isStarved() {
        return audio.leftOut() * HearingAudio.TICK > STARVED * (parts.clock().now() - begun);
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
