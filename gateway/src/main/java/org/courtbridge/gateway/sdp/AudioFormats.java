package org.courtbridge.gateway.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;

/** The sound formats of a medium that we code ourselves. */
public final class AudioFormats {

    /** Bit/s; below 6 kbit/s Opus refuses, above 510 kbit/s too (RFC 7587, section 6.1). */
    private static final int OPUS_LEAST = 6_000;

    private static final int OPUS_MOST = 510_000;

    private AudioFormats() {}

    /** Those that we know, in the order of the medium's first line. */
    public static List<AudioFormat> of(MediaDescription medium) {
        List<AudioFormat> formats = new ArrayList<>();
        for (RtpMap map : medium.rtpMaps()) {
            codec(map).ifPresent(codec -> formats.add(format(medium, map, codec)));
        }
        return formats;
    }

    /** The clock rate of RFC 4733 events by payload type, in the order of the medium's first line. */
    public static Map<Integer, Integer> telephoneEvents(MediaDescription medium) {
        Map<Integer, Integer> events = new LinkedHashMap<>();
        for (RtpMap map : medium.rtpMaps()) {
            if (map.encoding().equalsIgnoreCase("telephone-event")) {
                events.put(map.payloadType(), map.clockRate());
            }
        }
        return events;
    }

    /** How a codec is named in {@code a=rtpmap}. */
    public static RtpMap rtpMap(AudioFormat format) {
        return switch (format.codec()) {
            case PCMU -> new RtpMap(format.payloadType(), "PCMU", 8_000, 1);
            case PCMA -> new RtpMap(format.payloadType(), "PCMA", 8_000, 1);
            case G722 -> new RtpMap(format.payloadType(), "G722", 8_000, 1);
            case OPUS -> new RtpMap(format.payloadType(), "opus", 48_000, 2);
        };
    }

    private static Optional<AudioCodec> codec(RtpMap map) {
        if (map.is("opus", 48_000) && map.channels() == 2) {
            return Optional.of(AudioCodec.OPUS);
        }
        if (map.channels() != 1) {
            return Optional.empty();
        }
        if (map.is("PCMU", 8_000)) {
            return Optional.of(AudioCodec.PCMU);
        }
        if (map.is("PCMA", 8_000)) {
            return Optional.of(AudioCodec.PCMA);
        }
        return map.is("G722", 8_000) ? Optional.of(AudioCodec.G722) : Optional.empty();
    }

    private static AudioFormat format(MediaDescription medium, RtpMap map, AudioCodec codec) {
        if (codec != AudioCodec.OPUS) {
            return new AudioFormat(codec, map.payloadType());
        }
        Map<String, String> parameters = medium.formatParameters(map.payloadType());
        String rate = parameters.getOrDefault("maxaveragebitrate", "");
        int bitrate = rate.matches("[0-9]{1,7}") ? Math.clamp(Integer.parseInt(rate), OPUS_LEAST, OPUS_MOST) : 0;
        return new AudioFormat(codec, map.payloadType(), "1".equals(parameters.get("useinbandfec")), bitrate);
    }
}
