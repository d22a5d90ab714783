package org.courtbridge.signalling.sdp;

import java.util.List;
import java.util.regex.Matcher;

/**
 * A piece of a session description that says nothing but how ICE goes on (RFC 8840, section 9).
 *
 * @param ufrag {@code a=ice-ufrag}
 * @param password {@code a=ice-pwd}
 */
public record IceFragment(String ufrag, String password) {

    /**
     * Reads the credentials; candidates, which an ICE-lite side does not need, are passed over.
     *
     * @throws SdpException if there are none
     */
    public static IceFragment parse(String text) {
        List<String> lines = SdpLines.split(text);
        return new IceFragment(value(lines, "a=ice-ufrag:"), value(lines, "a=ice-pwd:"));
    }

    private static String value(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElseThrow(() -> new SdpException(prefix + " is missing"));
    }

    /** A description in which these take the place of its credentials. */
    public String in(String description) {
        String renamed =
                description.replaceAll("(?m)^a=ice-ufrag:.*$", Matcher.quoteReplacement("a=ice-ufrag:" + ufrag));
        return renamed.replaceAll("(?m)^a=ice-pwd:.*$", Matcher.quoteReplacement("a=ice-pwd:" + password));
    }

    /** The ICE attributes of an answer, from its first medium in use, which stands for the bundle. */
    public static String of(SessionDescription answer) {
        MediaDescription first = answer.media().stream()
                .filter(medium -> !medium.isRefused())
                .findFirst()
                .orElseThrow(() -> new SdpException("no medium is served"));
        StringBuilder text = new StringBuilder("a=ice-lite\r\n");
        answer.attributes().value("group").ifPresent(group -> line(text, "group", group));
        text.append("m=%s 9 %s %s\r\n".formatted(first.type(), first.protocol(), String.join(" ", first.formats())));
        first.mid().ifPresent(mid -> line(text, "mid", mid));
        for (String name : List.of("ice-ufrag", "ice-pwd")) {
            first.attributes().value(name).ifPresent(value -> line(text, name, value));
        }
        first.candidates().forEach(candidate -> line(text, "candidate", candidate.write()));
        return text.append("a=end-of-candidates\r\n").toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("a=").append(name).append(':').append(value).append("\r\n");
    }
}
