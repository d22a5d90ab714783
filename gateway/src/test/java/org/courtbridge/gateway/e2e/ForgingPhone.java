package org.courtbridge.gateway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.media.transport.TestBrowser;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.ice.IceCredentials;

/**
 * A phone that is no browser, and so can put changed bytes where no browser does: under the integrity of its checks, into
 * its handshake, and under its keys.
 */
final class ForgingPhone implements AutoCloseable {

    private static final int BINDING_SUCCESS = 0x0101;

    /** Several repetitions of a flight that was lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final JoinSocket page;
    private final TestBrowser media;
    private final IceCredentials gateway;
    private final CertificateFingerprint certificate;

    private ForgingPhone(JoinSocket page, TestBrowser media, String answer) {
        this.page = page;
        this.media = media;
        this.gateway = new IceCredentials(line(answer, "ice-ufrag"), line(answer, "ice-pwd"));
        this.certificate = CertificateFingerprint.parse(line(answer, "fingerprint"));
    }

    /**
     * Gives the code word, makes an offer and is answered.
     *
     * @param offer a browser's
     */
    static ForgingPhone joins(String link, String offer) throws Exception {
        TestBrowser media = TestBrowser.udp(new InetSocketAddress(Scratch.ADDRESS, GatewayProcess.WEBRTC_PORT));
        JoinSocket page = new JoinSocket(Court.ticket(link));
        page.offer(offer.replaceAll("a=ice-ufrag:.*", "a=ice-ufrag:" + literally(media.credentials.ufrag()))
                .replaceAll("a=ice-pwd:.*", "a=ice-pwd:" + literally(media.credentials.password()))
                .replaceAll("a=fingerprint:.*", "a=fingerprint:" + media.certificate.fingerprint()));
        return new ForgingPhone(page, media, page.reply().path("sdp").asText());
    }

    private static String literally(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }

    private static String line(String description, String attribute) {
        Matcher line = Pattern.compile("(?m)^a=" + attribute + ":(.*?)\r?$").matcher(description);
        assertThat(line.find()).as("%s in %s", attribute, description).isTrue();
        return line.group(1);
    }

    /** Has its first check answered. */
    void check() throws Exception {
        assertThat(media.check(gateway)).isEqualTo(BINDING_SUCCESS);
    }

    void shakeHands() throws IOException {
        media.handshakeAsClient(certificate, PATIENCE);
    }

    /** A sign of life, without which the gateway gives the page up. */
    void ping() throws Exception {
        page.say("{\"type\":\"ping\"}");
    }

    TestBrowser media() {
        return media;
    }

    /** Those of the gateway, by which checks go. */
    IceCredentials credentials() {
        return gateway;
    }

    @Override
    public void close() throws Exception {
        page.leave();
        media.close();
    }
}
