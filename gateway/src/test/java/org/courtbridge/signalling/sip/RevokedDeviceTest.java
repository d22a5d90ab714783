package org.courtbridge.signalling.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.signalling.sip.stack.DigestCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices whose credentials are withdrawn while they are registered and in a hearing. */
class RevokedDeviceTest {

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

    private Rig rig;
    private RawPeer peer;
    private Device device;

    @BeforeEach
    void open() throws IOException {
        rig = new Rig();
        peer = new RawPeer(rig.endpoint.port());
        device = rig.devices.byUsername("alice").orElseThrow();
    }

    @AfterEach
    void close() {
        peer.close();
        rig.close();
    }

    private String proof(String challenge, String method, String uri) {
        return RawPeer.authorization(challenge, DigestCredentials.Algorithm.SHA_256, "alice", "secret", method, uri, 1);
    }

    private String register(String call) throws IOException {
        peer.send(itself(peer.request("REGISTER", HOME, call, 1, "", "", "")));
        String challenge = peer.receiveFinal();
        peer.send(itself(peer.request("REGISTER", HOME, call, 2, "", proof(challenge, "REGISTER", HOME), "")));
        return peer.receiveFinal();
    }

    /** To its own address of record. */
    private static String itself(String request) {
        return request.replaceFirst("To: <[^>]*>", "To: <sip:alice@127.0.0.1>");
    }

    /** An INVITE that is challenged. @return the final answer to the one with the proof */
    private String invite(String call) throws IOException {
        peer.send(peer.request("INVITE", URI, call, 1, "", "", OFFER));
        String challenge = peer.receiveFinal();
        peer.send(peer.request("ACK", URI, call, 1, RawPeer.toTag(challenge), "", "")
                .replace("-ACK", "-INVITE"));
        peer.send(peer.request("INVITE", URI, call, 2, "", proof(challenge, "INVITE", URI), OFFER));
        return peer.receiveFinal();
    }

    private void inHearing() throws IOException {
        assertThat(register("registered")).startsWith("SIP/2.0 200");
        String ok = invite("call");
        assertThat(ok).startsWith("SIP/2.0 200");
        peer.send(peer.request("ACK", URI, "call", 2, RawPeer.toTag(ok), "", ""));
        rig.conferences.await(() -> rig.conferences.story().contains("arrived device:" + device.id()));
        assertThat(rig.endpoint.isRegistered(device)).isTrue();
    }

    @Test
    void isCutOffAtOnce() throws Exception {
        inHearing();
        rig.devices.revoke(device.id());
        rig.endpoint.withdrawn(device);

        assertThat(rig.endpoint.isRegistered(device)).isFalse();
        String bye = peer.receive("BYE");
        peer.send(RawPeer.response(bye, "200 OK", "", "", ""));
        rig.conferences.await(() -> rig.endpoint.calls() == 0);
        assertThat(rig.conferences.story()).endsWith("left REFUSED");
        assertThat(register("again")).startsWith("SIP/2.0 401");
    }

    @Test
    void anotherDeviceIsLeftAlone() throws Exception {
        inHearing();
        Device other = rig.devices.add("Another", "other", "x");
        rig.endpoint.withdrawn(other);
        assertThat(rig.endpoint.isRegistered(device)).isTrue();
        assertThat(peer.receive("BYE", 200)).isEmpty();
        assertThat(rig.endpoint.calls()).isEqualTo(1);
    }

    @Test
    void hasToProveAnotherPasswordAndStaysInItsHearing() throws Exception {
        inHearing();
        rig.devices.changePassword(device.id(), "new secret");
        rig.endpoint.lapsed(device);
        assertThat(rig.endpoint.isRegistered(device)).isFalse();
        assertThat(peer.receive("BYE", 200)).isEmpty();
        assertThat(rig.endpoint.calls()).isEqualTo(1);
    }

    @Test
    void getsIntoNoHearingByWhatItProvedBefore() throws Exception {
        // As if it was withdrawn between the check and the call: the first question for its secrets finds them.
        rig.devices.revokeAfterNextLook(device.id());
        assertThat(invite("late")).startsWith("SIP/2.0 403");
        assertThat(rig.conferences.story()).isEmpty();
    }
}
