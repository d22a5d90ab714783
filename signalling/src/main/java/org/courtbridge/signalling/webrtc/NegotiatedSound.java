package org.courtbridge.signalling.webrtc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.signalling.sdp.Attribute;
import org.courtbridge.signalling.sdp.AudioFormats;
import org.courtbridge.signalling.sdp.Direction;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.RtpMap;

/**
 * The offered sound, as negotiated: one codec, the best that both know, and key presses beside it.
 *
 * @param redundancy payload type of packets that repeat earlier sound (RFC 2198), if the party takes them
 * @param redundancyFirst whether the party would rather send such packets than plain ones
 */
record NegotiatedSound(
        String mid,
        Direction ours,
        AudioFormat format,
        OptionalInt redundancy,
        boolean redundancyFirst,
        Map<Integer, Integer> telephoneEvents,
        HeaderExtensions extensions,
        boolean transportFeedback,
        OurStreams.Ssrcs ssrcs,
        String cname)
        implements NegotiatedMedium {

    private static final List<AudioCodec> PREFERRED =
            List.of(AudioCodec.OPUS, AudioCodec.G722, AudioCodec.PCMA, AudioCodec.PCMU);

    /** @param ours which way the sound may flow, seen from us */
    static Optional<NegotiatedSound> of(MediaDescription offered, String mid, Direction ours, OurStreams streams) {
        return AudioFormats.of(offered).stream()
                .filter(format -> PREFERRED.contains(format.codec()))
                .min(Comparator.comparingInt(format -> PREFERRED.indexOf(format.codec())))
                .map(format -> {
                    HeaderExtensions extensions = HeaderExtensions.of(offered, ours);
                    OptionalInt redundancy = AudioFormats.redundancy(offered, format);
                    List<Integer> order = offered.payloadTypes();
                    return new NegotiatedSound(
                            mid,
                            ours,
                            format,
                            redundancy,
                            redundancy.isPresent()
                                    && order.indexOf(redundancy.getAsInt()) < order.indexOf(format.payloadType()),
                            telephoneEvents(offered, format),
                            extensions,
                            extensions.transportCc().isPresent()
                                    && offered.feedback(format.payloadType()).contains("transport-cc"),
                            streams.of(mid),
                            streams.cname());
                });
    }

    /** Events share the clock of the sound that they interrupt (RFC 4733, section 2.1). */
    private static Map<Integer, Integer> telephoneEvents(MediaDescription offered, AudioFormat format) {
        Map<Integer, Integer> events = new LinkedHashMap<>(AudioFormats.telephoneEvents(offered));
        events.values().removeIf(clockRate -> clockRate != format.codec().clockRate());
        return events;
    }

    @Override
    public MediaDescription answer(MediaDescription offered) {
        List<String> formats = new ArrayList<>();
        formats.add(Integer.toString(format.payloadType()));
        redundancy.ifPresent(payloadType -> formats.add(redundancyFirst ? 0 : 1, Integer.toString(payloadType)));
        telephoneEvents.keySet().forEach(payloadType -> formats.add(Integer.toString(payloadType)));
        MediaDescription answer = MediaDescription.of("audio", 9, offered.protocol(), formats)
                .with("rtpmap", AudioFormats.rtpMap(format).write());
        if (format.codec() == AudioCodec.OPUS) {
            answer = answer.with("fmtp", format.payloadType() + " minptime=10;useinbandfec=1");
        }
        if (redundancy.isPresent()) {
            for (Attribute attribute : AudioFormats.redundancyAttributes(redundancy.getAsInt(), format)) {
                answer = answer.with(attribute);
            }
        }
        if (transportFeedback) {
            answer = answer.with("rtcp-fb", format.payloadType() + " transport-cc");
        }
        for (Map.Entry<Integer, Integer> event : telephoneEvents.entrySet()) {
            answer = answer.with("rtpmap", new RtpMap(event.getKey(), "telephone-event", event.getValue(), 1).write())
                    .with("fmtp", event.getKey() + " 0-15");
        }
        answer = extensions.write(answer);
        if (ours.sends()) {
            answer = answer.with("msid", OurStreams.MAIN + " sound").with("ssrc", ssrcs.media() + " cname:" + cname);
        }
        return answer;
    }

    Optional<LegMedia.ReceivedAudio> received(RtpTransport transport) {
        return ours.receives()
                ? Optional.of(new LegMedia.ReceivedAudio(
                        transport,
                        Map.of(format.payloadType(), format),
                        telephoneEvents,
                        transportFeedback ? extensions.transportCc() : OptionalInt.empty(),
                        redundancy,
                        false))
                : Optional.empty();
    }

    Optional<LegMedia.SentAudio> sent(RtpTransport transport) {
        return ours.sends()
                ? Optional.of(new LegMedia.SentAudio(
                        transport,
                        ssrcs.media(),
                        format,
                        cname,
                        transportFeedback ? extensions.transportCc() : OptionalInt.empty(),
                        redundancy,
                        format.codec().packetMs()))
                : Optional.empty();
    }
}
