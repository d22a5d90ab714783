package org.courtbridge.gateway.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.courtbridge.codecs.payload.H264Format;

/** The picture formats of a medium that we forward. */
public final class VideoFormats {

    private VideoFormats() {}

    /** Every H.264 of the medium, in the order of its first line. */
    public static List<H264Format> h264(MediaDescription medium) {
        List<H264Format> formats = new ArrayList<>();
        for (RtpMap map : medium.rtpMaps()) {
            if (map.is("H264", 90_000)) {
                formats.add(H264Format.parse(map.payloadType(), medium.formatParameters(map.payloadType())));
            }
        }
        return formats;
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
