package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.courtbridge.codecs.rtp.RtpPacket;

/** An application on werift that receives by WHEP. It has no decoder, and never asks for a keyframe. */
final class WeriftViewer implements AutoCloseable {

    private static final Path SCRIPT = Path.of("src/test/scripts/werift-viewer").toAbsolutePath();
    private static final String MODULES = "/usr/local/lib/courtbridge-peers/node_modules";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path received;
    private final ChildProcess process;

    private WeriftViewer(Path received, ChildProcess process) {
        this.received = received;
        this.process = process;
    }

    /**
     * Makes its offer, and waits until it is connected.
     *
     * @param token from the code word
     * @param coding of pictures, the only one that it knows: H264 or VP8
     */
    static WeriftViewer start(Path parent, int party, String token, String coding) throws Exception {
        Path folder = Files.createDirectories(parent.resolve("werift" + party));
        Path received = folder.resolve("received.rtp");
        List<String> command = List.of(
                "node",
                SCRIPT.toString(),
                GatewayProcess.LOCAL_ORIGIN + "/api/v1/whep",
                token,
                received.toString(),
                coding);
        Map<String, String> environment = Map.of("HOME", folder.toString(), "NODE_PATH", MODULES);
        WeriftViewer viewer = new WeriftViewer(received, ChildProcess.start(folder, "werift", environment, command));
        viewer.awaitSaid("state", "connected");
        return viewer;
    }

    private void awaitSaid(String what, String value) {
        Await.until("%s=%s of werift".formatted(what, value), Court.PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("werift has ended: " + process.log());
            }
            return lines().stream().anyMatch(line -> line.path(what).asText().equals(value));
        });
    }

    /** The last state of its connection. */
    String state() throws IOException {
        return lines().stream()
                .filter(line -> line.has("state"))
                .toList()
                .getLast()
                .path("state")
                .asText();
    }

    /** Pictures of which a packet has come so far. */
    int frames() throws IOException {
        return lines().stream()
                .mapToInt(line -> line.path("frames").asInt())
                .max()
                .orElse(0);
    }

    /** Every packet of the picture so far, in the order in which they came. */
    List<RtpPacket> packets() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(received));
        List<RtpPacket> packets = new ArrayList<>();
        while (bytes.remaining() > 2
                && Short.toUnsignedInt(bytes.getShort(bytes.position())) <= bytes.remaining() - 2) {
            byte[] packet = new byte[Short.toUnsignedInt(bytes.getShort())];
            bytes.get(packet);
            packets.add(new RtpPacket().wrap(packet, 0, packet.length));
        }
        return packets;
    }

    /** Ends its session, as its user does with Ctrl-C. @return the status that DELETE was answered with */
    int leave() throws Exception {
        process.interrupt();
        return Await.value(
                        "the answer to DELETE",
                        Court.PATIENCE,
                        () -> lines().stream().filter(line -> line.has("ended")).findFirst())
                .path("ended")
                .asInt();
    }

    String log() throws IOException {
        return process.log();
    }

    private List<JsonNode> lines() throws IOException {
        String log = process.log();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : log.substring(0, log.lastIndexOf('\n') + 1).lines().toList()) {
            if (line.startsWith("{")) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    @Override
    public void close() {
        process.close();
    }
}
