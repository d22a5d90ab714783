package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import org.courtbridge.hearings.EndReason;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Devices that are not where they say, or not any more where they were. */
class MovingDeviceTest {

    private static final String URI = "sip:100@127.0.0.1";
    private static final String HOME = "sip:127.0.0.1";

    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            c=IN IP4 127.0.0.1
            t=0 0
            m=audio 40000 RTP/AVP 8
            """;

    /** Behind a NAT: an address in which nobody can reach it. */
    private static final String PRIVATE = "Contact: <sip:alice@192.0.2.77:5060>";

    private static Rig rig;

    @BeforeAll
    static void open() throws IOException {
        rig = new Rig();
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static String contact(RawPeer at) {
        return "Contact: <sip:alice@127.0.0.1:" + at.port() + ">";
    }

    private static String with(String contact, String request) {
        return request.replaceFirst("Contact: <[^>]*>", contact);
    }

    /** Sets a call up over UDP, and gives the tag of our side. */
    private static String call(RawPeer device, String id, String contact) throws IOException {
        device.send(with(contact, device.request("INVITE", URI, id, 1, "", "", OFFER)));
        String challenge = device.receiveFinal();
        device.send(device.request("ACK", URI, id, 1, RawPeer.toTag(challenge), "", "")
                .replace("-ACK", "-INVITE"));
        device.send(with(contact, device.request("INVITE", URI, id, 2, "", proof(challenge, "INVITE", URI), OFFER)));
        String ok = device.receive("SIP/2.0 200");
        device.send(device.request("ACK", URI, id, 2, RawPeer.toTag(ok), "", ""));
        return RawPeer.toTag(ok);
    }

    private static String hangUp(RawPeer device) throws IOException {
        rig.conferences.leg().end(EndReason.REMOVED);
        String bye = device.receive("BYE");
        device.send(RawPeer.response(bye, "200 OK", "", "", ""));
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
        return bye;
    }

    @Test
    void isReachedThroughTheHoleThatItMade() throws IOException {
        try (RawPeer device = new RawPeer(rig.endpoint.port())) {
            call(device, "nat", PRIVATE);
            rig.conferences.leg().requestKeyframe();
            String info = device.receive("INFO");
            assertThat(info).startsWith("INFO sip:alice@192.0.2.77:5060 SIP/2.0");
            assertThat(RawPeer.header(info, "Via")).contains(";rport");
            device.send(RawPeer.response(info, "200 OK", "", "", ""));
            hangUp(device);
        }
    }

    /** By STUN on the SIP port, while empty lines over UDP are only heard. */
    @Test
    void isToldByWhichAddressItIsSeen() throws IOException {
        try (RawPeer device = new RawPeer(rig.endpoint.port())) {
            device.send("\n\n");
            byte[] request = HexFormat.of().parseHex("000100002112a442b7e7a701bc34d686fa87dfae");
            device.send(request);
            byte[] answer = device.receiveBytes();
            String port = "%04x".formatted(device.port() ^ 0x2112);
            assertThat(HexFormat.of().formatHex(answer))
                    .isEqualTo("0101000c2112a442b7e7a701bc34d686fa87dfae" + "002000080001" + port + "5e12a443");

            device.send(HexFormat.of().parseHex("000100042112a442b7e7a701bc34d686fa87dfae" + "00030000"));
            assertThat(HexFormat.of().formatHex(device.receiveBytes()))
                    .startsWith("0111")
                    .endsWith("000a000200030000");

            request[4]++;
            device.send(request);
            assertThat(device.receive("", 200)).as("a cookie that is none").isEmpty();
        }
    }

    @Test
    void itsCallGoesOnFromAnotherAddress() throws IOException {
        for (String contact : new String[] {"", PRIVATE}) {
            try (RawPeer before = new RawPeer(rig.endpoint.port());
                    RawPeer after = new RawPeer(rig.endpoint.port())) {
                String id = "moves" + contact.length();
                String tag = call(before, id, contact.isEmpty() ? contact(before) : contact);
                after.send(with(
                        contact.isEmpty() ? contact(after) : contact,
                        after.request("INVITE", URI, id, 3, tag, "", OFFER.replace("40000", "40010"))));
                assertThat(after.receiveFinal()).startsWith("SIP/2.0 200");
                after.send(after.request("ACK", URI, id, 3, tag, "", ""));
                hangUp(after);
                assertThat(before.receive("BYE", 200)).isEmpty();
            }
        }
    }

    @Test
    void itsCallGoesOnOverAnotherConnection() throws Exception {
        try (RawPeer words = new RawPeer(rig.endpoint.port());
                ConnectionsTest.StreamPeer after = connection()) {
            String tag;
            try (ConnectionsTest.StreamPeer before = connection()) {
                before.send(tcp(words.request("INVITE", URI, "breaks", 1, "", "", OFFER)));
                String challenge = before.answer();
                before.send(tcp(words.request("ACK", URI, "breaks", 1, RawPeer.toTag(challenge), "", "")));
                before.send(tcp(words.request("INVITE", URI, "breaks", 2, "", proof(challenge, "INVITE", URI), OFFER)));
                tag = RawPeer.toTag(before.answer());
                before.send(tcp(words.request("ACK", URI, "breaks", 2, tag, "", "")));
            }
            after.send(tcp(words.request("UPDATE", URI, "breaks", 3, tag, "", "")));
            assertThat(after.answer()).startsWith("SIP/2.0 200");
            rig.conferences.leg().end(EndReason.REMOVED);
            String bye = after.message();
            assertThat(bye).startsWith("BYE sip:alice@192.0.2.77:5060;transport=tcp SIP/2.0");
            assertThat(RawPeer.header(bye, "Via")).startsWith("SIP/2.0/TCP");
            after.send(RawPeer.response(bye, "200 OK", "", "", ""));
            rig.conferences.await(() -> rig.endpoint.calls() == 0);
        }
    }

    /** A NAT that gives another port is noticed by nobody but the registrar. */
    @Test
    void itsCallGoesOnWhereItRegistersAnew() throws IOException {
        try (RawPeer before = new RawPeer(rig.endpoint.port());
                RawPeer after = new RawPeer(rig.endpoint.port());
                RawPeer other = new RawPeer(rig.endpoint.port())) {
            register(before, "hole", "sip:alice@192.0.2.77:5060", 1);
            call(before, "rebound", PRIVATE);
            register(other, "hole-2", "sip:alice@192.0.2.78:5060", 1);
            register(after, "hole", "sip:alice@192.0.2.77:5060", 3);
            hangUp(after);
            assertThat(before.receive("BYE", 200)).isEmpty();
        }
    }

    private static void register(RawPeer device, String id, String contact, int sequence) throws IOException {
        String request = with("Contact: <" + contact + ">", device.request("REGISTER", HOME, id, sequence, "", "", ""))
                .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>");
        device.send(request);
        device.send(proven(request, sequence, device.receiveFinal()));
        assertThat(device.receiveFinal()).startsWith("SIP/2.0 200");
    }

    /** The REGISTER that answers the challenge to another one. */
    private static String proven(String request, int sequence, String challenge) {
        return request.replace(sequence + " REGISTER", sequence + 1 + " REGISTER")
                .replace("-" + sequence + "-", "-" + (sequence + 1) + "-")
                .replace("Content-Length", proof(challenge, "REGISTER", HOME) + "Content-Length");
    }

    private static String proof(String challenge, String method, String uri) {
        return RawPeer.authorization(challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", method, uri, 1);
    }

    /** It has lost its connection, opens another and registers by that: our BYE goes there. */
    @Test
    void itsCallGoesOnOverTheConnectionByWhichItRegistersAnew() throws Exception {
        try (RawPeer words = new RawPeer(rig.endpoint.port());
                ConnectionsTest.StreamPeer after = connection()) {
            try (ConnectionsTest.StreamPeer before = connection()) {
                register(before, words, 1);
                before.send(tcp(words.request("INVITE", URI, "cut", 1, "", "", OFFER)));
                String challenge = before.answer();
                before.send(tcp(words.request("ACK", URI, "cut", 1, RawPeer.toTag(challenge), "", "")));
                before.send(tcp(words.request("INVITE", URI, "cut", 2, "", proof(challenge, "INVITE", URI), OFFER)));
                String tag = RawPeer.toTag(before.answer());
                before.send(tcp(words.request("ACK", URI, "cut", 2, tag, "", "")));
            }
            rig.conferences.await(
                    () -> rig.endpoint.registrations().all().stream().anyMatch(known -> !known.reachable()));
            register(after, words, 3);
            rig.conferences.leg().end(EndReason.REMOVED);
            String bye = after.message();
            assertThat(bye).startsWith("BYE ");
            after.send(RawPeer.response(bye, "200 OK", "", "", ""));
            rig.conferences.await(() -> rig.endpoint.calls() == 0);
        }
    }

    private static void register(ConnectionsTest.StreamPeer device, RawPeer words, int sequence) throws IOException {
        String request = tcp(words.request("REGISTER", HOME, "line", sequence, "", "", ""))
                .replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>");
        device.send(request);
        device.send(proven(request, sequence, device.answer()));
        assertThat(device.answer()).startsWith("SIP/2.0 200");
    }

    private static ConnectionsTest.StreamPeer connection() throws IOException {
        return new ConnectionsTest.StreamPeer(new Socket(InetAddress.getLoopbackAddress(), rig.endpoint.port()));
    }

    private static String tcp(String request) {
        return with(PRIVATE.replace(">", ";transport=tcp>"), request.replace("SIP/2.0/UDP", "SIP/2.0/TCP"));
    }
}
