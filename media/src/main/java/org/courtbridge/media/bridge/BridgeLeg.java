package org.courtbridge.media.bridge;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.courtbridge.codecs.congestion.FilledLine;
import org.courtbridge.codecs.video.I420Picture;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;
import org.courtbridge.media.audio.AudioPort;
import org.courtbridge.media.health.Guard;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.leg.BridgeClock;
import org.courtbridge.media.leg.CameraOrder;
import org.courtbridge.media.leg.Leg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.ReceivedVideo;
import org.courtbridge.media.leg.LegMedia.SentAudio;
import org.courtbridge.media.leg.LegMedia.SentVideo;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.MediaTrace;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.rtcp.RtpSession;
import org.courtbridge.media.rtcp.Streams;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.video.Party;
import org.courtbridge.media.video.coded.StillEncoder;
import org.courtbridge.media.video.processing.Captions;
import org.courtbridge.media.video.receive.SimulcastReceiver;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.media.video.send.VideoSender;

/**
 * One party in the bridge: its transports, its picture and what it sees. Belongs to the hearing's control thread; what
 * other threads may call says so.
 */
public final class BridgeLeg implements Party {

    /**
     * The services that a leg works with, whichever bridge it is in.
     *
     * @param stills makes an encoder for one stream's stills
     * @param errors hears of faults of ours
     */
    public record Surroundings(
            BridgeClock clock,
            MediaTrace trace,
            Captions captions,
            Supplier<StillEncoder> stills,
            InternalErrors errors) {

        public static Surroundings of(HearingBridge.Parts parts) {
            return new Surroundings(
                    parts.clock(), parts.trace(), parts.captions(), parts.pictures()::stillEncoder, parts.errors());
        }

        /** Around what is done for a leg: a fault in it ends the leg. */
        public Guard guard(Leg leg) {
            return new Guard(errors, "leg " + leg.id(), () -> leg.end(EndReason.ERROR));
        }
    }

    private final Leg leg;
    private final AudioPort port;
    private final Surroundings surroundings;
    private final Guard guard;
    private volatile String name;
    private volatile Runnable pictureChanged;

    private volatile Optional<SimulcastReceiver> source = Optional.empty();
    private volatile Optional<SimulcastReceiver> content = Optional.empty();
    private final SentPictures sent;

    private volatile boolean open;
    private volatile int openings;
    private volatile boolean traced = true;
    private volatile LegSessions sessions = LegSessions.NONE;
    private volatile List<LegMedia.Refused> refused = List.of();
    private final FarEndCamera camera;

    public BridgeLeg(Leg leg, String name, AudioPort port, Surroundings surroundings, Runnable pictureChanged) {
        this.leg = leg;
        this.name = name;
        this.port = port;
        this.surroundings = surroundings;
        this.guard = surroundings.guard(leg);
        this.pictureChanged = pictureChanged;
        this.sent = new SentPictures(this, this::lost, surroundings);
        this.camera = new FarEndCamera(leg.id(), surroundings, guard, this::open);
    }

    /** Draws the picture that this party sees in place of one that is lost, in its own language. */
    private I420Picture lost(int width, int height) {
        return surroundings.captions().absent(leg.language(), width, height);
    }

    /** Goes on in another bridge. */
    void moved(String newName, Runnable newPictureChanged) {
        name = newName;
        pictureChanged = newPictureChanged;
    }

    /** Takes over what was negotiated, and keeps the streams that go on. */
    public void media(LegMedia media) {
        Map<RtpTransport, RtpSession> next = new IdentityHashMap<>();
        media.receivedAudio().ifPresent(sound -> join(next, sound.transport()));
        media.sentAudio().ifPresent(sound -> join(next, sound.transport()));
        media.receivedVideo().ifPresent(picture -> join(next, picture.transport()));
        media.receivedContent().ifPresent(picture -> join(next, picture.transport()));
        media.sentVideos().forEach(picture -> join(next, picture.transport()));

        source = replaced(source, media.receivedVideo(), "main", next);
        content = replaced(content, media.receivedContent(), SentVideo.CONTENT, next);
        sent.replacedBy(
                media.sentVideos(), transport -> session(next, transport).line());
        sessions = sessions.replacedBy(next);
        refused = media.refused();
        camera.agreed(media.camera());
        next.forEach((transport, session) -> session.carry(streams(media, transport)));
    }

    private void join(Map<RtpTransport, RtpSession> next, RtpTransport transport) {
        RtpSession known = sessions.present().get(transport);
        next.computeIfAbsent(
                transport,
                fresh -> known != null
                        ? known
                        : new RtpSession(
                                this,
                                fresh,
                                surroundings.clock(),
                                surroundings.trace(),
                                () -> leg.end(EndReason.MEDIA_LOST),
                                this::picturesChanged));
    }

    private Optional<SimulcastReceiver> replaced(
            Optional<SimulcastReceiver> before,
            Optional<ReceivedVideo> received,
            String called,
            Map<RtpTransport, RtpSession> next) {
        before.filter(known -> received.filter(known::goesOnAs).isEmpty()).ifPresent(SimulcastReceiver::end);
        return received.map(agreed -> {
            Optional<SimulcastReceiver> kept = before.filter(known -> known.goesOnAs(agreed));
            kept.ifPresent(known -> agreed.transport().loop().execute(() -> known.renegotiated(agreed)));
            return kept.orElseGet(() -> new SimulcastReceiver(
                    this,
                    agreed,
                    called,
                    session(next, agreed.transport()).requests(),
                    surroundings.clock(),
                    this::picturesChanged));
        });
    }

    /**
     * Sets the receiver of this party's orders to the cameras of others; empty if it may give none.
     *
     * @param heeding is told on the event loop of its transport
     */
    void steering(Optional<Consumer<CameraOrder>> heeding) {
        camera.steering(heeding);
    }

    @Override
    public boolean isRecorded() {
        return surroundings.trace().isOn();
    }

    @Override
    public boolean mayBeTraced() {
        return traced;
    }

    /** Sets whether what it sends may be written to a trace, from the next packet on. From any thread. */
    void traced(boolean allowed) {
        traced = allowed;
    }

    /** Far-end camera control with this party, if it was agreed. From any thread. */
    Optional<CameraPort> camera() {
        return camera.port();
    }

    private static RtpSession session(Map<RtpTransport, RtpSession> next, RtpTransport transport) {
        RtpSession session = next.get(transport);
        if (session == null) {
            throw new IllegalStateException("no session for a transport of this leg");
        }
        return session;
    }

    private Streams streams(LegMedia media, RtpTransport transport) {
        String cname = media.sentAudio()
                .map(SentAudio::cname)
                .or(() -> media.sentVideos().stream().map(SentVideo::cname).findFirst())
                .orElse("courtbridge");
        List<VideoSender> carried = new ArrayList<>();
        media.sentVideos().stream()
                .filter(picture -> picture.transport() == transport)
                .map(picture -> sent.bySlot().get(picture.slot()))
                .forEach(output -> {
                    if (output != null) {
                        carried.add(output);
                    }
                });
        return new Streams(
                media.receivedAudio().filter(sound -> sound.transport() == transport),
                media.sentAudio().filter(sound -> sound.transport() == transport),
                source.filter(picture -> picture.transport() == transport)
                        .or(() -> content.filter(picture -> picture.transport() == transport)),
                List.copyOf(carried),
                cname);
    }

    /** The same, with a transport that counts and traces what the mixer sends. */
    public Optional<SentAudio> observed(Optional<SentAudio> sound) {
        return sound.map(agreed ->
                agreed.by(session(sessions.present(), agreed.transport()).line()));
    }

    /** Lets go of all transports. From any thread. */
    public void end() {
        open(false);
        sessions.present().values().forEach(RtpSession::end);
        camera.end();
    }

    @Override
    public boolean open() {
        return open;
    }

    @Override
    public int openings() {
        return openings;
    }

    /** Takes effect with the next packet. From any thread. */
    public synchronized void open(boolean lets) {
        if (lets && !open) {
            openings = openings + 1;
        }
        open = lets;
        pictures().forEach(picture -> picture.all().forEach(VideoReceiver::openingChanged));
    }

    @Override
    public Guard guard() {
        return guard;
    }

    @Override
    public AudioPort port() {
        return port;
    }

    @Override
    public Leg leg() {
        return leg;
    }

    /** From any thread. */
    public LegId id() {
        return leg.id();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void picturesChanged() {
        pictureChanged.run();
    }

    /** bit/s that the line to the party carries of pictures. */
    public long pictureBits() {
        return sessions.present().values().stream()
                .mapToLong(session -> session.line().pictureBits())
                .min()
                .orElse(PacedTransport.UNLIMITED);
    }

    /** The result of filling the line; empty before it is known. From any thread. */
    public Optional<FilledLine.Result> filled() {
        return sessions.present().values().stream()
                .flatMap(session -> session.line().filled().stream())
                .findFirst();
    }

    /** Sets the bit rate that its pictures would take if its line carried everything, bit/s. */
    public void wanted(long bitsPerSecond) {
        sessions.present().values().forEach(session -> session.line().wanted(bitsPerSecond));
    }

    /** Its camera, or its screen in place of that. */
    public Optional<SimulcastReceiver> source() {
        return source;
    }

    /** The stream in which it can present beside its camera; empty if none was agreed. */
    Optional<SimulcastReceiver> content() {
        return content;
    }

    @Override
    public boolean presentsBesideCamera() {
        return content.isPresent();
    }

    /** All that it sends. */
    List<SimulcastReceiver> pictures() {
        return Stream.concat(source.stream(), content.stream()).toList();
    }

    /** All that it is sent. */
    public SentPictures sent() {
        return sent;
    }

    /** Lines of the party's session description that came to nothing. From any thread. */
    List<LegMedia.Refused> refused() {
        return refused;
    }

    /** As of {@link RtpSession#reportedLoss}. From any thread. */
    public OptionalDouble reportedLoss(LegStatistics.Medium medium) {
        return sessions.present().values().stream()
                .map(session -> session.reportedLoss(medium))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    /** One for each transport. From any thread. */
    public List<RtpSession> sessions() {
        return List.copyOf(sessions.present().values());
    }

    /** The streams of transports that it has left, as they were last. From any thread. */
    List<LegStatistics.Stream> ended() {
        return sessions.ended();
    }

    @Override
    public List<LegStatistics.Stream> snapshot() {
        List<LegStatistics.Stream> streams = new ArrayList<>();
        sessions.present().values().forEach(session -> streams.addAll(session.snapshot()));
        return streams;
    }
}
