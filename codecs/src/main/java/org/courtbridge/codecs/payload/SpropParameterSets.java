package org.courtbridge.codecs.payload;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The parameter sets of a stream of H.264 that its sender tells beside it (RFC 6184, section 8.1, sprop-parameter-sets).
 *
 * @param text as it stands: NAL units in base 64, a comma between them
 */
public record SpropParameterSets(String text) {

    /** From the header byte of each on; what is no parameter set is left out. */
    public List<byte[]> units() {
        List<byte[]> units = new ArrayList<>();
        for (String word : text.split(",")) {
            byte[] unit = decoded(word.strip());
            if (unit.length > 1 && isParameterSet(unit[0] & 0x1F)) {
                units.add(unit);
            }
        }
        return units;
    }

    private static boolean isParameterSet(int type) {
        return type == H264Payload.SPS || type == H264Payload.PPS;
    }

    private static byte[] decoded(String word) {
        try {
            return Base64.getDecoder().decode(word);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
