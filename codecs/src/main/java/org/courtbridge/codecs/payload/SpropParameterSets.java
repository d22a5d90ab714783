package org.courtbridge.codecs.payload;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The parameter sets of a stream that its sender tells beside it (RFC 6184, section 8.1, sprop-parameter-sets; RFC 7798,
 * section 7.1, sprop-vps, sprop-sps and sprop-pps).
 *
 * @param text as it stands: NAL units in base 64, a comma between them
 */
public record SpropParameterSets(ParameterSetSyntax syntax, String text) {

    /** From the header byte of each on; what is no parameter set is left out. */
    public List<byte[]> units() {
        List<byte[]> units = new ArrayList<>();
        for (String word : text.split(",")) {
            byte[] unit = decoded(word.strip());
            if (syntax.key(unit, 0, unit.length) >= 0) {
                units.add(unit);
            }
        }
        return units;
    }

    private static byte[] decoded(String word) {
        try {
            return Base64.getDecoder().decode(word);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
