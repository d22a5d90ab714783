package org.courtbridge.signalling.rtsp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A camera that says what a test has it say. One connection at a time. */
final class ScriptedCamera implements AutoCloseable {

    static final String DESCRIPTION =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=camera\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\n"
                    + "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\na=control:track1\r\n";

    private final ServerSocket server;
    private final Script script;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Optional<Socket> connection = Optional.empty();

    /** A request as it came. @param headers by their names in lower case */
    record Request(String method, String uri, Map<String, String> headers) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** Answers a request. */
    interface Script {

        /** @return status and header lines, and the body after an empty line; empty for no answer at all */
        String answer(Request request);
    }

    private ScriptedCamera(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    static ScriptedCamera start(Script script) throws IOException {
        ScriptedCamera camera = new ScriptedCamera(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), script);
        Thread.ofVirtual().name("scripted-camera").start(camera::serve);
        return camera;
    }

    /** What an ordinary camera answers, by its connection alone. */
    static String ordinary(Request request) {
        return switch (request.method()) {
            case "OPTIONS" -> "200 OK\r\nPublic: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n\r\n";
            case "DESCRIBE" -> "200 OK\r\nContent-Type: application/sdp\r\n\r\n" + DESCRIPTION;
            case "SETUP" ->
                request.header("transport").contains("interleaved")
                        ? "200 OK\r\nSession: 7;timeout=4\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n"
                        : "461 Unsupported transport\r\n\r\n";
            default -> "200 OK\r\nSession: 7\r\n\r\n";
        };
    }

    URI uri() {
        return URI.create("rtsp://192.0.2.7:" + server.getLocalPort() + "/live?channel=1");
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<String> methods() {
        return requests.stream().map(Request::method).toList();
    }

    /** Sends octets by the connection of now. */
    void send(byte[] octets) throws IOException {
        OutputStream out = connection.orElseThrow().getOutputStream();
        synchronized (this) {
            out.write(octets);
            out.flush();
        }
    }

    /** An RTP packet of a picture, in a frame of channel 0. */
    static byte[] picture(int sequence) {
        byte[] frame = new byte[4 + 12 + 2];
        frame[0] = '$';
        frame[3] = 14;
        frame[4] = (byte) 0x80;
        frame[5] = (byte) 0xE0;
        frame[6] = (byte) (sequence >> 8);
        frame[7] = (byte) sequence;
        frame[15] = 1;
        frame[16] = 0x41;
        return frame;
    }

    void hangUp() throws IOException {
        connection.orElseThrow().close();
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = server.accept();
                connection = Optional.of(socket);
                try (socket) {
                    talk(socket);
                } catch (SocketException gone) {
                    connection = Optional.empty();
                }
            }
        } catch (IOException closed) {
            connection = Optional.empty();
        }
    }

    private void talk(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (Request request = read(in); request != null; request = read(in)) {
            requests.add(request);
            String answer = script.answer(request);
            if (!answer.isEmpty()) {
                String[] parts = answer.split("\r\n\r\n", 2);
                byte[] body = parts.length > 1 ? parts[1].getBytes(StandardCharsets.UTF_8) : new byte[0];
                String head = "RTSP/1.0 " + parts[0] + "\r\nCSeq: " + request.header("cseq") + "\r\nContent-Length: "
                        + body.length + "\r\n\r\n";
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                whole.write(head.getBytes(StandardCharsets.UTF_8));
                whole.write(body);
                send(whole.toByteArray());
            }
        }
    }

    /** Null at the end. Binary frames, which are reports, are passed over. */
    private static @Nullable Request read(InputStream in) throws IOException {
        int first = in.read();
        while (first == '$') {
            in.read();
            in.skipNBytes(in.read() << 8 | in.read());
            first = in.read();
        }
        if (first < 0) {
            return null;
        }
        StringBuilder text = new StringBuilder().append((char) first);
        while (text.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                return null;
            }
            text.append((char) octet);
        }
        String[] lines = text.toString().split("\r\n");
        String[] words = lines[0].split(" ");
        Map<String, String> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] pair = lines[i].split(":", 2);
            headers.put(pair[0].toLowerCase(Locale.ROOT), pair[1].strip());
        }
        return new Request(words[0], words.length > 1 ? words[1] : "", headers);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Optional<Socket> open = connection;
        if (open.isPresent()) {
            open.get().close();
        }
    }
}
