package org.courtbridge.signalling.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.signalling.sip.stack.DigestCredentials;

/** A room that sends and reads plain text over UDP, so that no stack of ours stands between test and wire. */
public final class RawPeer implements AutoCloseable {

    private final DatagramSocket socket;
    private final int to;

    public RawPeer(int to) throws IOException {
        this(to, InetAddress.getLoopbackAddress());
    }

    /** @param from the address that it sends from, whatever it says of itself */
    public RawPeer(int to, InetAddress from) throws IOException {
        this.socket = new DatagramSocket(0, from);
        this.socket.setSoTimeout(60_000);
        this.to = to;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Its address. */
    String host() {
        return socket.getLocalAddress().getHostAddress();
    }

    public void send(String text) throws IOException {
        send(text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), to));
    }

    public String receive() throws IOException {
        return new String(receiveBytes(), StandardCharsets.UTF_8);
    }

    byte[] receiveBytes() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /** The next message that begins so; provisional responses and others before it are passed over. */
    public String receive(String start) throws IOException {
        for (int i = 0; i < 50; i++) {
            String text = receive();
            if (text.startsWith(start)) {
                return text;
            }
        }
        throw new AssertionError("no " + start);
    }

    /** As above; empty if none comes in time. */
    public Optional<String> receive(String start, int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        try {
            return Optional.of(receive(start));
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } finally {
            socket.setSoTimeout(60_000);
        }
    }

    /** Octets of all that comes until nothing has come for so long. */
    int drain(int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        int octets = 0;
        try {
            while (true) {
                octets += receiveBytes().length;
            }
        } catch (SocketTimeoutException e) {
            return octets;
        } finally {
            socket.setSoTimeout(60_000);
        }
    }

    /** The next final response. */
    public String receiveFinal() throws IOException {
        String text = receive();
        while (text.startsWith("SIP/2.0 1")) {
            text = receive();
        }
        return text;
    }

    /** The final response that has such a line; empty if it does not come in time. */
    Optional<String> answerTo(String line, int milliseconds) throws IOException {
        socket.setSoTimeout(milliseconds);
        try {
            String text = receiveFinal();
            while (!text.startsWith("SIP/2.0") || !text.contains(line)) {
                text = receiveFinal();
            }
            return Optional.of(text);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } finally {
            socket.setSoTimeout(60_000);
        }
    }

    /** @param extra further header lines, each ended by a newline */
    public String request(
            String method, String uri, String call, int sequence, String toTag, String extra, String body) {
        return """
                %1$s %2$s SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%3$d;branch=z9hG4bK-%4$s-%5$d-%1$s;rport
                From: <sip:alice@127.0.0.1>;tag=from-%4$s
                To: <%2$s>%6$s
                Call-ID: %4$s
                CSeq: %5$d %1$s
                Max-Forwards: 70
                Contact: <sip:alice@127.0.0.1:%3$d>
                %7$sContent-Length: %8$d

                %9$s""".formatted(
                        method,
                        uri,
                        port(),
                        call,
                        sequence,
                        toTag.isEmpty() ? "" : ";tag=" + toTag,
                        extra + (body.startsWith("v=0") ? "Content-Type: application/sdp\n" : ""),
                        body.replace("\n", "\r\n").length(),
                        body);
    }

    /** @param extra further header lines, each ended by a newline */
    public static String response(String request, String status, String toTag, String extra, String body) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\n");
        headers(request, "Via").forEach(via -> text.append("Via: ").append(via).append('\n'));
        for (String name : List.of("From", "To", "Call-ID", "CSeq")) {
            String tag = name.equals("To") && !toTag.isEmpty() ? ";tag=" + toTag : "";
            text.append(name)
                    .append(": ")
                    .append(header(request, name))
                    .append(tag)
                    .append('\n');
        }
        text.append(extra);
        if (!body.isEmpty()) {
            text.append("Content-Type: application/sdp\n");
        }
        int length = body.replace("\n", "\r\n").length();
        return text.append("Content-Length: ")
                .append(length)
                .append("\n\n")
                .append(body)
                .toString();
    }

    public static String header(String message, String name) {
        Matcher matcher = Pattern.compile("(?im)^" + name + ":\\s*(.*?)\\s*$").matcher(message);
        if (!matcher.find()) {
            throw new AssertionError("no " + name + " in " + message);
        }
        return matcher.group(1);
    }

    public static List<String> headers(String message, String name) {
        return Pattern.compile("(?im)^" + name + ":\\s*(.*?)\\s*$")
                .matcher(message)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    public static String toTag(String response) {
        String to = header(response, "To");
        int tag = to.indexOf("tag=");
        return tag < 0 ? "" : to.substring(tag + 4);
    }

    static String body(String message) {
        return message.substring(message.indexOf("\r\n\r\n") + 4);
    }

    /** An Authorization line that answers the challenge. */
    public static String authorization(
            String challenge,
            DigestCredentials.Algorithm algorithm,
            String user,
            String password,
            String method,
            String uri,
            int count) {
        String nonce = headers(challenge, "WWW-Authenticate").stream()
                .filter(value -> value.contains("algorithm=" + algorithm.word()))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*nonce=\"([^\"]*)\".*", "$1");
        return authorizationWith(nonce, algorithm, user, password, method, uri, count);
    }

    static String authorizationWith(
            String nonce,
            DigestCredentials.Algorithm algorithm,
            String user,
            String password,
            String method,
            String uri,
            int count) {
        String nc = "%08x".formatted(count);
        String secret = algorithm.hash(user + ":" + FakeDevices.REALM + ":" + password);
        String response = DigestCredentials.expected(algorithm, secret, nonce, nc, "c", method, uri);
        return "Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s, cnonce=\"c\", qop=auth, nc=%s\n"
                .formatted(user, FakeDevices.REALM, nonce, uri, response, algorithm.word(), nc);
    }

    @Override
    public void close() {
        socket.close();
    }
}
