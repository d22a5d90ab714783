package org.courtbridge.signalling.sip.media;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H264Level;
import org.courtbridge.codecs.payload.H265Format;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.signalling.rooms.PictureCeiling;
import org.courtbridge.signalling.sdp.Attribute;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.Bandwidth;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;
import org.courtbridge.signalling.sdp.VideoFormats;

/** Our answer to one line of a room's offer (RFC 3264, section 6): its formats that we know, in its order. */
final class RoomAnswer {

    private static final int BASELINE = 66;

    /** RTP over UDP, with and without feedback (RFC 4585), encrypted (RFC 3711) and by DTLS (RFC 5764). */
    private static final Set<String> PROTOCOLS =
            Set.of("RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF");

    private RoomAnswer() {}

    static boolean isUsable(MediaDescription offered) {
        return !offered.isRefused() && PROTOCOLS.contains(offered.protocol());
    }

    /** Empty if no sound format is common. */
    static Optional<MediaDescription> audio(MediaDescription offered, SessionDescription offer, int port) {
        List<AudioFormat> common = AudioFormats.worthTaking(offered);
        if (!isUsable(offered) || !offered.type().equals("audio") || common.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Integer> events = AudioFormats.telephoneEvents(offered);
        List<String> formats = offered.payloadTypes().stream()
                .filter(payloadType -> events.containsKey(payloadType)
                        || common.stream().anyMatch(format -> format.payloadType() == payloadType))
                .map(String::valueOf)
                .toList();
        MediaDescription answer =
                MediaDescription.of("audio", port, offered.protocol(), formats).withBandwidths(RoomBandwidth.SOUND);
        for (AudioFormat format : common) {
            answer = answer.with("rtpmap", AudioFormats.rtpMap(format).write());
            Optional<String> parameters = AudioFormats.parameters(format);
            if (parameters.isPresent()) {
                answer = answer.with("fmtp", format.payloadType() + " " + parameters.get());
            }
        }
        for (Map.Entry<Integer, Integer> event : events.entrySet()) {
            answer = answer.with("rtpmap", event.getKey() + " telephone-event/" + event.getValue())
                    .with("fmtp", event.getKey() + " 0-15");
        }
        return Optional.of(
                finish(answer.with("ptime", Integer.toString(AudioFormats.packetMs(offered, common))), offered, offer));
    }

    /**
     * Empty if it has no format of ours. Baseline is taken alone where it is offered, since a picture of a higher profile
     * cannot be forwarded to browsers; other codecs where there is no H.264.
     */
    static Optional<MediaDescription> video(
            MediaDescription offered, SessionDescription offer, int port, PictureCeiling largest) {
        List<PictureFormat> common = preferred(offered);
        if (!isUsable(offered) || !offered.type().equals("video") || common.isEmpty()) {
            return Optional.empty();
        }
        List<String> formats = common.stream()
                .map(format -> Integer.toString(format.payloadType()))
                .toList();
        MediaDescription answer =
                MediaDescription.of("video", port, offered.protocol(), formats).withBandwidths(RoomBandwidth.PICTURE);
        for (PictureFormat format : common) {
            answer = answer.with("rtpmap", format.payloadType() + " " + format.encodingName() + "/90000")
                    .with("fmtp", format.payloadType() + " " + parameters(format, offered, largest));
        }
        answer = RoomOffer.withFeedback(answer, RoomLine.feedback(offered));
        if (!isMainPicture(offered)) {
            answer = answer.with("content", "slides").with("label", RoomFloor.label(offered));
        } else if (offered.content().isPresent()) {
            answer = answer.with("content", "main");
        }
        return Optional.of(finish(answer, offered, offer));
    }

    private static List<PictureFormat> preferred(MediaDescription offered) {
        List<H264Format> h264 = VideoFormats.h264(offered);
        if (h264.isEmpty()) {
            return VideoFormats.of(offered);
        }
        List<H264Format> baseline = those(h264, format -> format.profileIdc() == BASELINE);
        // Whoever has several packetization modes has one that needs no reordering.
        return List.copyOf(those(baseline, format -> format.packetizationMode() != H264Format.INTERLEAVED));
    }

    /** All, if there are none. */
    private static List<H264Format> those(List<H264Format> formats, Predicate<H264Format> wanted) {
        List<H264Format> found = formats.stream().filter(wanted).toList();
        return found.isEmpty() ? formats : found;
    }

    /**
     * Our level is that of the largest picture that we take where the offer lets the two directions differ, else no higher than the
     * offered (RFC 6184, section 8.2.2; RFC 7798, section 7.2.2). Then whoever knows limits beside the level is told that we take
     * more.
     */
    private static String parameters(PictureFormat format, MediaDescription offered, PictureCeiling largest) {
        if (format instanceof H265Format h265) {
            return h265.within(largest.h265Level()).fmtp();
        }
        if (!(format instanceof H264Format h264)) {
            return format.fmtp();
        }
        Map<String, String> said = offered.formatParameters(format.payloadType());
        boolean asymmetric = "1".equals(said.get("level-asymmetry-allowed"));
        int level = asymmetric ? largest.h264Level() : Math.min(largest.h264Level(), h264.levelIdc());
        boolean knowsMore = said.containsKey("max-fs") || said.containsKey("max-mbps");
        return "profile-level-id=%02x%02x%02x;packetization-mode=%d%s%s%s"
                .formatted(
                        h264.profileIdc(),
                        h264.constraints(),
                        level,
                        h264.packetizationMode(),
                        knowsMore ? beyond(H264Level.of(h264.profileIdc(), h264.constraints(), level), largest) : "",
                        h264.interleaving(),
                        asymmetric ? ";level-asymmetry-allowed=1" : "");
    }

    /** The limits of the largest picture that we take, as far as they are beyond those of the level that we answer. */
    private static String beyond(H264Level answered, PictureCeiling largest) {
        H264Level taken = H264Level.of(BASELINE, 0, largest.h264Level());
        return (taken.maxMbps() > answered.maxMbps() ? ";max-mbps=" + taken.maxMbps() : "")
                + (taken.maxFs() > answered.maxFs() ? ";max-fs=" + taken.maxFs() : "");
    }

    /** Whether a line is of a camera, and not of slides. */
    static boolean isMainPicture(MediaDescription offered) {
        return offered.type().equals("video") && !offered.content().orElse("").contains("slides");
    }

    static MediaDescription finish(MediaDescription answer, MediaDescription offered, SessionDescription offer) {
        MediaDescription said = offered.rtcpMux() ? answer.withFlag("rtcp-mux") : answer;
        if (offer.forbidsRtcp(offered)) {
            said = said.withBandwidths(Stream.concat(said.bandwidths().stream(), Bandwidth.NO_RTCP.stream())
                    .toList());
        }
        said = offered.mid().isPresent()
                ? said.with(Attribute.of("mid", offered.mid().orElseThrow()))
                : said;
        return said.withFlag(RoomLine.answer(offered, offer).word());
    }
}
