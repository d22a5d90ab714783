package org.courtbridge.signalling.sip.stack;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A response that leaves nothing behind (RFC 3261, section 8.2.7): whoever asks again is answered the same again. */
final class StatelessAnswer {

    private StatelessAnswer() {}

    /**
     * @param source where the request came from, for {@code received} and {@code rport} (RFC 3581, section 4)
     * @param extra further header lines
     */
    static byte[] write(RawMessage request, int status, String phrase, InetSocketAddress source, List<String> extra) {
        StringBuilder text = new StringBuilder(512);
        line(text, "SIP/2.0 " + status + " " + phrase);
        List<String> vias = request.values("via");
        for (int i = 0; i < vias.size(); i++) {
            line(text, "Via: " + (i == 0 ? stamped(vias.get(i), source) : vias.get(i)));
        }
        request.value("from").ifPresent(value -> line(text, "From: " + value));
        request.value("to").ifPresent(value -> line(text, "To: " + tagged(value, request)));
        request.value("call-id").ifPresent(value -> line(text, "Call-ID: " + value));
        request.value("cseq").ifPresent(value -> line(text, "CSeq: " + value));
        extra.forEach(value -> line(text, value));
        line(text, "Content-Length: 0");
        line(text, "");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append("\r\n");
    }

    /** The first of what may be several values in one field. */
    private static String stamped(String via, InetSocketAddress source) {
        int comma = via.indexOf(',');
        String first = comma < 0 ? via : via.substring(0, comma);
        String rest = comma < 0 ? "" : via.substring(comma);
        String host = source.getAddress().getHostAddress();
        String bare = first.replaceAll("(?i);\\s*(received|rport)(\\s*=[^;]*)?(?=;|$)", "");
        return bare + ";received=" + host + ";rport=" + source.getPort() + rest;
    }

    private static String tagged(String to, RawMessage request) {
        if (to.matches("(?i).*;\\s*tag\\s*=.*")) {
            return to;
        }
        String who = request.value("call-id").orElse("") + request.values("via");
        return to + ";tag=" + DigestCredentials.Algorithm.MD5.hash(who).substring(0, 12);
    }
}
