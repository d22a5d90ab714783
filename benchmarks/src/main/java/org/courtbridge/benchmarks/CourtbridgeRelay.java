package org.courtbridge.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.courtbridge.codecs.rtp.RtpPacket;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpWarmUp;
import org.courtbridge.media.transport.MediaLoops;
import org.courtbridge.media.transport.PortRange;
import org.courtbridge.media.transport.RtpListener;
import org.courtbridge.media.transport.RtpTransport;
import org.courtbridge.media.transport.UdpPorts;
import org.courtbridge.media.transport.UdpRtpTransport;

/** Our transports with the least listener that forwards, in a process of its own. */
final class CourtbridgeRelay implements Relay {

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter questions;

    CourtbridgeRelay(RelayMode mode) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CourtbridgeRelay.class.getName(),
                        mode.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public int stream(int from, int to) throws IOException {
        questions.write(from + " " + to + "\n");
        questions.flush();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("port=")) {
                return Integer.parseInt(line.substring(5));
            }
        }
        throw new IOException("our relay has ended");
    }

    @Override
    public void close() throws IOException {
        questions.close();
        process.destroy();
    }

    /** The process: reads a line with two ports for every stream, until its input ends. */
    public static void main(String[] arguments) throws IOException {
        RelayMode mode = RelayMode.valueOf(arguments[0]);
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        SrtpWarmUp.run();
        try (MediaLoops loops = MediaLoops.start(1)) {
            UdpPorts ports = UdpPorts.withOwnCertificate(loops, new PortRange(24_000, 29_999), loopback);
            BufferedReader in = new BufferedReader(new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                UdpRtpTransport inner = ports.open();
                UdpRtpTransport outer = ports.open();
                InetSocketAddress from = new InetSocketAddress(loopback, Integer.parseInt(words[0]));
                InetSocketAddress to = new InetSocketAddress(loopback, Integer.parseInt(words[1]));
                SrtpKey key = RelayTraffic.key();
                if (mode.srtpIn) {
                    inner.keys(key, List.of(key));
                }
                if (mode.srtpOut) {
                    outer.keys(key, List.of(key));
                }
                inner.remote(from, from, true);
                outer.remote(to, to, true);
                inner.listener(new Forwarder(outer));
                System.out.println("port=" + inner.rtpPort());
            }
        }
    }

    private record Forwarder(RtpTransport to) implements RtpListener {

        @Override
        public void rtp(RtpPacket packet, long arrival) {
            to.send(packet);
        }

        @Override
        public void rtcp(byte[] compound, int offset, int length, long arrival) {
            to.sendRtcp(compound, offset, length);
        }

        @Override
        public void lost(String reason) {
            throw new IllegalStateException(reason);
        }
    }
}
