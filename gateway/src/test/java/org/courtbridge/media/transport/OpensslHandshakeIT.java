package org.courtbridge.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.codecs.srtp.SrtpSender;
import org.courtbridge.media.health.InternalErrors;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.dtls.DtlsCertificate;
import org.courtbridge.media.transport.dtls.DtlsRole;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A DTLS stack that we did not write shakes hands with us, and its keys are ours. */
class OpensslHandshakeIT {

    private static final String RTP = "806f04d20001e2400badcafe" + "0011223344556677";
    private static final Pattern PROFILE = Pattern.compile("SRTP Extension negotiated, profile=(\\S+)");
    private static final Pattern MATERIAL = Pattern.compile("Keying material: ([0-9A-F]+)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "rsa:2048, SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80, SRTP_AEAD_AES_128_GCM, 0",
        "ec, SRTP_AES128_CM_SHA1_80, SRTP_AES128_CM_SHA1_80, 0",
        "ec, SRTP_AEAD_AES_256_GCM, SRTP_AEAD_AES_256_GCM, 4",
    })
    void agreesOnKeys(String keyType, String offered, String agreed, int everyLost) throws Exception {
        SrtpProfile profile = switch (agreed) {
            case "SRTP_AEAD_AES_128_GCM" -> SrtpProfile.AEAD_AES_128_GCM;
            case "SRTP_AEAD_AES_256_GCM" -> SrtpProfile.AEAD_AES_256_GCM;
            default -> SrtpProfile.AES_CM_128_HMAC_SHA1_80;
        };
        int length = 2 * (profile.keyLength() + profile.saltLength());
        Ear ear = new Ear();
        try (Relay relay = new Relay(everyLost)) {
            IceSession session = relay.port.session();
            session.listener(ear);
            session.remote(certificate(keyType), IceCredentials.random(), DtlsRole.SERVER);
            relay.check(session);
            Process openssl = openssl(relay, offered, length);
            try {
                String output = outputUntil(openssl, MATERIAL);
                assertThat(group(PROFILE, output)).isEqualTo(agreed);
                byte[] material = HexFormat.of().parseHex(group(MATERIAL, output));
                assertThat(material).hasSize(length);
                SrtpSender sender = SrtpSender.forKey(SrtpKey.of(
                        profile,
                        Arrays.copyOf(material, profile.keyLength()),
                        Arrays.copyOfRange(
                                material, 2 * profile.keyLength(), 2 * profile.keyLength() + profile.saltLength())));
                byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(RTP), 40);
                RtpPacket packet = new RtpPacket().wrap(bytes, 0, 20);
                assertThat(sender.protect(packet)).isTrue();
                awaitKeys(session);
                relay.toGateway(Arrays.copyOf(packet.getBuffer(), packet.getLength()));
                assertThat(ear.next()).isEqualTo("rtp " + RTP);
            } finally {
                openssl.destroy();
            }
        }
    }

    @Test
    void refusesAnotherCertificateThanAnnounced() throws Exception {
        Ear ear = new Ear();
        try (Relay relay = new Relay(0)) {
            IceSession session = relay.port.session();
            session.listener(ear);
            certificate("ec");
            session.remote(DtlsCertificate.generate().fingerprint(), IceCredentials.random(), DtlsRole.SERVER);
            relay.check(session);
            Process openssl = openssl(relay, "SRTP_AES128_CM_SHA1_80", 60);
            try {
                assertThat(ear.next()).contains("certificate does not match its fingerprint");
                assertThat(session.loop().submit(session::hasKeys).get()).isFalse();
            } finally {
                openssl.destroy();
            }
        }
    }

    private CertificateFingerprint certificate(String keyType) throws Exception {
        List<String> key = keyType.equals("ec")
                ? List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
                : List.of("-newkey", keyType);
        List<String> command = new java.util.ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
        command.addAll(key);
        command.addAll(List.of("-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=stranger", "-days", "2"));
        Process made = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("req.log").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String pem = Files.readString(folder.resolve("cert.pem"));
        byte[] der = Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
        return CertificateFingerprint.of(der);
    }

    private Process openssl(Relay relay, String profiles, int length) throws IOException {
        return new ProcessBuilder(
                        "openssl",
                        "s_client",
                        "-dtls1_2",
                        "-connect",
                        "127.0.0.1:" + relay.openssl.getLocalPort(),
                        "-cert",
                        "cert.pem",
                        "-key",
                        "key.pem",
                        "-use_srtp",
                        profiles,
                        "-keymatexport",
                        "EXTRACTOR-dtls_srtp",
                        "-keymatexportlen",
                        Integer.toString(length))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String outputUntil(Process process, Pattern last) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] some = new byte[4096];
        for (int n = process.getInputStream().read(some);
                n > 0;
                n = process.getInputStream().read(some)) {
            text.append(new String(some, 0, n, java.nio.charset.StandardCharsets.UTF_8));
            if (last.matcher(text).find() && text.indexOf("\n---", text.indexOf("Keying material: ")) > 0) {
                break;
            }
        }
        return text.toString();
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static void awaitKeys(IceSession session) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!session.loop().submit(session::hasKeys).get()) {
            assertThat(System.nanoTime()).as("keys in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /**
     * Sits between openssl, which knows no ICE, and the port; loses the first datagram of each direction and one in so
     * many of the nine after it. So many at most: no flight is lost more often than it is sent.
     */
    private static final class Relay implements AutoCloseable {

        private final MediaLoops loops = MediaLoops.start(1);
        private final WebRtcPort port = WebRtcPort.open(
                new WebRtcPortConfig(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of()),
                loops,
                DtlsCertificate.generate(),
                new InternalErrors(InstantSource.system()));
        private final DatagramSocket openssl = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final DatagramSocket gateway = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        private final AtomicReference<SocketAddress> client = new AtomicReference<>();
        private final Losses fromOpenssl;
        private final Losses fromGateway;

        Relay(int everyLost) throws IOException {
            fromOpenssl = new Losses(1, everyLost);
            fromGateway = new Losses(2, everyLost);
        }

        void check(IceSession session) throws IOException {
            toGateway(TestBrowser.checkBytes(session.local()));
            DatagramPacket response = new DatagramPacket(new byte[2048], 2048);
            gateway.setSoTimeout(60_000);
            gateway.receive(response);
            gateway.setSoTimeout(0);
            Thread.ofVirtual().start(this::fromOpenssl);
            Thread.ofVirtual().start(this::fromGateway);
        }

        void toGateway(byte[] bytes) throws IOException {
            gateway.send(new DatagramPacket(bytes, bytes.length, port.localAddress()));
        }

        private void fromOpenssl() {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                    openssl.receive(packet);
                    client.set(packet.getSocketAddress());
                    if (!fromOpenssl.next()) {
                        toGateway(Arrays.copyOf(packet.getData(), packet.getLength()));
                    }
                }
            } catch (IOException e) {
                assertThat(openssl.isClosed()).isTrue();
            }
        }

        private void fromGateway() {
            try {
                while (true) {
                    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
                    gateway.receive(packet);
                    if (!fromGateway.next()) {
                        openssl.send(new DatagramPacket(packet.getData(), packet.getLength(), client.get()));
                    }
                }
            } catch (IOException e) {
                assertThat(gateway.isClosed() || openssl.isClosed()).isTrue();
            }
        }

        @Override
        public void close() {
            openssl.close();
            gateway.close();
            port.close();
            loops.close();
        }
    }

    /** The losses of one direction: drawn, as a regular loss can hit the same datagram of each repeated flight. */
    private static final class Losses {

        private static final int DRAWS = 10;

        private final Random random;
        private final int every;
        private int count;

        Losses(int seed, int every) {
            this.random = new Random(seed);
            this.every = every;
        }

        boolean next() {
            int n = count++;
            return every > 0 && n < DRAWS && (n == 0 || random.nextInt(every) == 0);
        }
    }
}
