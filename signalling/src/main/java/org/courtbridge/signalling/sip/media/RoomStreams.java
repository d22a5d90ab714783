package org.courtbridge.signalling.sip.media;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.VideoFormats;
import org.jspecify.annotations.Nullable;

/** Gives the lines of a room's call as the {@link LegMedia} that its hearing needs. */
final class RoomStreams {

    private final String cname;
    private boolean keysBySignalling;

    /** @param cname our canonical name (RFC 3550, section 6.5.1) */
    RoomStreams(String cname) {
        this.cname = cname;
    }

    /** The party says by signalling which keys it presses: their tones count no more. */
    void keysBySignalling() {
        keysBySignalling = true;
    }

    /** Nothing in directions that are off or held. */
    LegMedia of(
            @Nullable RoomLine audio,
            @Nullable RoomLine video,
            @Nullable RoomLine slides,
            @Nullable RoomLine camera,
            List<LegMedia.Refused> refused) {
        return new LegMedia(
                receivedAudio(audio),
                sentAudio(audio),
                receivedVideo(video),
                Stream.of(sentVideo(video, "main"), sentVideo(slides, LegMedia.SentVideo.CONTENT))
                        .flatMap(Optional::stream)
                        .toList(),
                List.copyOf(refused),
                camera(camera),
                receivedVideo(slides));
    }

    private static Optional<LegMedia.Camera> camera(@Nullable RoomLine line) {
        if (line == null || line.remote().isRefused()) {
            return Optional.empty();
        }
        OptionalInt sent = line.direction().sends() ? CameraLine.payloadType(line.remote()) : OptionalInt.empty();
        OptionalInt received = line.direction().receives() ? CameraLine.payloadType(line.local()) : OptionalInt.empty();
        return Optional.of(new LegMedia.Camera(line.transport(), line.ssrc(), sent, received, false, false));
    }

    private Optional<LegMedia.ReceivedAudio> receivedAudio(@Nullable RoomLine line) {
        if (line == null || !line.direction().receives()) {
            return Optional.empty();
        }
        Map<Integer, AudioFormat> formats = new LinkedHashMap<>();
        AudioFormats.of(line.local()).forEach(format -> formats.put(format.payloadType(), format));
        LegMedia.ReceivedAudio received =
                LegMedia.ReceivedAudio.plain(line.transport(), formats, AudioFormats.telephoneEvents(line.local()));
        boolean events = !AudioFormats.telephoneEvents(line.remote()).isEmpty();
        return Optional.of(events || keysBySignalling ? received : received.withKeysAsTones());
    }

    private Optional<LegMedia.SentAudio> sentAudio(@Nullable RoomLine line) {
        if (line == null || !line.direction().sends()) {
            return Optional.empty();
        }
        return AudioFormats.worthTaking(line.remote()).stream()
                .findFirst()
                .map(format -> LegMedia.SentAudio.plain(
                        line.transport(), line.ssrc(), format, cname, AudioFormats.packetMs(line.remote(), format)));
    }

    private static Optional<LegMedia.ReceivedVideo> receivedVideo(@Nullable RoomLine line) {
        if (line == null || !line.direction().receives()) {
            return Optional.empty();
        }
        Map<Integer, PictureFormat> stated = byPayloadType(line.remote());
        Map<Integer, PictureFormat> formats = byPayloadType(line.local());
        Set<String> agreed = encodings(line.remote());
        formats.values().removeIf(format -> !agreed.contains(format.encodingName()));
        formats.replaceAll((payloadType, format) -> format.orderedAs(stated.getOrDefault(payloadType, format)));
        Set<Feedback> feedback = feedback(line);
        return Optional.of(new LegMedia.ReceivedVideo(
                line.transport(),
                formats,
                Map.of(),
                feedback,
                keyframeWays(line, feedback),
                VideoFormats.parameterSets(line.remote()),
                Optional.empty(),
                new LegMedia.ReceivedVideo.Extensions(
                        OptionalInt.empty(), line.remote().orientationExtension())));
    }

    private static Map<Integer, PictureFormat> byPayloadType(MediaDescription medium) {
        Map<Integer, PictureFormat> formats = new LinkedHashMap<>();
        VideoFormats.of(medium).forEach(format -> formats.put(format.payloadType(), format));
        return formats;
    }

    private static List<KeyframeRequestMethod> keyframeWays(RoomLine line, Set<Feedback> feedback) {
        if (!line.takesRtcp()) {
            return List.of(KeyframeRequestMethod.SIGNALLING);
        }
        return feedback.contains(Feedback.FIR)
                ? List.of(KeyframeRequestMethod.PLI, KeyframeRequestMethod.FIR, KeyframeRequestMethod.SIGNALLING)
                : List.of(KeyframeRequestMethod.PLI, KeyframeRequestMethod.SIGNALLING);
    }

    private Optional<LegMedia.SentVideo> sentVideo(@Nullable RoomLine line, String slot) {
        if (line == null || !line.direction().sends()) {
            return Optional.empty();
        }
        return Optional.of(new LegMedia.SentVideo(
                line.transport(),
                slot,
                line.ssrc(),
                sendable(line),
                LegMedia.SentVideo.Retransmissions.NONE,
                feedback(line),
                cname,
                line.bitrate(),
                OptionalInt.empty()));
    }

    /**
     * The formats that we may send: those that the party takes, of the codecs, profiles and packetization modes that were
     * agreed.
     */
    private static List<PictureFormat> sendable(RoomLine line) {
        List<H264Format> h264s = VideoFormats.h264(line.local());
        Set<String> agreed = encodings(line.local());
        return VideoFormats.of(line.remote()).stream()
                .filter(format -> agreed.contains(format.encodingName()))
                .filter(format -> !(format instanceof H264Format h264)
                        || h264s.stream().anyMatch(agreedOn -> goTogether(agreedOn, h264)))
                .toList();
    }

    /** An interleaved stream is for those alone who agreed to one (RFC 6184, section 8.2.2). */
    private static boolean goTogether(H264Format ours, H264Format theirs) {
        return ours.profileIdc() == theirs.profileIdc()
                && (ours.packetizationMode() == H264Format.INTERLEAVED)
                        == (theirs.packetizationMode() == H264Format.INTERLEAVED);
    }

    private static Set<String> encodings(MediaDescription line) {
        Set<String> names = new HashSet<>();
        VideoFormats.of(line).forEach(format -> names.add(format.encodingName()));
        return names;
    }

    private static Set<Feedback> feedback(RoomLine line) {
        if (!line.takesRtcp()) {
            return Set.of();
        }
        Set<Feedback> both = RoomLine.feedback(line.remote());
        both.retainAll(RoomLine.feedback(line.local()));
        return both;
    }
}
