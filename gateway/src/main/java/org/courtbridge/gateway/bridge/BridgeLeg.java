package org.courtbridge.gateway.bridge;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.courtbridge.gateway.bridge.LegMedia.SentAudio;
import org.courtbridge.gateway.bridge.LegMedia.SentVideo;
import org.courtbridge.gateway.transport.RtpTransport;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.hearings.LegId;

/**
 * One party in the bridge: its transports, its picture and what it sees. Belongs to the hearing's control thread; what
 * other threads may call says so.
 */
final class BridgeLeg {

    /**
     * What a leg works with, whichever bridge it is in.
     *
     * @param workers platform threads that code pictures
     */
    record Surroundings(BridgeClock clock, MediaTrace trace, Executor workers) {}

    private final Leg leg;
    private final AudioPort port;
    private final Surroundings surroundings;
    private volatile String name;
    private volatile Runnable pictureChanged;
    private Optional<Still> still = Optional.empty();

    private Optional<PictureLayers> source = Optional.empty();
    private final Map<String, PictureOutput> outputs = new LinkedHashMap<>();

    private volatile boolean open;
    private volatile int openings;
    private volatile Map<RtpTransport, Association> associations = Map.of();
    private volatile List<LegMedia.Refused> refused = List.of();

    BridgeLeg(Leg leg, String name, AudioPort port, Surroundings surroundings, Runnable pictureChanged) {
        this.leg = leg;
        this.name = name;
        this.port = port;
        this.surroundings = surroundings;
        this.pictureChanged = pictureChanged;
    }

    /** Goes on in another bridge. */
    void moved(String newName, Runnable newPictureChanged) {
        name = newName;
        pictureChanged = newPictureChanged;
    }

    /** Takes over what was negotiated, and keeps the streams that go on. */
    void media(LegMedia media) {
        Map<RtpTransport, Association> next = new IdentityHashMap<>();
        media.receivedAudio().ifPresent(sound -> join(next, sound.transport()));
        media.sentAudio().ifPresent(sound -> join(next, sound.transport()));
        media.receivedVideo().ifPresent(picture -> join(next, picture.transport()));
        media.sentVideos().forEach(picture -> join(next, picture.transport()));

        replaceSource(media, next);
        replaceOutputs(media, next);
        associations.forEach((transport, association) -> {
            if (!next.containsKey(transport)) {
                association.end();
            }
        });
        associations = next;
        refused = media.refused();
        next.forEach((transport, association) -> association.carry(streams(media, transport)));
    }

    private void join(Map<RtpTransport, Association> next, RtpTransport transport) {
        Association known = associations.get(transport);
        next.computeIfAbsent(
                transport,
                fresh -> known != null
                        ? known
                        : new Association(
                                this,
                                fresh,
                                surroundings.clock(),
                                surroundings.trace(),
                                () -> leg.end(EndReason.MEDIA_LOST),
                                this::picturesChanged));
    }

    private void replaceSource(LegMedia media, Map<RtpTransport, Association> next) {
        if (media.receivedVideo().isEmpty()) {
            source = Optional.empty();
            return;
        }
        var agreed = media.receivedVideo().get();
        if (source.isPresent() && source.get().goesOnAs(agreed)) {
            PictureLayers kept = source.get();
            agreed.transport().loop().execute(() -> kept.renegotiated(agreed));
            return;
        }
        source = Optional.of(new PictureLayers(
                this, agreed, association(next, agreed.transport()).requests(), this::picturesChanged));
    }

    private void replaceOutputs(LegMedia media, Map<RtpTransport, Association> next) {
        Map<String, PictureOutput> before = new LinkedHashMap<>(outputs);
        outputs.clear();
        for (SentVideo agreed : media.sentVideos()) {
            PictureOutput known = before.get(agreed.slot());
            if (known != null
                    && known.ssrc() == agreed.ssrc()
                    && known.transport()
                            == association(next, agreed.transport()).line()) {
                agreed.transport().loop().execute(() -> known.renegotiated(agreed));
                outputs.put(agreed.slot(), known);
            } else {
                Line line = association(next, agreed.transport()).line();
                PictureOutput made =
                        new PictureOutput(this, agreed, line, surroundings.clock(), surroundings.workers());
                made.still(still);
                outputs.put(agreed.slot(), made);
            }
        }
        before.values().removeAll(outputs.values());
        before.values().forEach(PictureOutput::end);
    }

    /** What it sees from now on while it sees nobody. */
    void still(Still shown) {
        still = Optional.of(shown);
        outputs.values().forEach(output -> output.still(still));
    }

    private static Association association(Map<RtpTransport, Association> next, RtpTransport transport) {
        Association association = next.get(transport);
        if (association == null) {
            throw new IllegalStateException("no association for a transport of this leg");
        }
        return association;
    }

    private Streams streams(LegMedia media, RtpTransport transport) {
        String cname = media.sentAudio()
                .map(SentAudio::cname)
                .or(() -> media.sentVideos().stream().map(SentVideo::cname).findFirst())
                .orElse("courtbridge");
        List<PictureOutput> carried = new ArrayList<>();
        media.sentVideos().stream()
                .filter(picture -> picture.transport() == transport)
                .map(picture -> outputs.get(picture.slot()))
                .forEach(output -> {
                    if (output != null) {
                        carried.add(output);
                    }
                });
        return new Streams(
                media.receivedAudio().filter(sound -> sound.transport() == transport),
                media.sentAudio().filter(sound -> sound.transport() == transport),
                source.filter(picture -> picture.transport() == transport),
                List.copyOf(carried),
                cname);
    }

    /** The same, with a transport that counts and traces what the mixer sends. */
    Optional<SentAudio> observed(Optional<SentAudio> sound) {
        return sound.map(agreed ->
                agreed.by(association(associations, agreed.transport()).line()));
    }

    /** Lets go of all transports. From any thread. */
    void end() {
        open = false;
        associations.values().forEach(Association::end);
    }

    /** Whether the policy lets this leg take part. From any thread. */
    boolean open() {
        return open;
    }

    /** How often it was let in; a picture goes on only from a keyframe after that. From any thread. */
    int openings() {
        return openings;
    }

    /** Takes effect with the next packet. From any thread. */
    synchronized void open(boolean lets) {
        if (lets && !open) {
            openings = openings + 1;
        }
        open = lets;
    }

    /** Takes the sound that the party sends. From any thread. */
    AudioPort port() {
        return port;
    }

    /** From any thread. */
    Leg leg() {
        return leg;
    }

    /** From any thread. */
    LegId id() {
        return leg.id();
    }

    /** From any thread. */
    String name() {
        return name;
    }

    /** From any thread. */
    boolean seesOnePicture() {
        return leg.kind().seesOnePicture();
    }

    /** What it sends, can be sent or is shown has changed, so that something else may be shown. From any thread. */
    void picturesChanged() {
        pictureChanged.run();
    }

    /** bit/s that the line to the party carries of pictures. */
    long pictureBits() {
        return associations.values().stream()
                .mapToLong(association -> association.line().pictureBits())
                .min()
                .orElse(Line.UNLIMITED);
    }

    /** What its pictures would take if its line carried everything, bit/s. */
    void wanted(long bitsPerSecond) {
        associations.values().forEach(association -> association.line().wanted(bitsPerSecond));
    }

    Optional<PictureLayers> source() {
        return source;
    }

    /** By slot, in the order of the party's SDP. */
    Map<String, PictureOutput> outputs() {
        return outputs;
    }

    /** What the party offered in vain. From any thread. */
    List<LegMedia.Refused> refused() {
        return refused;
    }

    /** As of the last second. From any thread. */
    List<LegStatistics.Stream> snapshot() {
        List<LegStatistics.Stream> streams = new ArrayList<>();
        associations.values().forEach(association -> streams.addAll(association.snapshot()));
        return streams;
    }
}
