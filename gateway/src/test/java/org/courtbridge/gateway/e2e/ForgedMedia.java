package org.courtbridge.gateway.e2e;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.codecs.rtp.MalformedPacketException;
import org.courtbridge.codecs.rtp.RtpPacket;

/** Sends packets of a browser again and again with bytes changed, under keys that are right. */
final class ForgedMedia implements Forger {

    private static final int BURST = 20;
    private static final Duration BETWEEN = Duration.ofMillis(20);

    /** Well within the time for which consent lasts (RFC 7675), and a page's silence. */
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);

    /** Version, SSRC and the like, which stay as they are in three of four. */
    private static final int HEADER = 12;

    private final ForgingPhone phone;
    private final boolean control;
    private final List<byte[]> packets;
    private final Junk junk;
    private final Random random;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private long checkedAt;
    private long sent;

    /**
     * @param control whether it is RTCP that is forged, not RTP
     * @param packets decrypted
     */
    ForgedMedia(ForgingPhone phone, boolean control, List<byte[]> packets, long seed) throws Exception {
        this.phone = phone;
        this.control = control;
        this.packets = packets;
        this.junk = new Junk(seed);
        this.random = new Random(seed);
        phone.check();
        phone.shakeHands();
    }

    /** What a browser sent at the gateway's port. */
    static List<byte[]> packets(Court court, boolean control) throws Exception {
        return TraceJudge.fields(
                        court.gateway().traces(), "udp.dstport == " + GatewayProcess.WEBRTC_PORT, "udp.payload")
                .stream()
                .map(HexFormat.of()::parseHex)
                .filter(packet -> packet.length > 1 && isControl(packet) == control)
                .toList();
    }

    /** RFC 5761, section 4. */
    private static boolean isControl(byte[] packet) {
        int type = packet[1] & 0xFF;
        return type >= 192 && type < 224;
    }

    @Override
    public void forge() throws Exception {
        if (System.nanoTime() - checkedAt > CHECK_EVERY.toNanos()) {
            checkedAt = System.nanoTime();
            phone.ping();
            phone.check();
        }
        for (int i = 0; i < BURST; i++) {
            byte[] packet = packets.get(random.nextInt(packets.size()));
            Optional<byte[]> forged = control ? controlled(packet) : numbered(packet);
            if (forged.isPresent()) {
                phone.media().sendRaw(forged.get());
                sent++;
            }
        }
        Await.elapsed(BETWEEN);
    }

    private Optional<byte[]> controlled(byte[] packet) {
        byte[] changed = changed(packet, 8);
        return changed.length < 8 ? Optional.empty() : Optional.of(phone.media().protectedRtcp(changed));
    }

    /** Each stream's sequence numbers go on, or the packets would be taken for repeated ones. */
    private Optional<byte[]> numbered(byte[] packet) {
        byte[] changed = changed(packet, HEADER);
        if (changed.length < HEADER) {
            return Optional.of(changed);
        }
        int ssrc = ByteBuffer.wrap(changed).getInt(8);
        ByteBuffer.wrap(changed).putShort(2, (short) (int) numbers.merge(ssrc, 1, Integer::sum));
        try {
            new RtpPacket().wrap(changed, 0, changed.length);
            return phone.media().protectedRtp(changed);
        } catch (MalformedPacketException e) {
            // What has no header cannot be encrypted, and comes as it is.
            return Optional.of(changed);
        }
    }

    private byte[] changed(byte[] packet, int header) {
        return switch (random.nextInt(8)) {
            case 0 -> junk.truncated(packet);
            case 1 -> junk.mutated(packet);
            default -> behind(header, packet);
        };
    }

    private byte[] behind(int header, byte[] packet) {
        if (packet.length <= header) {
            return packet;
        }
        byte[] rest = new byte[packet.length - header];
        System.arraycopy(packet, header, rest, 0, rest.length);
        byte[] changed = packet.clone();
        System.arraycopy(junk.mutated(rest), 0, changed, header, rest.length);
        return changed;
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public void close() throws Exception {
        phone.close();
    }
}
