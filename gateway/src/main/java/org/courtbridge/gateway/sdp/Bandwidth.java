package org.courtbridge.gateway.sdp;

/**
 * A {@code b=} line (RFC 8866, section 5.8).
 *
 * @param type such as "AS" (kbit/s) or "TIAS" (bit/s, RFC 3890)
 */
public record Bandwidth(String type, long value) {

    static Bandwidth parse(String line) {
        int colon = line.indexOf(':');
        if (colon < 1 || !line.substring(colon + 1).trim().matches("[0-9]{1,18}")) {
            throw new SdpException("b= is not type:number");
        }
        return new Bandwidth(
                line.substring(0, colon),
                Long.parseLong(line.substring(colon + 1).trim()));
    }

    String write() {
        return type + ":" + value;
    }
}
