package org.courtbridge.benchmarks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's rtpengine in user space, told by its ng protocol what to carry. */
final class RtpengineRelay implements Relay {

    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");
    private static final Pattern CRYPTO = Pattern.compile("a=crypto:(\\d+) AES_CM_128_HMAC_SHA1_80 ");
    private static final int CONTROL = 22_222;

    private final Process process;
    private final RelayMode mode;
    private final DatagramSocket control;

    RtpengineRelay(RelayMode mode) throws IOException {
        this.mode = mode;
        process = new ProcessBuilder(
                        "rtpengine",
                        "-f",
                        "-E",
                        "--table=-1",
                        "--interface=127.0.0.1",
                        "--listen-ng=127.0.0.1:" + CONTROL,
                        "--port-min=32000",
                        "--port-max=35999",
                        "--log-level=3",
                        "--no-fallback")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        control = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        control.setSoTimeout(500);
        for (int i = 0; i < 20; i++) {
            try {
                if (ask("d7:command4:pinge").contains("pong")) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new IOException("rtpengine does not start", e);
                }
            }
        }
        throw new IOException("rtpengine does not answer");
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public int stream(int from, int to) throws IOException {
        String call = UUID.randomUUID().toString();
        String toProfile = mode.srtpOut ? "RTP/SAVP" : "RTP/AVP";
        String offer = ask("d" + text("command", "offer") + text("call-id", call) + text("from-tag", "a")
                + text("transport-protocol", toProfile) + text("DTLS", "off") + text("ICE", "remove")
                + text("sdp", sdp(from, mode.srtpIn, "1")) + "e");
        String answer = ask("d" + text("command", "answer") + text("call-id", call) + text("from-tag", "a")
                + text("to-tag", "b") + text("DTLS", "off") + text("ICE", "remove")
                + text("sdp", sdp(to, mode.srtpOut, cryptoTag(offer))) + "e");
        Matcher port = PORT.matcher(answer);
        if (!port.find()) {
            throw new IOException("rtpengine: " + answer);
        }
        return Integer.parseInt(port.group(1));
    }

    /** An answer takes one of the offered keys by its tag (RFC 4568, section 5.1.2). */
    private static String cryptoTag(String offer) {
        Matcher tag = CRYPTO.matcher(offer);
        return tag.find() ? tag.group(1) : "1";
    }

    private static String sdp(int port, boolean srtp, String cryptoTag) {
        byte[] keyAndSalt = RelayTraffic.keyAndSalt();
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + port
                + (srtp ? " RTP/SAVP 0\r\n" : " RTP/AVP 0\r\n") + "a=rtpmap:0 PCMU/8000\r\na=rtcp-mux\r\n"
                + (srtp
                        ? "a=crypto:" + cryptoTag + " AES_CM_128_HMAC_SHA1_80 inline:"
                                + Base64.getEncoder().encodeToString(keyAndSalt) + "\r\n"
                        : "");
    }

    private static String text(String name, String value) {
        return name.length() + ":" + name + value.length() + ":" + value;
    }

    /** A cookie is never used twice: rtpengine would answer as it did the first time. */
    private String ask(String dictionary) throws IOException {
        byte[] question = (UUID.randomUUID() + " " + dictionary).getBytes(StandardCharsets.UTF_8);
        DatagramPacket reply = new DatagramPacket(new byte[16_384], 16_384);
        for (int i = 0; i < 5; i++) {
            control.send(new DatagramPacket(question, question.length, InetAddress.getByName("127.0.0.1"), CONTROL));
            try {
                control.receive(reply);
                return new String(reply.getData(), 0, reply.getLength(), StandardCharsets.UTF_8);
            } catch (SocketTimeoutException e) {
                if (!process.isAlive()) {
                    throw e;
                }
            }
        }
        throw new IOException("rtpengine does not answer");
    }

    @Override
    public void close() {
        control.close();
        process.destroy();
        process.onExit().join();
    }
}
