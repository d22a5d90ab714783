package org.courtbridge.gateway.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody in the network who sends SIP over UDP in the names of others. What is sent to his own address he receives; what is
 * sent to theirs he does not.
 */
final class SipAttacks implements AutoCloseable {

    /** His own. */
    static final String ADDRESS = "10.77.0.66";

    private static final InetSocketAddress GATEWAY = new InetSocketAddress(Scratch.ADDRESS, GatewayProcess.SIP_PORT);
    private static final String SERVER = "sip:" + Scratch.ADDRESS;
    private static final int ATTEMPTS = 10;

    private final Stranger own;
    private final ForgedDatagrams forger;

    /** By user name: each counts its requests. */
    private final Map<String, SipRequests> devices = new HashMap<>();

    private int number;

    SipAttacks(Path folder) throws IOException {
        own = Stranger.datagrams(ADDRESS, GatewayProcess.SIP_PORT);
        forger = new ForgedDatagrams(folder);
    }

    /** REGISTER from a room's address with a wrong answer to a challenge that the attacker was sent himself. */
    void registers(InetSocketAddress as, String user) throws IOException {
        InetSocketAddress self = new InetSocketAddress(ADDRESS, own.port());
        String challenge = asks(request("REGISTER", SERVER, user + "@" + Scratch.ADDRESS, self, "", ""));
        String proof =
                ("Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\","
                                + " algorithm=MD5, cnonce=\"c\", qop=auth, nc=00000001\r\n")
                        .formatted(
                                user,
                                parameter(challenge, "realm"),
                                parameter(challenge, "nonce"),
                                SERVER,
                                "0".repeat(32));
        forge(as, request("REGISTER", SERVER, user + "@" + Scratch.ADDRESS, as, proof, ""));
    }

    /** INVITE from somebody's address; nobody acknowledges the answer. */
    void calls(InetSocketAddress as, String dialled) throws IOException {
        String uri = "sip:" + dialled + "@" + Scratch.ADDRESS;
        forge(
                as,
                request(
                        "INVITE",
                        uri,
                        "hall@elsewhere.example",
                        as,
                        "Content-Type: application/sdp\r\n",
                        SipRequests.SDP));
    }

    /** OPTIONS from ever new addresses, which are nobody's. */
    void asksFromEverywhere(int perSecond, Duration time) throws IOException {
        long begin = System.nanoTime();
        for (int i = 0; i < perSecond * time.toSeconds(); i++) {
            Await.elapsed(Duration.ofNanos(begin + i * 1_000_000_000L / perSecond - System.nanoTime()));
            String address = "10.90.%d.%d".formatted(i / 250 % 250, i % 250 + 1);
            InetSocketAddress as = new InetSocketAddress(address, GatewayProcess.SIP_PORT);
            forge(as, request("OPTIONS", SERVER, "anybody@" + address, as, "", ""));
        }
    }

    /** Calls from his own address with a password that he guesses. @return the first line of the answer */
    String guesses(String user, String password) throws Exception {
        SipRequests device = devices.computeIfAbsent(user, SipRequests::new);
        String invite = device.request(own.port(), "INVITE", SipRequests.SDP);
        String challenge = asks(invite);
        own.send(SipRequests.acknowledgement(invite, challenge));
        String guess = device.proving(invite, challenge, password);
        String answer = asks(guess);
        own.send(SipRequests.acknowledgement(guess, answer));
        return answer.lines().findFirst().orElseThrow();
    }

    /** Waits until the gateway has received all that was forged: what comes last bears the attacker's own address. */
    void arrive() throws IOException {
        InetSocketAddress self = new InetSocketAddress(ADDRESS, own.port());
        String last = request("OPTIONS", SERVER, "attacker@" + ADDRESS, self, "", "");
        for (int i = 0; i < ATTEMPTS; i++) {
            forge(self, last);
            if (answer(last).isPresent()) {
                return;
            }
        }
        throw new AssertionError("no answer to " + last);
    }

    private void forge(InetSocketAddress as, String request) throws IOException {
        forger.send(as, GATEWAY, Stranger.bytes(request));
    }

    private String asks(String request) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            own.send(request);
            Optional<String> answer = answer(request);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new AssertionError("no answer to " + request);
    }

    /** The final one; empty if none comes. */
    private Optional<String> answer(String request) throws IOException {
        String call = "Call-ID: " + SipRequests.header(request, "Call-ID");
        String sequence = "CSeq: " + SipRequests.header(request, "CSeq");
        Optional<String> answer = own.receive(call);
        while (answer.isPresent()
                && (answer.get().startsWith("SIP/2.0 1") || !answer.get().contains(sequence))) {
            answer = own.receive(call);
        }
        return answer;
    }

    /** @param self whose it says to be @param extra further header lines */
    private String request(String method, String uri, String from, InetSocketAddress self, String extra, String body) {
        number++;
        String place = self.getHostString() + ":" + self.getPort();
        return method + " " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + place + ";branch=z9hG4bK-attack-" + own.port() + "-" + number + ";rport\r\n"
                + "From: <sip:" + from + ">;tag=attack" + number + "\r\n"
                + "To: <" + (method.equals("REGISTER") ? "sip:" + from : uri) + ">\r\n"
                + "Call-ID: attack-" + own.port() + "-" + number + "\r\n"
                + "CSeq: 1 " + method + "\r\n"
                + "Max-Forwards: 70\r\n"
                + "Contact: <sip:attack@" + place + ">\r\n"
                + extra
                + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** A parameter of the challenge with MD5, which every gateway takes for the sake of old rooms. */
    private static String parameter(String challenge, String name) {
        Matcher matcher =
                Pattern.compile("WWW-Authenticate: [^\r]*algorithm=MD5[^\r]*").matcher(challenge);
        if (!matcher.find()) {
            throw new AssertionError("no challenge: " + challenge);
        }
        Matcher value = Pattern.compile(name + "=\"([^\"]*)\"").matcher(matcher.group());
        if (!value.find()) {
            throw new AssertionError("no " + name + ": " + challenge);
        }
        return value.group(1);
    }

    @Override
    public void close() throws IOException {
        own.close();
        forger.close();
    }
}
