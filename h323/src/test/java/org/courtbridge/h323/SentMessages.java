package org.courtbridge.h323;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.courtbridge.h323.asn1.Octets;

/**
 * Every different message that the tests of this run send, as a capture for tshark to judge: RAS, call signalling and H.245
 * each in one stream. What a test breaks on purpose does not belong here.
 */
public final class SentMessages {

    /** A run's. */
    public static final Path FILE = Path.of("target", "sent-messages.pcap");

    /** Where H.245 goes to. */
    public static final int CONTROL_PORT = 2_245;

    private static final int RAS_PORT = 1_719;
    private static final int SIGNALLING_PORT = 1_720;
    private static final int SENDER_PORT = 40_000;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IP_HEADER = 20;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int TPKT_HEADER = 4;
    private static final int RAW_IP = 101;

    private SentMessages() {}

    /** @param datagram a RasMessage */
    public static void ras(byte[] datagram) {
        Recorder.OF_THIS_RUN.write(RAS_PORT, datagram);
    }

    /** @param message of Q.931, without its TPKT */
    public static void signalling(byte[] message) {
        Recorder.OF_THIS_RUN.write(SIGNALLING_PORT, message);
    }

    /** @param message a MultimediaSystemControlMessage, without its TPKT */
    public static void control(byte[] message) {
        Recorder.OF_THIS_RUN.write(CONTROL_PORT, message);
    }

    /** Begins a new file when the first message is sent. */
    private static final class Recorder {

        private static final Recorder OF_THIS_RUN = new Recorder();

        private final Map<Integer, Set<Octets>> seen = new HashMap<>();
        private final Map<Integer, Integer> sequenceNumbers = new HashMap<>();
        private final OutputStream out;

        private Recorder() {
            try {
                Files.createDirectories(FILE.getParent());
                out = Files.newOutputStream(FILE);
                out.write(ByteBuffer.allocate(24)
                        .putInt(0xA1B2C3D4)
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putLong(0)
                        .putInt(1 << 16)
                        .putInt(RAW_IP)
                        .array());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private synchronized void write(int port, byte[] message) {
            if (seen.computeIfAbsent(port, _ -> new HashSet<>()).add(Octets.of(message))) {
                byte[] packet = port == RAS_PORT ? datagram(message) : segment(port, message);
                try {
                    out.write(ByteBuffer.allocate(16)
                            .putLong(0)
                            .putInt(packet.length)
                            .putInt(packet.length)
                            .array());
                    out.write(packet);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private static byte[] datagram(byte[] message) {
            int length = UDP_HEADER + message.length;
            return ip(UDP, length)
                    .putShort((short) SENDER_PORT)
                    .putShort((short) RAS_PORT)
                    .putShort((short) length)
                    .putShort((short) 0)
                    .put(message)
                    .array();
        }

        private byte[] segment(int port, byte[] message) {
            int length = TPKT_HEADER + message.length;
            int sequenceNumber = sequenceNumbers.merge(port, length, Integer::sum) - length;
            return ip(TCP, TCP_HEADER + length)
                    .putShort((short) SENDER_PORT)
                    .putShort((short) port)
                    .putInt(sequenceNumber)
                    .putInt(0)
                    // five words of header; ACK and PSH
                    .putShort((short) 0x5018)
                    .putShort((short) 0xFFFF)
                    .putInt(0)
                    .putShort((short) 0x0300)
                    .putShort((short) length)
                    .put(message)
                    .array();
        }

        private static ByteBuffer ip(int protocol, int length) {
            return ByteBuffer.allocate(IP_HEADER + length)
                    .putShort((short) 0x4500)
                    .putShort((short) (IP_HEADER + length))
                    .putInt(0)
                    .put((byte) 64)
                    .put((byte) protocol)
                    .putShort((short) 0)
                    .putInt(0xC0000201)
                    .putInt(0xC0000202);
        }
    }
}
