package org.courtbridge.gateway.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HexFormat;
import org.courtbridge.hearings.EndReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Devices that are not where they say, or not any more where they were. */
class MovingDeviceTest {

    private static final String URI = "sip:100@127.0.0.1";

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
        String proof = RawPeer.authorization(
                challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", "INVITE", URI, 1);
        device.send(with(contact, device.request("INVITE", URI, id, 2, "", proof, OFFER)));
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
                String proof = RawPeer.authorization(
                        challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", "INVITE", URI, 1);
                before.send(tcp(words.request("INVITE", URI, "breaks", 2, "", proof, OFFER)));
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

    private static ConnectionsTest.StreamPeer connection() throws IOException {
        return new ConnectionsTest.StreamPeer(new Socket(InetAddress.getLoopbackAddress(), rig.endpoint.port()));
    }

    private static String tcp(String request) {
        return with(PRIVATE.replace(">", ";transport=tcp>"), request.replace("SIP/2.0/UDP", "SIP/2.0/TCP"));
    }
}
