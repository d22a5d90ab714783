package org.courtbridge.signalling.sdp;

import java.util.Optional;

/**
 * The {@code a=rtpmap} attribute, which says what a payload type means (RFC 8866, section 6.6).
 *
 * @param encoding compared without regard to case
 * @param channels 1 if not said
 */
public record RtpMap(int payloadType, String encoding, int clockRate, int channels) {

    static Optional<RtpMap> parse(String value) {
        String[] words = value.split("\\s+", 2);
        if (words.length != 2 || !words[0].matches("[0-9]{1,3}") || Integer.parseInt(words[0]) > 127) {
            return Optional.empty();
        }
        String[] parts = words[1].trim().split("/", 3);
        if (parts.length < 2 || parts[0].isEmpty() || !parts[1].matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        int channels = parts.length == 3 && parts[2].matches("[1-9][0-9]?") ? Integer.parseInt(parts[2]) : 1;
        return Optional.of(new RtpMap(Integer.parseInt(words[0]), parts[0], Integer.parseInt(parts[1]), channels));
    }

    public String write() {
        return payloadType + " " + encoding + "/" + clockRate + (channels > 1 ? "/" + channels : "");
    }

    public boolean is(String name, int rate) {
        return encoding.equalsIgnoreCase(name) && clockRate == rate;
    }
}
