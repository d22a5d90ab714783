package org.courtbridge.signalling.webrtc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H265Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.payload.Vp9Format;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.media.leg.LegMedia.KeyframeRequestMethod;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.Simulcast;
import org.courtbridge.signalling.sdp.VideoFormats;

/**
 * An offered picture, as negotiated: H.264 in every form that the browser can take, so that whatever a room sends finds its
 * payload type, then VP8, VP9 and H.265; best first, as that is the one the browser sends.
 *
 * @param retransmissions payload type that is repeated, by payload type of RFC 4588
 * @param stream that its track is part of (RFC 8830)
 * @param simulcast the layers that we take of the browser's camera
 */
record NegotiatedPicture(
        String mid,
        Direction ours,
        String stream,
        List<PictureFormat> formats,
        Map<Integer, Integer> retransmissions,
        Set<Feedback> feedback,
        HeaderExtensions extensions,
        Optional<Simulcast> simulcast,
        OurStreams.Ssrcs ssrcs,
        String cname)
        implements NegotiatedMedium {

    private static final int BASELINE = 66;

    /** constraint_set1_flag: with Baseline, that is Constrained Baseline, which every room codec reads. */
    private static final int CONSTRAINED = 0x40;

    private static final int AFTER_ALL_H264 = 6;

    private static final Comparator<PictureFormat> BEST_FIRST = Comparator.comparingInt(NegotiatedPicture::rank);

    /**
     * @param ours which way the picture may flow, seen from us
     * @param stream that its track is part of
     */
    static Optional<NegotiatedPicture> of(
            MediaDescription offered, String mid, Direction ours, String stream, OurStreams streams) {
        List<PictureFormat> taken = VideoFormats.of(offered).stream()
                .filter(NegotiatedPicture::isInOrder)
                .sorted(BEST_FIRST)
                .toList();
        // A picture of which nothing can be made anew would stay black.
        boolean useful = ours.receives()
                || taken.stream().anyMatch(format -> format.coding().hasEncoder());
        if (taken.isEmpty() || !useful) {
            return Optional.empty();
        }
        // A browser's camera can be asked for the one form that suits every receiver.
        List<PictureFormat> formats = ours.sends() ? taken : taken.subList(0, 1);
        Map<Integer, Integer> retransmissions = new LinkedHashMap<>(VideoFormats.retransmissions(offered));
        retransmissions
                .values()
                .retainAll(formats.stream().map(PictureFormat::payloadType).toList());
        HeaderExtensions extensions = HeaderExtensions.of(offered, ours);
        return Optional.of(new NegotiatedPicture(
                mid,
                ours,
                stream,
                formats,
                retransmissions,
                feedback(offered, formats.getFirst(), extensions),
                extensions,
                Simulcast.offered(offered)
                        .filter(layers -> ours.receives()
                                && extensions.id(HeaderExtensions.RID).isPresent()),
                streams.of(mid),
                streams.cname()));
    }

    /** No browser needs the interleaved mode, whose delay would be for nothing. */
    private static boolean isInOrder(PictureFormat format) {
        return !(format instanceof H264Format h264) || h264.packetizationMode() != H264Format.INTERLEAVED;
    }

    private static int rank(PictureFormat format) {
        return switch (format) {
            case H264Format h264 -> {
                int profile = h264.profileIdc() != BASELINE ? 2 : (h264.constraints() & CONSTRAINED) != 0 ? 0 : 1;
                yield 3 * (1 - h264.packetizationMode()) + profile;
            }
            case Vp8Format _ -> AFTER_ALL_H264;
            case Vp9Format vp9 -> AFTER_ALL_H264 + 1 + vp9.profileId();
            case H265Format _ -> AFTER_ALL_H264 + 5;
            case H263Format _ -> AFTER_ALL_H264 + 6;
            case H261Format _ -> AFTER_ALL_H264 + 7;
        };
    }

    private static Set<Feedback> feedback(MediaDescription offered, PictureFormat format, HeaderExtensions extensions) {
        Set<String> said = offered.feedback(format.payloadType());
        Set<Feedback> agreed = new LinkedHashSet<>();
        for (Feedback kind : Feedback.values()) {
            if (said.contains(name(kind))
                    && (kind != Feedback.TRANSPORT_CC
                            || extensions.transportCc().isPresent())) {
                agreed.add(kind);
            }
        }
        return agreed;
    }

    private static String name(Feedback kind) {
        return switch (kind) {
            case NACK -> "nack";
            case PLI -> "nack pli";
            case FIR -> "ccm fir";
            case TRANSPORT_CC -> "transport-cc";
            case REMB -> "goog-remb";
            case TMMBR -> "ccm tmmbr";
        };
    }

    @Override
    public MediaDescription answer(MediaDescription offered) {
        List<String> payloadTypes = new ArrayList<>();
        for (PictureFormat format : formats) {
            payloadTypes.add(Integer.toString(format.payloadType()));
            retransmissionOf(format).ifPresent(rtx -> payloadTypes.add(Integer.toString(rtx)));
        }
        MediaDescription answer = MediaDescription.of("video", 9, offered.protocol(), payloadTypes);
        for (PictureFormat format : formats) {
            answer = answer.with("rtpmap", format.payloadType() + " " + format.encodingName() + "/90000");
            for (Feedback kind : feedback) {
                answer = answer.with("rtcp-fb", format.payloadType() + " " + name(kind));
            }
            answer = answer.with("fmtp", format.payloadType() + " " + parameters(format));
            OptionalInt rtx = retransmissionOf(format);
            if (rtx.isPresent()) {
                answer = answer.with("rtpmap", rtx.getAsInt() + " rtx/90000")
                        .with("fmtp", rtx.getAsInt() + " apt=" + format.payloadType());
            }
        }
        answer = extensions.write(answer);
        if (simulcast.isPresent()) {
            answer = simulcast.get().received(answer);
        }
        return ours.sends() ? withSources(answer) : answer;
    }

    private static String parameters(PictureFormat format) {
        return format instanceof H264Format ? "level-asymmetry-allowed=1;" + format.fmtp() : format.fmtp();
    }

    private MediaDescription withSources(MediaDescription answer) {
        MediaDescription sources = answer.with("msid", "%s picture-%s".formatted(stream, mid));
        if (!retransmissions.isEmpty()) {
            sources = sources.with("ssrc-group", "FID " + ssrcs.media() + " " + ssrcs.retransmission())
                    .with("ssrc", ssrcs.media() + " cname:" + cname)
                    .with("ssrc", ssrcs.retransmission() + " cname:" + cname);
            return sources;
        }
        return sources.with("ssrc", ssrcs.media() + " cname:" + cname);
    }

    private OptionalInt retransmissionOf(PictureFormat format) {
        return retransmissions.entrySet().stream()
                .filter(entry -> entry.getValue() == format.payloadType())
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    Optional<LegMedia.ReceivedVideo> received(RtpTransport transport) {
        if (!ours.receives()) {
            return Optional.empty();
        }
        Map<Integer, PictureFormat> byPayloadType = new LinkedHashMap<>();
        formats.forEach(format -> byPayloadType.put(format.payloadType(), format));
        List<KeyframeRequestMethod> ways = new ArrayList<>();
        if (feedback.contains(Feedback.PLI)) {
            ways.add(KeyframeRequestMethod.PLI);
        }
        if (feedback.contains(Feedback.FIR)) {
            ways.add(KeyframeRequestMethod.FIR);
        }
        return Optional.of(new LegMedia.ReceivedVideo(
                transport,
                byPayloadType,
                retransmissions,
                feedback,
                ways,
                Map.of(),
                layering(),
                new LegMedia.ReceivedVideo.Extensions(extensions.transportCc(), extensions.orientation())));
    }

    private Optional<LegMedia.Layering> layering() {
        return simulcast.map(layers -> new LegMedia.Layering(
                layers.rids(),
                extensions.id(HeaderExtensions.RID).orElseThrow(),
                extensions.id(HeaderExtensions.REPAIRED_RID).orElse(0)));
    }

    Optional<LegMedia.SentVideo> sent(RtpTransport transport) {
        if (!ours.sends()) {
            return Optional.empty();
        }
        Map<Integer, Integer> rtxByPayloadType = new LinkedHashMap<>();
        for (PictureFormat format : formats) {
            retransmissionOf(format).ifPresent(rtx -> rtxByPayloadType.put(format.payloadType(), rtx));
        }
        return Optional.of(new LegMedia.SentVideo(
                transport,
                mid,
                ssrcs.media(),
                formats,
                new LegMedia.SentVideo.Retransmissions(ssrcs.retransmission(), rtxByPayloadType),
                feedback,
                cname,
                Long.MAX_VALUE,
                feedback.contains(Feedback.TRANSPORT_CC) ? extensions.transportCc() : OptionalInt.empty()));
    }
}
