package org.courtbridge.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.SipFactory;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The room's telephone at a registrar that is nothing but a socket. */
@Timeout(300)
class RoomPhoneTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Pattern BRANCH = Pattern.compile("branch=([^;\\s]+)");
    private static final int A_MINUTE = 60;
    private static final int LONGEST_MESSAGE = 4_096;

    private DatagramSocket registrar;
    private RoomPhone phone;
    private volatile boolean closed;

    /** One request, and where it came from. */
    private record Asked(Request request, InetSocketAddress from) {

        boolean proven() {
            return request.getHeader("Authorization") != null;
        }

        int expires() {
            return request.getExpires().getExpires();
        }

        String branch() {
            Matcher branch = BRANCH.matcher(request.getHeader("Via").toString());
            assertThat(branch.find()).isTrue();
            return branch.group(1);
        }
    }

    @BeforeEach
    void register() throws Exception {
        registrar = new DatagramSocket(0, LOOPBACK);
        registrar.setSoTimeout(60_000);
        phone = new RoomPhone(
                new InetSocketAddress(LOOPBACK, registrar.getLocalPort()),
                new InetSocketAddress(LOOPBACK, 0),
                "room-1",
                "secret",
                new RoomPhone.Conduct(Optional.empty(), Duration.ofSeconds(4), false),
                RoomSources.USUAL);
        phone.start();
        answer(first(A_MINUTE, false), Response.UNAUTHORIZED);
        answer(first(A_MINUTE, true), Response.OK);
        while (phone.state() != RoomLine.State.REGISTERED) {
            Thread.onSpinWait();
        }
    }

    /** A test that failed has left it open, with its threads. */
    @AfterEach
    void close() {
        if (!closed) {
            closePhone();
        }
        registrar.close();
    }

    @Test
    void signsOffWithItsProofAndWaitsForTheAnswer() throws Exception {
        Thread closing = Thread.ofVirtual().start(this::closePhone);
        Asked bare = first(0, false);
        answer(bare, Response.UNAUTHORIZED);
        Asked proven = first(0, true);
        // It listens still: what is not answered comes again.
        assertThat(first(0, true).branch()).isEqualTo(proven.branch());
        answer(proven, Response.OK);
        assertThat(closing.join(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void leavesThoughNobodyAnswers() throws Exception {
        Thread closing = Thread.ofVirtual().start(this::closePhone);
        assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
        assertThat(first(0, false).proven()).isFalse();
    }

    private void closePhone() {
        closed = true;
        try {
            phone.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next request that is like this; others before it, as what is sent again, are passed over. */
    private Asked first(int expires, boolean proven) throws Exception {
        Asked asked = asked();
        while (asked.expires() != expires || asked.proven() != proven) {
            asked = asked();
        }
        return asked;
    }

    private Asked asked() throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[LONGEST_MESSAGE], LONGEST_MESSAGE);
        registrar.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        Request request = SipFactory.getInstance().createMessageFactory().createRequest(text);
        return new Asked(request, (InetSocketAddress) packet.getSocketAddress());
    }

    private void answer(Asked asked, int status) throws Exception {
        Response response = SipFactory.getInstance().createMessageFactory().createResponse(status, asked.request());
        ((ToHeader) response.getHeader("To")).setTag("registrar");
        if (status == Response.UNAUTHORIZED) {
            response.addHeader(SipFactory.getInstance()
                    .createHeaderFactory()
                    .createHeader(
                            "WWW-Authenticate", "Digest realm=\"court\", nonce=\"n1\", qop=\"auth\", algorithm=MD5"));
        }
        send(response, asked.from());
    }

    private void send(Response response, InetSocketAddress to) throws IOException {
        byte[] octets = response.toString().getBytes(StandardCharsets.UTF_8);
        registrar.send(new DatagramPacket(octets, octets.length, to));
    }
}
