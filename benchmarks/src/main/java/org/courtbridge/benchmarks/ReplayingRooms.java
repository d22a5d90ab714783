package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rooms that register by SIP, pick up at once, and send what was recorded: all of them on one thread. A program: it says {@code
 * registered=N} when all are, for each call that has ended {@code calls=N heard=PACKETS lost=PACKETS gap=MS at=MS} of the sound that the room
 * was sent, and stands until it is ended.
 */
final class ReplayingRooms {

    private static final InetAddress LOCAL = InetAddress.ofLiteral("127.0.0.1");
    private static final long PAUSE = 2_000_000;
    private static final long RESEND = 2_000_000_000;

    /** Registrations on their way at once; a gateway slows whoever sends more. */
    private static final int WINDOW = 20;

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([\\w-]+))");

    private final InetSocketAddress gateway;
    private final String password;
    private final int count;
    private final int end;
    private final RecordedRoom recorded;
    private final DatagramChannel signalling;
    private final int port;
    private final ByteBuffer buffer = ByteBuffer.allocate(65_536);

    /** Rooms that ask to be registered. */
    private final Map<Integer, Asked> registering = new LinkedHashMap<>();

    private final Map<String, ReplayingCall> calls = new HashMap<>();
    private int next;
    private int registered;
    private int made;

    /** Its last request. @param sequence goes up with each (RFC 3261, section 10.2) */
    private record Asked(long at, int sequence) {}

    private ReplayingRooms(InetSocketAddress gateway, String password, int first, int count, RecordedRoom recorded)
            throws IOException {
        this.gateway = gateway;
        this.password = password;
        this.count = count;
        this.end = first + count;
        this.next = first;
        this.recorded = recorded;
        signalling = DatagramChannel.open();
        signalling.bind(new InetSocketAddress(LOCAL, 0));
        signalling.configureBlocking(false);
        port = ((InetSocketAddress) signalling.getLocalAddress()).getPort();
    }

    /** The user name of one of them. */
    static String name(int room) {
        return "replay-" + room;
    }

    /** @param arguments the gateway's SIP port, the password of all, the number of the first, how many */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("replaying");
        RecordedRoom recorded;
        try {
            recorded = RecordedRoom.make(folder);
        } finally {
            CallLoad.delete(folder);
        }
        new ReplayingRooms(
                        new InetSocketAddress(LOCAL, Integer.parseInt(arguments[0])),
                        arguments[1],
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        recorded)
                .run();
    }

    private void run() throws IOException {
        while (true) {
            for (SocketAddress from = receive(); from != null; from = receive()) {
                heard(new String(buffer.array(), 0, buffer.remaining(), StandardCharsets.UTF_8), from);
            }
            long now = System.nanoTime();
            register(now);
            for (ReplayingCall call : calls.values()) {
                call.run(now);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private SocketAddress receive() throws IOException {
        SocketAddress from = signalling.receive(buffer.clear());
        buffer.flip();
        return from;
    }

    private void register(long now) throws IOException {
        while (next < end && registering.size() < WINDOW) {
            registering.put(next, new Asked(now, 0));
            askToRegister(next++, "");
        }
        List<Integer> late = registering.entrySet().stream()
                .filter(each -> now - each.getValue().at() > RESEND)
                .map(Map.Entry::getKey)
                .toList();
        for (int room : late) {
            askToRegister(room, "");
        }
    }

    private void askToRegister(int room, String proof) throws IOException {
        Asked before = registering.get(room);
        if (before == null) {
            return;
        }
        int sequence = before.sequence() + 1;
        registering.put(room, new Asked(System.nanoTime(), sequence));
        String uri = "sip:%s:%d".formatted(LOCAL.getHostAddress(), gateway.getPort());
        send(
                """
                REGISTER %1$s SIP/2.0\r
                Via: SIP/2.0/UDP %2$s:%3$d;branch=z9hG4bK-%4$d-%5$d-%6$d;rport\r
                Max-Forwards: 70\r
                From: <sip:%7$s@%2$s>;tag=r%4$d\r
                To: <sip:%7$s@%2$s>\r
                Call-ID: register-%4$d\r
                CSeq: %5$d REGISTER\r
                Contact: <sip:%7$s@%2$s:%3$d>\r
                Expires: 3600\r
                %8$sContent-Length: 0\r
                \r
                """.formatted(uri, LOCAL.getHostAddress(), port, room, sequence, System.nanoTime(), name(room), proof),
                gateway);
    }

    private void heard(String message, SocketAddress from) throws IOException {
        if (message.startsWith("SIP/2.0")) {
            answered(message);
            return;
        }
        String id = header(message, "Call-ID");
        switch (message.substring(0, message.indexOf(' '))) {
            case "INVITE" -> {
                ReplayingCall call = calls.get(id);
                if (call == null) {
                    call = new ReplayingCall(recorded, LOCAL, ++made);
                    calls.put(id, call);
                }
                answer(message, from, call.answer(message.substring(message.indexOf("\r\n\r\n") + 4)));
            }
            case "BYE" -> {
                answer(message, from, "");
                ReplayingCall ended = calls.remove(id);
                if (ended != null) {
                    System.out.printf(
                            "calls=%d heard=%d lost=%d gap=%d at=%d%n",
                            made, ended.heard(), ended.lost(), ended.longestGap(), ended.gapEnded());
                    ended.close();
                }
            }
            case "ACK" -> {}
            default -> answer(message, from, "");
        }
    }

    private void answered(String message) throws IOException {
        int room = Integer.parseInt(header(message, "Call-ID").replace("register-", ""));
        int status = Integer.parseInt(message.substring(8, 11));
        if (status == 401) {
            askToRegister(room, proof(room, header(message, "WWW-Authenticate")));
        } else if (status == 200 && registering.remove(room) != null && ++registered == count) {
            System.out.println("registered=" + registered);
        } else if (status >= 300 && status != 500 && status != 503) {
            // A request that was overtaken by a later one is answered 500.
            throw new IOException("a room is not registered: " + message);
        }
    }

    private String proof(int room, String challenge) {
        Map<String, String> said = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(challenge);
        while (parameter.find()) {
            said.put(parameter.group(1), parameter.group(2) == null ? parameter.group(3) : parameter.group(2));
        }
        String algorithm = said.getOrDefault("algorithm", "MD5");
        String uri = "sip:%s:%d".formatted(LOCAL.getHostAddress(), gateway.getPort());
        String secret = hash(algorithm, name(room) + ":" + said.get("realm") + ":" + password);
        String response = hash(
                algorithm, secret + ":" + said.get("nonce") + ":00000001:c:auth:" + hash(algorithm, "REGISTER:" + uri));
        return "Authorization: Digest username=\"%s\",realm=\"%s\",nonce=\"%s\",uri=\"%s\",algorithm=%s,qop=auth,cnonce=\"c\",nc=00000001,response=\"%s\"\r\n"
                .formatted(name(room), said.get("realm"), said.get("nonce"), uri, algorithm, response);
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("algorithm: " + algorithm + " (expected: one of every JDK)", e);
        }
    }

    private void answer(String request, SocketAddress to, String description) throws IOException {
        StringBuilder answer = new StringBuilder("SIP/2.0 200 OK\r\n");
        request.lines()
                .filter(line -> line.regionMatches(true, 0, "Via:", 0, 4)
                        || line.regionMatches(true, 0, "Record-Route:", 0, 13))
                .forEach(line -> answer.append(line).append("\r\n"));
        String called = header(request, "To");
        answer.append("From: ").append(header(request, "From")).append("\r\n");
        answer.append("To: ")
                .append(called)
                .append(called.contains("tag=") ? "" : ";tag=room")
                .append("\r\n");
        answer.append("Call-ID: ").append(header(request, "Call-ID")).append("\r\n");
        answer.append("CSeq: ").append(header(request, "CSeq")).append("\r\n");
        answer.append("Contact: <sip:room@%s:%d>\r\n".formatted(LOCAL.getHostAddress(), port));
        answer.append("User-Agent: Replaying room\r\n");
        if (!description.isEmpty()) {
            answer.append("Content-Type: application/sdp\r\n");
        }
        answer.append("Content-Length: ")
                .append(description.getBytes(StandardCharsets.UTF_8).length)
                .append("\r\n\r\n")
                .append(description);
        send(answer.toString(), to);
    }

    private static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private void send(String message, SocketAddress to) throws IOException {
        signalling.send(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), to);
    }
}
