package org.courtbridge.media.probe;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.courtbridge.codecs.audio.AudioEncoder;
import org.courtbridge.codecs.audio.Pcm;
import org.courtbridge.codecs.congestion.FilledLine;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.picture.face.FaceFinder;
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
import org.courtbridge.media.rtcp.RtpSession;
import org.courtbridge.media.video.VideoSink;
import org.courtbridge.media.video.compose.SharedVideoDecoder;
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

    /**
     * The course of a test call. Times are from the beginning.
     *
     * @param slate what the party sees, asked for each second; empty if it sees its own picture, as it came
     * @param faces finds them in its picture, on a worker; stays the caller's. Empty if nobody is to look for them
     * @param tone when our {@link Probe} is played to it, once there is sound of it to hear
     * @param keyframe when it is asked for a keyframe
     * @param recorded length of the party's sound, from its first on, to be {@linkplain #replay replayed}
     * @param filling when and how long its line is filled; empty if it is not
     */
    public record Settings(
            Optional<Supplier<Still>> slate,
            Optional<FaceFinder> faces,
            Duration tone,
            Duration keyframe,
            Duration recorded,
            Optional<Filling> filling) {

        public Settings(
                Optional<Supplier<Still>> slate,
                Optional<FaceFinder> faces,
                Duration tone,
                Duration keyframe,
                Duration recorded) {
            this(slate, faces, tone, keyframe, recorded, Optional.empty());
        }

        /** Of a room, which sees a slate and is not recorded. */
        public Settings(Supplier<Still> slate, Optional<FaceFinder> faces, Duration tone, Duration keyframe) {
            this(Optional.of(slate), faces, tone, keyframe, Duration.ZERO);
        }

        /** Of a test call of 10 s and more. */
        public static Settings of(Supplier<Still> slate, Optional<FaceFinder> faces) {
            return new Settings(slate, faces, Duration.ofSeconds(3), Duration.ofSeconds(5));
        }

        /** The same, whose line is sent as much as it has to carry, too. */
        public Settings filling(Filling how) {
            return new Settings(slate, faces, tone, keyframe, recorded, Optional.of(how));
        }

        /** The same of somebody who sees and hears what comes of them. */
        public static Settings mirror(Optional<FaceFinder> faces, Duration recorded) {
            return new Settings(Optional.empty(), faces, Duration.ofSeconds(3), Duration.ofSeconds(5), recorded);
        }
    }

    /**
     * For some seconds the line to a party is sent as much as it has to carry (paragraph 38): by filler data in the slate that it sees,
     * or by padding, if it says of each packet when it arrived; less if the party agreed to less.
     *
     * @param from when it begins at the soonest
     * @param most how long it goes on at most
     * @param turns for those who may do so at one time, as their lines may have a common part, with calls on it
     */
    public record Filling(Duration from, Duration most, Semaphore turns) {

        /** Behind the tone and the keyframe, and longer than rooms wait between two reports. */
        public static Filling of(Semaphore turns) {
            return new Filling(Duration.ofSeconds(6), Duration.ofSeconds(7), turns);
        }
    }

    /** bit/s with all headers that a line is filled up to: 1 Mbit/s (paragraph 38), and what is left out of the measurement. */
    private static final long FILLED = 1_150_000;

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

    /** Octets of IPv4, UDP and RTP. */
    private static final int HEADERS = 20 + 8 + 12;

    private final HearingBridge.Parts parts;
    private final Settings settings;
    private final LegId id;
    private final HearingAudio audio;
    private final Recording recording;
    private final ProbedSound sound;
    private final ProbedPicture picture;
    private final long begun;

    // Guarded by this.
    private final Throughput up = new Throughput();
    private final Throughput down = new Throughput();
    private Optional<BridgeLeg> present = Optional.empty();
    private Optional<SharedVideoDecoder> decoding = Optional.empty();
    private Optional<VideoReceiver> decoded = Optional.empty();
    private Optional<VideoReceiver> mirrored = Optional.empty();
    private Optional<VideoReceiver> reflected = Optional.empty();
    private Optional<ScheduledFuture<?>> ticking = Optional.empty();
    private Optional<LegMedia> agreed = Optional.empty();
    private Optional<Counted> last = Optional.empty();

    /** Nanoseconds whose pictures there was no time for. */
    private long leftOut;

    /** Since when it is measured. */
    private long measuredSince;

    private Optional<Supplier<Still>> slate;
    /** Since when the line is filled. */
    private OptionalLong filledSince = OptionalLong.empty();

    private boolean filled;

    /** Per cent of the sound that the party reported lost before its line was filled. */
    private OptionalDouble soundLossBefore = OptionalDouble.empty();

    private OptionalDouble pictureLossBefore = OptionalDouble.empty();

    private boolean toned;
    private boolean timed;
    private boolean rests;
    private boolean closed;

    /**
     * Begins to try a leg.
     *
     * @param name for logs
     */
    public static ProbeBridge open(HearingBridge.Parts parts, Leg leg, String name, LegMedia media, Settings settings) {
        return open(parts, leg, name, media, settings, _ -> {});
    }

    /** As above. @param pressed hears of keys pressed in the sound (RFC 4733); returns at once */
    public static ProbeBridge open(
            HearingBridge.Parts parts,
            Leg leg,
            String name,
            LegMedia media,
            Settings settings,
            Consumer<Character> pressed) {
        ProbeBridge bridge = new ProbeBridge(parts, leg.id(), settings, pressed);
        parts.control()
                .execute(() -> BridgeLeg.Surroundings.of(parts)
                        .guard(leg)
                        .run(Part.PROBES, () -> bridge.attach(leg, name, media)));
        return bridge;
    }

    private ProbeBridge(HearingBridge.Parts parts, LegId id, Settings settings, Consumer<Character> pressed) {
        this.parts = parts;
        this.settings = settings;
        this.id = id;
        this.slate = settings.slate();
        this.begun = parts.clock().now();
        this.measuredSince = begun;
        this.recording = new Recording((int) (settings.recorded().toNanos() / HearingAudio.TICK));
        this.sound = new ProbedSound(recording);
        this.picture = new ProbedPicture(settings.faces(), parts.clock());
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
        Optional<VideoReceiver> source = layers.map(SimulcastReceiver::largest);
        if (!source.equals(decoded)) {
            stopDecoding();
            decoded = source;
            decoding = source.map(this::decoding);
        }
        mirrored = mirror().flatMap(output -> layers.map(of -> carried(of, output)));
        layers.ifPresent(of -> of.all().forEach(layer -> layer.outputs(receivers(layer))));
        mirror().ifPresent(this::reflect);
    }

    private SharedVideoDecoder decoding(VideoReceiver from) {
        SharedVideoDecoder made = new SharedVideoDecoder(from, parts.pictures().probes(), parts.clock());
        made.takers(List.of(picture));
        from.keyframeWanted(parts.clock().now());
        return made;
    }

    private List<VideoSink> receivers(VideoReceiver layer) {
        Stream<VideoSink> decodes = decoding.filter(_ -> decoded.equals(Optional.of(layer))).stream()
                .map(VideoSink.class::cast);
        Stream<VideoSink> reflects =
                mirror().filter(output -> output.shows(layer) || mirrored.equals(Optional.of(layer))).stream()
                        .map(VideoSink.class::cast);
        return Stream.concat(decodes, reflects).toList();
    }

    /** In which the party sees itself. */
    private Optional<VideoSender> mirror() {
        return slate.isPresent()
                ? Optional.empty()
                : present.flatMap(leg -> leg.main().values().stream().findFirst());
    }

    private VideoReceiver carried(SimulcastReceiver layers, VideoSender output) {
        List<VideoReceiver> flowing = layers.flowing();
        long carried = present.map(BridgeLeg::pictureBits).orElse(PacedTransport.UNLIMITED);
        return flowing.stream()
                .filter(layer -> layer.recentBits() <= carried)
                .filter(layer -> output.misfit(layer.description()).isEmpty())
                .findFirst()
                .orElse(flowing.getLast());
    }

    /**
     * Shows the party its own picture in the layer chosen last; one that it sees already goes on until a keyframe of that
     * comes.
     */
    private void reflect(VideoSender output) {
        if (!reflected.equals(mirrored)) {
            boolean goesOn = reflected.filter(output::shows).isPresent();
            mirrored.filter(_ -> goesOn)
                    .ifPresentOrElse(
                            layer -> output.change(layer, parts.clock().now()),
                            () -> output.show(
                                    mirrored.map(layer -> layer), parts.clock().now()));
            reflected = mirrored;
        }
    }

    private void stopDecoding() {
        present.flatMap(BridgeLeg::source).ifPresent(of -> of.all().forEach(layer -> layer.outputs(List.of())));
        countLeftOut();
        decoding.ifPresent(SharedVideoDecoder::close);
        decoding = Optional.empty();
    }

    private void countLeftOut() {
        leftOut += decoding.map(SharedVideoDecoder::takeLeftOut).orElse(0L);
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
                decoded.ifPresent(source -> source.timeKeyframe(now));
            }
            settings.filling().ifPresent(how -> fill(leg, how, now));
            List<LegStatistics.Stream> streams = leg.snapshot();
            up.note(received(leg));
            down.note(reported(leg));
            roundTrip(streams).ifPresent(sound::roundTrip);
        });
    }

    private void fill(BridgeLeg leg, Filling how, long now) {
        if (filledSince.isPresent()) {
            boolean known = leg.filled().filter(FilledLine.Result::isFull).isPresent();
            if (known || now - filledSince.getAsLong() >= how.most().toNanos()) {
                endFilling(leg, how);
            }
        } else if (!filled
                && !rests
                && (slate.isPresent() || leg.fillsByPadding())
                && now - begun >= how.from().toNanos()
                && how.turns().tryAcquire()) {
            filled = true;
            filledSince = OptionalLong.of(now);
            soundLossBefore = leg.reportedLoss(Medium.AUDIO);
            pictureLossBefore = leg.reportedLoss(Medium.VIDEO);
            leg.fill(FILLED, pictureLossBefore.orElse(0) / 100);
        }
    }

    private void endFilling(BridgeLeg leg, Filling how) {
        if (filledSince.isPresent()) {
            filledSince = OptionalLong.empty();
            try {
                leg.endFilling();
            } finally {
                how.turns().release();
            }
        }
    }

    private static Map<RtpSession, Throughput.Count> received(BridgeLeg leg) {
        Map<RtpSession, Throughput.Count> counts = new HashMap<>();
        leg.sessions()
                .forEach(session -> session.timedSnapshot().ifPresent(snapshot -> {
                    long octets = snapshot.streams().stream()
                            .filter(stream -> stream.direction() == Direction.RECEIVED)
                            .mapToLong(ProbeBridge::octets)
                            .sum();
                    counts.put(session, new Throughput.Count(octets, snapshot.at()));
                }));
        return counts;
    }

    /** A medium that is sent in one session. */
    private record Sent(RtpSession session, Medium medium) {}

    /** Sent, of what the party says how much of it is missing: nobody knows of anything else whether it arrives. */
    private static Map<Sent, Throughput.Count> reported(BridgeLeg leg) {
        Map<Sent, Throughput.Count> counts = new HashMap<>();
        for (RtpSession session : leg.sessions()) {
            for (Medium medium : Medium.values()) {
                if (session.reportedLoss(medium).isPresent()) {
                    session.timedSnapshot()
                            .ifPresent(snapshot -> first(snapshot, medium)
                                    .ifPresent(stream -> counts.put(
                                            new Sent(session, medium),
                                            new Throughput.Count(octets(stream), snapshot.at()))));
                }
            }
        }
        return counts;
    }

    /** As of {@link RtpSession#reportedLoss}. */
    private static Optional<LegStatistics.Stream> first(RtpSession.Snapshot snapshot, Medium medium) {
        return snapshot.streams().stream()
                .filter(stream -> stream.direction() == Direction.SENT && stream.medium() == medium)
                .findFirst();
    }

    private static long octets(LegStatistics.Stream stream) {
        return stream.bytes() + HEADERS * stream.packets();
    }

    private static OptionalDouble roundTrip(List<LegStatistics.Stream> streams) {
        return streams.stream()
                .map(LegStatistics.Stream::roundTrip)
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
                settings.filling().ifPresent(how -> endFilling(leg, how));
            }
            Optional<VideoSender> mirror = mirror();
            slate = shown.map(still -> () -> still);
            shown.ifPresent(still -> {
                leg.still(still);
                mirror.ifPresent(
                        output -> output.show(Optional.empty(), parts.clock().now()));
                reflected = Optional.empty();
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
            settings.filling().ifPresent(how -> endFilling(leg, how));
            filled = true;
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
        countLeftOut();
        leftOut = 0;
        measuredSince = parts.clock().now();
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
        settings.filling().ifPresent(how -> present.ifPresent(leg -> endFilling(leg, how)));
    }

    /** Whether anything has come of the party; known each second. */
    public synchronized boolean hasBegun() {
        return present.stream()
                .flatMap(leg -> leg.snapshot().stream())
                .anyMatch(stream -> stream.direction() == Direction.RECEIVED && stream.packets() > 0);
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
        countLeftOut();
        return new Counted(
                has(media -> media.receivedAudio().isPresent()),
                has(media -> media.receivedVideo().isPresent()),
                audio.leftOut() > 0 || leg.port().dropped() > 0,
                leftOut > SLOW * (now - measuredSince),
                now,
                rates(leg),
                new ProbeReport.Sent(
                        missed(leg, Medium.AUDIO, soundLossBefore),
                        missed(leg, Medium.VIDEO, pictureLossBefore),
                        roundTrip(streams),
                        recovery(now),
                        OptionalDouble.empty()),
                streams.stream().anyMatch(stream -> stream.packets() > 0)
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
                line.filter(this::isFull).isPresent() ? full(counted.rates()) : counted.rates(),
                counted.sent(),
                counted.encrypted());
    }

    /** A line that loses, and before which what it does not lose has waited, carries no more than what came. */
    private boolean isFull(LineReport line) {
        return line.loss().orElse(0) >= LOST_IF_FULL && sound.waits().orElse(0) >= WAITS_IF_FULL;
    }

    private static ProbeReport.Rates full(ProbeReport.Rates rates) {
        return new ProbeReport.Rates(rates.up(), false, rates.down(), rates.downIsAtLeast());
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

    /**
     * Per cent that the party reports lost; if its line was full, that of before it was filled, as what was lost since is our
     * doing.
     */
    private static OptionalDouble missed(BridgeLeg leg, Medium medium, OptionalDouble before) {
        return leg.filled().filter(FilledLine.Result::isFull).isPresent() ? before : leg.reportedLoss(medium);
    }

    /** A line that was never full may carry more. */
    private ProbeReport.Rates rates(BridgeLeg leg) {
        Optional<FilledLine.Result> learnt = leg.filled();
        if (learnt.filter(FilledLine.Result::isFull).isPresent()) {
            return new ProbeReport.Rates(up.most(), true, OptionalDouble.of(kilobits(learnt.get())), false);
        }
        if (learnt.filter(FilledLine.Result::isInDoubt).isPresent()) {
            return new ProbeReport.Rates(up.most(), true, OptionalDouble.empty(), false);
        }
        long limit = leg.pictureBits();
        boolean limited = limit != PacedTransport.UNLIMITED;
        OptionalDouble carried = limited ? OptionalDouble.of(limit / 1_000.0) : arrived(leg);
        double filledUp = learnt.map(ProbeBridge::kilobits).orElse(0.0);
        return new ProbeReport.Rates(
                up.most(), true, filledUp > carried.orElse(0) ? OptionalDouble.of(filledUp) : carried, !limited);
    }

    private static double kilobits(FilledLine.Result result) {
        return result.bitsPerSecond() / 1_000.0;
    }

    /** Of what is sent, as the party reports; empty if it does not. */
    private OptionalDouble arrived(BridgeLeg leg) {
        OptionalDouble loss = leg.reportedLoss(Medium.VIDEO).isPresent()
                ? leg.reportedLoss(Medium.VIDEO)
                : leg.reportedLoss(Medium.AUDIO);
        return down.most().isPresent() && loss.isPresent()
                ? OptionalDouble.of(down.most().getAsDouble() * (1 - loss.getAsDouble() / 100))
                : OptionalDouble.empty();
    }

    private OptionalDouble recovery(long now) {
        Optional<VideoReceiver.Recovery> asked = decoded.flatMap(VideoReceiver::recovery);
        if (asked.isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalLong took = asked.get().took();
        long waited = took.orElse(now - asked.get().asked());
        boolean known = took.isPresent()
                || waited >= LONGEST_RECOVERY && decoded.orElseThrow().flows();
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
            stopDecoding();
            present.ifPresent(BridgeLeg::end);
            present = Optional.empty();
            audio.close();
        }
    }
}
