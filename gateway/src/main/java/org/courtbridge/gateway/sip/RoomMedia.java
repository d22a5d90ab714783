package org.courtbridge.gateway.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.gateway.bridge.LegMedia;
import org.courtbridge.gateway.bridge.LegMedia.Feedback;
import org.courtbridge.gateway.bridge.LegMedia.KeyframeWay;
import org.courtbridge.gateway.sdp.Attribute;
import org.courtbridge.gateway.sdp.Attributes;
import org.courtbridge.gateway.sdp.AudioFormats;
import org.courtbridge.gateway.sdp.Connection;
import org.courtbridge.gateway.sdp.MediaDescription;
import org.courtbridge.gateway.sdp.Origin;
import org.courtbridge.gateway.sdp.SessionDescription;
import org.courtbridge.gateway.sdp.VideoFormats;
import org.courtbridge.gateway.transport.UdpPorts;
import org.courtbridge.gateway.transport.UdpRtpTransport;
import org.jspecify.annotations.Nullable;

/**
 * The media of one call with a room, offer by offer and answer by answer (RFC 3264): one line of sound, one of picture,
 * each on ports of its own, in the order that the first offer gave them; every other line is refused in its place.
 *
 * <p>Belongs to the call's thread.
 */
final class RoomMedia implements AutoCloseable {

    private final UdpPorts ports;
    private final InetAddress advertised;
    private final Duration silence;
    private final String cname = UUID.randomUUID().toString();
    private final long sessionId = ThreadLocalRandom.current().nextLong(1, 1L << 62);
    private int version;
    /** What we said of each line last, in order; the lines of {@link #audio} and {@link #video} among them. */
    private List<MediaDescription> said = List.of();

    private int audioIndex = -1;
    private int videoIndex = -1;
    private @Nullable RoomLine audio;
    private @Nullable RoomLine video;

    RoomMedia(UdpPorts ports, InetAddress advertised, Duration silence) {
        this.ports = ports;
        this.advertised = advertised;
        this.silence = silence;
    }

    /** Our offer: the first of a call, or anew with the same lines. */
    SessionDescription offer() {
        List<MediaDescription> lines = new ArrayList<>(said);
        if (lines.isEmpty()) {
            UdpRtpTransport sound = ports.open();
            audio = new RoomLine(sound, RoomOffer.audio(sound.rtpPort()));
            audioIndex = 0;
            lines.add(audio.local());
            UdpRtpTransport picture = ports.open();
            video = new RoomLine(picture, RoomOffer.video(picture.rtpPort()));
            videoIndex = 1;
            lines.add(video.local());
        } else {
            if (audio != null) {
                audio.offered(bothWays(audio.local()));
                lines.set(audioIndex, audio.local());
            }
            if (video != null) {
                video.offered(bothWays(video.local()));
                lines.set(videoIndex, video.local());
            }
        }
        said = lines;
        return describe();
    }

    private static MediaDescription bothWays(MediaDescription line) {
        List<Attribute> kept = line.attributes().all().stream()
                .filter(attribute ->
                        new Attributes(List.of(attribute)).direction().isEmpty())
                .toList();
        return line.withAttributes(new Attributes(kept)).withFlag("sendrecv");
    }

    /** @throws NotAcceptableException if nothing was accepted */
    void answered(SessionDescription answer) {
        if (answer.media().size() != said.size()) {
            throw new NotAcceptableException("answer has %d media (expected: %d)"
                    .formatted(answer.media().size(), said.size()));
        }
        if (audio != null) {
            MediaDescription theirs = answer.media().get(audioIndex);
            boolean common = !theirs.isRefused() && !AudioFormats.of(theirs).isEmpty();
            audio.agreed(audio.local(), common ? theirs : theirs.refused(), answer, silence);
        }
        if (video != null) {
            MediaDescription theirs = answer.media().get(videoIndex);
            boolean common = !theirs.isRefused() && !VideoFormats.h264(theirs).isEmpty();
            video.agreed(video.local(), common ? theirs : theirs.refused(), answer, silenceOfPicture());
        }
        requireSomething();
    }

    /**
     * Answers an offer of the party.
     *
     * @throws NotAcceptableException if it has nothing that we can take; then nothing has changed
     */
    SessionDescription answer(SessionDescription offer) {
        int soundAt = pick(offer, audioIndex, "audio");
        int pictureAt = pick(offer, videoIndex, "video");
        if (soundAt < 0 && pictureAt < 0) {
            throw new NotAcceptableException("no common format");
        }
        List<MediaDescription> lines = new ArrayList<>();
        for (int i = 0; i < offer.media().size(); i++) {
            MediaDescription offered = offer.media().get(i);
            if (i == soundAt) {
                RoomLine line = audio == null ? audio = open(offered) : audio;
                audioIndex = i;
                MediaDescription ours = RoomAnswer.audio(
                                offered, offer, line.transport().rtpPort())
                        .orElseThrow();
                line.agreed(ours, offered, offer, silence);
                lines.add(ours);
            } else if (i == pictureAt) {
                RoomLine line = video == null ? video = open(offered) : video;
                videoIndex = i;
                MediaDescription ours = RoomAnswer.video(
                                offered, offer, line.transport().rtpPort())
                        .orElseThrow();
                line.agreed(ours, offered, offer, silenceOfPicture());
                lines.add(ours);
            } else {
                lines.add(offered.refused());
            }
        }
        if (soundAt < 0 && audio != null) {
            audio.agreed(audio.local(), audio.local().refused(), offer, Duration.ZERO);
        }
        if (pictureAt < 0 && video != null) {
            video.agreed(video.local(), video.local().refused(), offer, Duration.ZERO);
        }
        said = lines;
        return describe();
    }

    private RoomLine open(MediaDescription offered) {
        return new RoomLine(ports.open(), offered.refused());
    }

    /** The line to take: the one that was taken before, if it still can be, else the first that can. */
    private static int pick(SessionDescription offer, int before, String type) {
        if (before >= 0 && before < offer.media().size() && isUsable(offer, before, type)) {
            return before;
        }
        return IntStream.range(0, offer.media().size())
                .filter(i -> isUsable(offer, i, type))
                .findFirst()
                .orElse(-1);
    }

    private static boolean isUsable(SessionDescription offer, int index, String type) {
        MediaDescription offered = offer.media().get(index);
        return type.equals("audio")
                ? RoomAnswer.audio(offered, offer, 9).isPresent()
                : RoomAnswer.isMainPicture(offered)
                        && RoomAnswer.video(offered, offer, 9).isPresent();
    }

    /** A room may switch its camera off while it is heard: only a call without sound is watched by its picture. */
    private Duration silenceOfPicture() {
        return audio != null && audio.direction().receives() ? Duration.ZERO : silence;
    }

    private void requireSomething() {
        boolean sound = audio != null && !audio.remote().isRefused();
        boolean picture = video != null && !video.remote().isRefused();
        if (!sound && !picture) {
            throw new NotAcceptableException("every stream was refused");
        }
    }

    private SessionDescription describe() {
        version++;
        Origin origin = new Origin("-", Long.toString(sessionId), Integer.toString(version), Connection.of(advertised));
        return SessionDescription.of(origin, Attributes.NONE, said).withBandwidths(RoomBandwidth.ofAll(said));
    }

    /** What is agreed now; nothing in directions that are off or held. */
    LegMedia agreed() {
        return new LegMedia(receivedAudio(), sentAudio(), receivedVideo(), sentVideos());
    }

    static LegMedia nothing() {
        return new LegMedia(Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    private Optional<LegMedia.ReceivedAudio> receivedAudio() {
        RoomLine line = audio;
        if (line == null || !line.direction().receives()) {
            return Optional.empty();
        }
        Map<Integer, AudioFormat> formats = new LinkedHashMap<>();
        AudioFormats.of(line.local()).forEach(format -> formats.put(format.payloadType(), format));
        return Optional.of(new LegMedia.ReceivedAudio(
                line.transport(), formats, AudioFormats.telephoneEvents(line.local()), OptionalInt.empty()));
    }

    private Optional<LegMedia.SentAudio> sentAudio() {
        RoomLine line = audio;
        if (line == null || !line.direction().sends()) {
            return Optional.empty();
        }
        return AudioFormats.of(line.remote()).stream()
                .findFirst()
                .map(format -> new LegMedia.SentAudio(line.transport(), line.ssrc(), format, cname));
    }

    private Optional<LegMedia.ReceivedVideo> receivedVideo() {
        RoomLine line = video;
        if (line == null || !line.direction().receives()) {
            return Optional.empty();
        }
        Map<Integer, PictureFormat> formats = new LinkedHashMap<>();
        VideoFormats.h264(line.local()).forEach(format -> formats.put(format.payloadType(), format));
        Set<Feedback> feedback = feedback(line);
        List<KeyframeWay> ways = feedback.contains(Feedback.FIR)
                ? List.of(KeyframeWay.PLI, KeyframeWay.FIR, KeyframeWay.SIP_INFO)
                : List.of(KeyframeWay.PLI, KeyframeWay.SIP_INFO);
        return Optional.of(
                new LegMedia.ReceivedVideo(line.transport(), formats, Map.of(), feedback, ways, OptionalInt.empty()));
    }

    private List<LegMedia.SentVideo> sentVideos() {
        RoomLine line = video;
        if (line == null || !line.direction().sends()) {
            return List.of();
        }
        return List.of(new LegMedia.SentVideo(
                line.transport(),
                "main",
                line.ssrc(),
                line.retransmissionSsrc(),
                sendable(line),
                Map.of(),
                feedback(line),
                cname,
                line.bitrate()));
    }

    /** What the party can take, of the profiles that were agreed. */
    private static List<PictureFormat> sendable(RoomLine line) {
        Set<Integer> profiles = new HashSet<>();
        VideoFormats.h264(line.local()).forEach(format -> profiles.add(format.profileIdc()));
        return VideoFormats.h264(line.remote()).stream()
                .filter(format -> profiles.contains(format.profileIdc()))
                .<PictureFormat>map(format -> format)
                .toList();
    }

    private static Set<Feedback> feedback(RoomLine line) {
        Set<Feedback> both = RoomLine.feedback(line.remote());
        both.retainAll(RoomLine.feedback(line.local()));
        return both;
    }

    @Override
    public void close() {
        if (audio != null) {
            audio.close();
        }
        if (video != null) {
            video.close();
        }
    }
}
