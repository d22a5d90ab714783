package org.courtbridge.signalling.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Everything that crosses loopback, kept by tshark and judged by it afterwards. */
final class Capture {

    private static final String BEGIN = "capture has begun";
    private static final String END = "capture is complete";

    private final Path file;
    private final Process tshark;

    private Capture(Path file, Process tshark) {
        this.file = file;
        this.tshark = tshark;
    }

    /** Returns once packets are being kept. */
    static Capture start(Path file) throws IOException {
        Process tshark = new ProcessBuilder("tshark", "-q", "-i", "lo", "-w", file.toString(), "-f", "udp or tcp")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Capture capture = new Capture(file, tshark);
        capture.awaitSight(BEGIN);
        return capture;
    }

    /** Everything sent before is kept. */
    void stop() throws IOException, InterruptedException {
        awaitSight(END);
        tshark.destroy();
        if (!tshark.waitFor(60, TimeUnit.SECONDS)) {
            tshark.destroyForcibly();
            throw new AssertionError("tshark does not stop");
        }
    }

    /** Says something on the wire until the file has it. */
    private void awaitSight(String word) throws IOException {
        byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
        long deadline = System.nanoTime() + 60_000_000_000L;
        try (DatagramSocket mouth = new DatagramSocket();
                DatagramSocket ear = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            while (!Files.exists(file)
                    || !Files.readString(file, StandardCharsets.ISO_8859_1).contains(word)) {
                if (!tshark.isAlive() || System.nanoTime() > deadline) {
                    throw new AssertionError("tshark captures nothing in " + file);
                }
                mouth.send(new DatagramPacket(bytes, bytes.length, ear.getLocalSocketAddress()));
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    /** What tshark says of each message on these SIP ports that its filter passes. */
    List<String> select(List<Integer> ports, String filter) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tshark", "-r", file.toString(), "-Y", filter));
        for (int port : ports) {
            command.addAll(List.of("-d", "udp.port==" + port + ",sip", "-d", "tcp.port==" + port + ",sip"));
        }
        command.addAll(List.of("-T", "fields", "-e", "frame.number", "-e", "_ws.col.Info", "-e", "_ws.expert.message"));
        Process reader = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (reader.waitFor() != 0) {
            throw new AssertionError("tshark refuses " + command);
        }
        return text.lines().toList();
    }
}
