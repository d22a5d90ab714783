package org.courtbridge.signalling.sdp;

import java.util.List;
import java.util.Optional;

/**
 * A {@code b=} line (RFC 8866, section 5.8).
 *
 * @param type such as "AS" (kbit/s), "TIAS" (bit/s, RFC 3890) or "RS" and "RR" (bit/s, RFC 3556)
 */
public record Bandwidth(String type, long value) {

    /** The lines that forbid RTCP to senders and receivers (RFC 3556, section 2). */
    public static final List<Bandwidth> NO_RTCP = List.of(new Bandwidth("RS", 0), new Bandwidth("RR", 0));

    /** Empty if it is not {@code type:number}: then it limits nothing. */
    static Optional<Bandwidth> parse(String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || !line.substring(colon + 1).trim().matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new Bandwidth(
                line.substring(0, colon).trim(),
                Long.parseLong(line.substring(colon + 1).trim())));
    }

    String write() {
        return type + ":" + value;
    }
}
