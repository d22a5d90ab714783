package org.courtbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.codecs.audio.AudioFormat;

/** The sound formats of a medium that we code ourselves. */
public final class AudioFormats {

    /** Bit/s; below 6 kbit/s Opus refuses, above 510 kbit/s too (RFC 7587, section 6.1). */
    private static final int OPUS_LEAST = 6_000;

    private static final int OPUS_MOST = 510_000;

    /** Channels of Opus in {@code a=rtpmap}, whatever is sent (RFC 7587, section 7). */
    private static final int OPUS_CHANNELS = 2;

    private static final String REDUNDANT = "red";

    private static final int USUAL_PACKET_MS = 20;

    /** Milliseconds of the shortest packet that we send, whoever takes only shorter ones. */
    private static final int LEAST_PACKET_MS = 10;

    private AudioFormats() {}

    /** Those that we know, in the order of the medium's first line. */
    public static List<AudioFormat> of(MediaDescription medium) {
        List<AudioFormat> formats = new ArrayList<>();
        for (RtpMap map : medium.rtpMaps()) {
            codec(map).ifPresent(codec -> formats.add(format(medium, map, codec)));
        }
        return formats;
    }

    /**
     * The formats to agree on: as {@link #of}, but those that we cannot send in packets as short as the party takes, and those of
     * last resort, only if there are no others.
     */
    public static List<AudioFormat> worthTaking(MediaDescription medium) {
        int longest = medium.maxptime().orElse(USUAL_PACKET_MS);
        List<AudioFormat> shortEnough =
                those(of(medium), format -> packetMs(medium, format) <= Math.max(longest, LEAST_PACKET_MS));
        return those(shortEnough, format -> !format.codec().isLastResort());
    }

    /** All, if there are none. */
    private static List<AudioFormat> those(List<AudioFormat> formats, Predicate<AudioFormat> wanted) {
        List<AudioFormat> found = formats.stream().filter(wanted).toList();
        return found.isEmpty() ? formats : found;
    }

    /** The parameters for {@code a=fmtp} of a format that we agree to; empty if it needs none. */
    public static Optional<String> parameters(AudioFormat format) {
        return switch (format.codec()) {
            case OPUS -> format.inbandFec() ? Optional.of("useinbandfec=1") : Optional.empty();
            // Who says nothing means yes (RFC 7261, section 3.1); we send no comfort noise and want none.
            case G729 -> Optional.of("annexb=no");
            case PCMU, PCMA, G722, G722_16K, L16_8K, L16_16K, L16_32K, L16_48K -> Optional.empty();
        };
    }

    /** Milliseconds of sound in a packet that suit every one of the formats, and whoever said this of the medium. */
    public static int packetMs(MediaDescription medium, List<AudioFormat> formats) {
        return formats.stream()
                .mapToInt(format -> packetMs(medium, format))
                .min()
                .orElse(USUAL_PACKET_MS);
    }

    /**
     * Milliseconds of sound in a packet of a format for whoever said this of the medium (RFC 8866, section 6.5: maxptime): what we
     * send to all, or half of it.
     */
    public static int packetMs(MediaDescription medium, AudioFormat format) {
        int usual = format.codec().packetMs();
        boolean shorter =
                medium.maxptime().orElse(usual) < usual && format.codec().isDivisible();
        return shorter ? Math.min(usual, LEAST_PACKET_MS) : usual;
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

    /**
     * The payload type of packets that repeat sound of a format (RFC 2198), if there is one: its parameters name nothing
     * but that format.
     */
    public static OptionalInt redundancy(MediaDescription medium, AudioFormat format) {
        RtpMap repeated = rtpMap(format);
        return medium.rtpMaps().stream()
                .filter(map -> map.is(REDUNDANT, repeated.clockRate()) && map.channels() == repeated.channels())
                .mapToInt(RtpMap::payloadType)
                .filter(payloadType -> medium.formatParameterText(payloadType)
                        .filter(text -> Stream.of(text.trim().split("/"))
                                .allMatch(Integer.toString(format.payloadType())::equals))
                        .isPresent())
                .findFirst();
    }

    /** The attributes of redundant packets (RFC 2198, section 5), which repeat sound of a format. */
    public static List<Attribute> redundancyAttributes(int payloadType, AudioFormat format) {
        RtpMap repeated = rtpMap(format);
        String own = Integer.toString(format.payloadType());
        return List.of(
                Attribute.of(
                        "rtpmap",
                        new RtpMap(payloadType, REDUNDANT, repeated.clockRate(), repeated.channels()).write()),
                Attribute.of("fmtp", payloadType + " " + String.join("/", own, own)));
    }

    /** The {@code a=rtpmap} of a format. */
    public static RtpMap rtpMap(AudioFormat format) {
        AudioCodec codec = format.codec();
        int channels = codec == AudioCodec.OPUS ? OPUS_CHANNELS : 1;
        return new RtpMap(format.payloadType(), codec.encodingName(), codec.clockRate(), channels);
    }

    private static Optional<AudioCodec> codec(RtpMap map) {
        for (AudioCodec codec : AudioCodec.values()) {
            // Devices from before RFC 7587 write Opus without its two channels.
            boolean channels = map.channels() == 1 || codec == AudioCodec.OPUS && map.channels() == OPUS_CHANNELS;
            if (map.is(codec.encodingName(), codec.clockRate()) && channels) {
                return Optional.of(codec);
            }
        }
        return Optional.empty();
    }

    private static AudioFormat format(MediaDescription medium, RtpMap map, AudioCodec codec) {
        if (codec != AudioCodec.OPUS) {
            return AudioFormat.withoutParameters(codec, map.payloadType());
        }
        Map<String, String> parameters = medium.formatParameters(map.payloadType());
        String rate = parameters.getOrDefault("maxaveragebitrate", "");
        int bitrate = rate.matches("[0-9]{1,7}") ? Math.clamp(Integer.parseInt(rate), OPUS_LEAST, OPUS_MOST) : 0;
        return new AudioFormat(
                codec,
                map.payloadType(),
                "1".equals(parameters.get("useinbandfec")),
                bitrate,
                "1".equals(parameters.get("usedtx")));
    }
}
