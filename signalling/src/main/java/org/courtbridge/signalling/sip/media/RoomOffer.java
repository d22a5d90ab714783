package org.courtbridge.signalling.sip.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.media.leg.LegMedia.Feedback;
import org.courtbridge.signalling.rooms.PictureCeiling;
import org.courtbridge.signalling.sdp.Attribute;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.MediaDescription;

/** Our offer to a room that leaves the offer to us (RFC 3264, section 5). */
final class RoomOffer {

    /** Constrained Baseline: what browsers and all room hardware can take. */
    private static final String PROFILE = "profile-level-id=42e0%02x;level-asymmetry-allowed=1";

    /** By what the floor names them (RFC 8856, section 5.5). */
    private static final String SLIDES = "3";

    private static final List<AudioFormat> SOUND = List.of(
            new AudioFormat(AudioCodec.OPUS, 96, true, 0, false),
            AudioFormat.withoutParameters(AudioCodec.G722, 9),
            AudioFormat.withoutParameters(AudioCodec.PCMA, 8),
            AudioFormat.withoutParameters(AudioCodec.PCMU, 0),
            AudioFormat.withoutParameters(AudioCodec.G729, 18),
            AudioFormat.withoutParameters(AudioCodec.L16_16K, 102),
            AudioFormat.withoutParameters(AudioCodec.L16_48K, 103),
            AudioFormat.withoutParameters(AudioCodec.L16_32K, 104),
            AudioFormat.withoutParameters(AudioCodec.L16_8K, 105));

    /** Payload types of events by the clock of the sound that they interrupt (RFC 4733, section 2.1). */
    private static final Map<Integer, Integer> EVENTS = new TreeMap<>(Map.of(8_000, 101, 48_000, 106));

    private RoomOffer() {}

    static MediaDescription audio(int port) {
        List<String> formats = new ArrayList<>();
        List<Attribute> attributes = new ArrayList<>();
        for (AudioFormat format : SOUND) {
            formats.add(Integer.toString(format.payloadType()));
            attributes.add(Attribute.of("rtpmap", AudioFormats.rtpMap(format).write()));
            AudioFormats.parameters(format)
                    .ifPresent(said -> attributes.add(Attribute.of("fmtp", format.payloadType() + " " + said)));
        }
        EVENTS.forEach((clockRate, payloadType) -> {
            formats.add(payloadType.toString());
            attributes.add(Attribute.of("rtpmap", payloadType + " telephone-event/" + clockRate));
            attributes.add(Attribute.of("fmtp", payloadType + " 0-15"));
        });
        attributes.add(Attribute.of("ptime", "20"));
        attributes.add(Attribute.flag("rtcp-mux"));
        attributes.add(Attribute.flag("sendrecv"));
        return MediaDescription.of("audio", port, "RTP/AVP", formats)
                .withBandwidths(RoomBandwidth.SOUND)
                .with(attributes.toArray(new Attribute[0]));
    }

    /** The plain profile with feedback all the same, as old rooms refuse RTP/AVPF but most understand feedback. */
    static MediaDescription video(int port, PictureCeiling largest) {
        return picture(port, largest)
                .with("content", "main")
                .withFlag("rtcp-mux")
                .withFlag("sendrecv");
    }

    /** The line of presented content, beside the picture of people (RFC 4796). */
    static MediaDescription slides(int port, PictureCeiling largest) {
        return picture(port, largest)
                .with("content", "slides")
                .with("label", SLIDES)
                .withFlag("rtcp-mux")
                .withFlag("sendrecv");
    }

    private static MediaDescription picture(int port, PictureCeiling largest) {
        String profile = PROFILE.formatted(largest.h264Level());
        return MediaDescription.of("video", port, "RTP/AVP", List.of("97", "98", "34", "31"))
                .withBandwidths(RoomBandwidth.PICTURE)
                .with("rtpmap", "97 H264/90000")
                .with("fmtp", "97 " + profile + ";packetization-mode=1")
                .with("rtpmap", "98 H264/90000")
                .with("fmtp", "98 " + profile + ";packetization-mode=0")
                .with("rtpmap", "34 H263/90000")
                .with("fmtp", "34 CIF=1;QCIF=1")
                .with("rtpmap", "31 H261/90000")
                .with("fmtp", "31 CIF=1;QCIF=1")
                .with("rtcp-fb", "* nack")
                .with("rtcp-fb", "* nack pli")
                .with("rtcp-fb", "* ccm fir")
                .with("rtcp-fb", "* ccm tmmbr");
    }

    static MediaDescription withFeedback(MediaDescription medium, Set<Feedback> feedback) {
        MediaDescription said = medium;
        for (Feedback kind : feedback) {
            said = switch (kind) {
                case NACK -> said.with("rtcp-fb", "* nack");
                case PLI -> said.with("rtcp-fb", "* nack pli");
                case FIR -> said.with("rtcp-fb", "* ccm fir");
                case TMMBR -> said.with("rtcp-fb", "* ccm tmmbr");
                case TRANSPORT_CC, REMB -> said;
            };
        }
        return said;
    }
}
