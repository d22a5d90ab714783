package org.courtbridge.signalling.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.courtbridge.codecs.payload.H261Format;
import org.courtbridge.codecs.payload.H263Format;
import org.courtbridge.codecs.payload.H264Format;
import org.courtbridge.codecs.payload.H265Format;
import org.courtbridge.codecs.payload.ParameterSetSyntax;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.SpropParameterSets;
import org.courtbridge.codecs.payload.Vp8Format;
import org.courtbridge.codecs.payload.Vp9Format;

/** The picture formats of a medium that we know. */
public final class VideoFormats {

    private VideoFormats() {}

    /** Every format of the medium that we know, in the order of its first line. */
    public static List<PictureFormat> of(MediaDescription medium) {
        List<PictureFormat> formats = new ArrayList<>();
        for (RtpMap map : medium.rtpMaps()) {
            Map<String, String> parameters = medium.formatParameters(map.payloadType());
            if (map.is("H264", 90_000)) {
                formats.add(H264Format.parse(map.payloadType(), parameters));
            } else if (map.is("H265", 90_000)) {
                H265Format.parse(map.payloadType(), parameters).ifPresent(formats::add);
            } else if (map.is("VP9", 90_000)) {
                formats.add(Vp9Format.parse(map.payloadType(), parameters));
            } else if (map.is("VP8", 90_000)) {
                formats.add(Vp8Format.parse(map.payloadType(), parameters));
            } else if (map.is("H261", 90_000)) {
                formats.add(H261Format.parse(map.payloadType(), parameters));
            } else if (map.clockRate() == 90_000) {
                H263Format.Form.named(map.encoding())
                        .ifPresent(form -> formats.add(H263Format.parse(map.payloadType(), form, parameters)));
            }
        }
        return formats;
    }

    /** Those that are H.264. */
    public static List<H264Format> h264(MediaDescription medium) {
        return of(medium).stream()
                .filter(H264Format.class::isInstance)
                .map(H264Format.class::cast)
                .toList();
    }

    /** The parameter sets that are told beside the pictures, by payload type. */
    public static Map<Integer, SpropParameterSets> parameterSets(MediaDescription medium) {
        Map<Integer, SpropParameterSets> sets = new LinkedHashMap<>();
        for (RtpMap map : medium.rtpMaps()) {
            Map<String, String> parameters = medium.formatParameters(map.payloadType());
            ParameterSetSyntax syntax = map.is("H265", 90_000) ? ParameterSetSyntax.H265 : ParameterSetSyntax.H264;
            String said = names(syntax).stream()
                    .map(name -> parameters.getOrDefault(name, ""))
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(","));
            if (!said.isEmpty()) {
                sets.put(map.payloadType(), new SpropParameterSets(syntax, said));
            }
        }
        return sets;
    }

    private static List<String> names(ParameterSetSyntax syntax) {
        return switch (syntax) {
            case H264 -> List.of("sprop-parameter-sets");
            case H265 -> List.of("sprop-vps", "sprop-sps", "sprop-pps");
        };
    }

    /** The payload type that is repeated, by payload type of the repetition (RFC 4588, section 8.1). */
    public static Map<Integer, Integer> retransmissions(MediaDescription medium) {
        Map<Integer, Integer> repeated = new LinkedHashMap<>();
        for (RtpMap map : medium.rtpMaps()) {
            String apt = medium.formatParameters(map.payloadType()).getOrDefault("apt", "");
            if (map.encoding().equalsIgnoreCase("rtx") && apt.matches("[0-9]{1,3}")) {
                repeated.put(map.payloadType(), Integer.parseInt(apt));
            }
        }
        return repeated;
    }
}
