package org.courtbridge.signalling.sdp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * A piece of a session description that says nothing but how ICE goes on (RFC 8840, section 9): credentials, candidates, or both.
 *
 * @param credentials empty if they are not said, and so are those of before
 */
public record IceFragment(Optional<Credentials> credentials) {

    private static final String UFRAG = "a=ice-ufrag:";
    private static final String PASSWORD = "a=ice-pwd:";

    /**
     * One side's credentials.
     *
     * @param ufrag {@code a=ice-ufrag}
     * @param password {@code a=ice-pwd}
     */
    public record Credentials(String ufrag, String password) {

        /**
         * Whether these are others than those of a description, which is a restart (RFC 8839, section 4.4.1.1.1).
         *
         * @throws SdpException if only the password is another one
         */
        public boolean differFrom(String description) {
            List<String> lines = SdpLines.split(description);
            boolean sameUfrag = value(lines, UFRAG).equals(Optional.of(ufrag));
            boolean samePassword = value(lines, PASSWORD).equals(Optional.of(password));
            if (sameUfrag && !samePassword) {
                throw new SdpException("another a=ice-pwd with the same a=ice-ufrag (RFC 8839, section 4.4.1.1.1)");
            }
            return !sameUfrag;
        }

        /** A description in which these take the place of its credentials. */
        public String in(String description) {
            String renamed = description.replaceAll("(?m)^a=ice-ufrag:.*$", Matcher.quoteReplacement(UFRAG + ufrag));
            return renamed.replaceAll("(?m)^a=ice-pwd:.*$", Matcher.quoteReplacement(PASSWORD + password));
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Credentials[" + ufrag + "]";
        }
    }

    /**
     * Reads the credentials; candidates, which an ICE-lite side does not need, are passed over.
     *
     * @throws SdpException if there are neither, or half of the credentials
     */
    public static IceFragment parse(String text) {
        List<String> lines = SdpLines.split(text);
        Optional<String> ufrag = value(lines, UFRAG);
        Optional<String> password = value(lines, PASSWORD);
        if (ufrag.isPresent() != password.isPresent()) {
            throw new SdpException((ufrag.isPresent() ? PASSWORD : UFRAG) + " is missing");
        }
        boolean candidates =
                lines.stream().anyMatch(line -> line.startsWith("a=candidate:") || line.equals("a=end-of-candidates"));
        if (ufrag.isEmpty() && !candidates) {
            throw new SdpException("neither candidates nor credentials of ICE");
        }
        return new IceFragment(ufrag.flatMap(name -> password.map(secret -> new Credentials(name, secret))));
    }

    private static Optional<String> value(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
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
