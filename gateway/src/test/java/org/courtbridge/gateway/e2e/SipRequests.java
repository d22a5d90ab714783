package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of a device's requests, so far as nobody breaks them. */
final class SipRequests {

    static final String SDP = """
            v=0
            o=- 1 1 IN IP4 10.77.0.1
            s=-
            c=IN IP4 10.77.0.1
            t=0 0
            m=audio 45000 RTP/AVP 9 8 0 101
            a=rtpmap:9 G722/8000
            a=rtpmap:101 telephone-event/8000
            a=sendrecv
            m=video 45002 RTP/AVP 96
            a=rtpmap:96 H264/90000
            a=fmtp:96 profile-level-id=42e01f;packetization-mode=1
            """.replace("\n", "\r\n");

    private static final String HEARING = "sip:" + Court.NUMBER + "@" + Scratch.ADDRESS;

    private final String user;
    private final AtomicInteger messages = new AtomicInteger();

    SipRequests(String user) {
        this.user = user;
    }

    /** A request of a new call. */
    String request(int port, String method, String body) {
        return request(port, method, "junk-" + port + "-" + messages.incrementAndGet(), "<" + HEARING + ">", body);
    }

    /** A request in somebody's call, whose tags it does not know. */
    String intrusion(int port, String method, String call) {
        return request(port, method, call, "<" + HEARING + ">;tag=guessed", "");
    }

    private String request(int port, String method, String call, String to, String body) {
        String self = "sip:" + user + "@" + Scratch.ADDRESS;
        return method + " " + HEARING + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + Scratch.ADDRESS + ":" + port + ";branch=z9hG4bK-" + user + port + "-"
                + messages.incrementAndGet() + ";rport\r\n"
                + "From: <" + self + ">;tag=t" + call + "\r\n"
                + "To: " + to + "\r\n"
                + "Call-ID: " + call + "\r\n"
                + "CSeq: 1 " + method + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "Contact: <" + self + ":" + port + ">\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** The value of a header field. */
    static String header(String message, String name) {
        Matcher matcher = Pattern.compile("(?md)^" + name + ": *(.*?)\r$").matcher(message);
        assertThat(matcher.find()).as(name + " in " + message).isTrue();
        return matcher.group(1);
    }

    static String acknowledgement(String invite, String answer) {
        String branch = answer.startsWith("SIP/2.0 200") ? "z9hG4bK-ack-" : "z9hG4bK-";
        return following(invite, answer, "ACK").replace("z9hG4bK-", branch);
    }

    static String goodbye(String invite, String answer) {
        return following(invite, answer, "BYE")
                .replace("z9hG4bK-", "z9hG4bK-bye-")
                .replace("CSeq: 2 ", "CSeq: 3 ");
    }

    private static String following(String invite, String answer, String method) {
        return invite.substring(0, invite.indexOf("\r\n\r\n") + 4)
                .replaceFirst("INVITE ", method + " ")
                .replaceFirst("CSeq: (\\d+) INVITE", "CSeq: $1 " + method)
                .replaceFirst("To: .*\r\n", "To: " + header(answer, "To") + "\r\n")
                .replaceFirst("Content-Type: .*\r\n", "")
                .replaceFirst("Authorization: .*\r\n", "")
                .replaceFirst("Content-Length: .*\r\n", "Content-Length: 0\r\n");
    }

    /** The same with a proof (RFC 7616, with MD5, which every gateway takes for the sake of old rooms). */
    String proving(String invite, String challenge, String password) throws Exception {
        Matcher realm = Pattern.compile("realm=\"([^\"]*)\"").matcher(challenge);
        assertThat(realm.find()).isTrue();
        String nonce = challenge
                .lines()
                .filter(one -> one.startsWith("WWW-Authenticate") && one.contains("algorithm=MD5"))
                .map(line -> line.replaceAll(".*nonce=\"([^\"]*)\".*", "$1"))
                .findFirst()
                .orElseThrow();
        String secret = md5(user + ":" + realm.group(1) + ":" + password);
        String response = md5(secret + ":" + nonce + ":00000001:c:auth:" + md5("INVITE:" + HEARING));
        String proof = ("Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\","
                        + " response=\"%s\", algorithm=MD5, cnonce=\"c\", qop=auth, nc=00000001\r\n")
                .formatted(user, realm.group(1), nonce, HEARING, response);
        return invite.replace("CSeq: 1 ", "CSeq: 2 ")
                .replace("z9hG4bK-", "z9hG4bK-again-")
                .replace("Content-Length:", proof + "Content-Length:");
    }

    private static String md5(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Stranger.bytes(text)));
    }
}
