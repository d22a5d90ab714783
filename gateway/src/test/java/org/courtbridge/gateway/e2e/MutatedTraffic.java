package org.courtbridge.gateway.e2e;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Datagrams of one protocol that a party really sends, sent again and again with a few bytes changed or cut off, from where
 * it sends them. What it sends itself goes its way untouched.
 */
final class MutatedTraffic {

    /** As told apart by the first bytes (RFC 7983; RFC 5761, section 4). */
    enum Protocol {
        STUN,
        DTLS,
        RTP,
        RTCP;

        private static Protocol of(byte[] packet, int payload) {
            int first = packet[payload] & 0xFF;
            int second = packet.length > payload + 1 ? packet[payload + 1] & 0xFF : 0;
            if (first < 4) {
                return STUN;
            }
            return first < 128 ? DTLS : second >= 192 && second < 224 ? RTCP : RTP;
        }
    }

    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int PAYLOAD = IP_HEADER + UDP_HEADER;
    private static final int IP_VERSION_4 = 0x45;
    private static final int UDP = 17;

    /** The latest of them, to have some of every kind at hand. */
    private static final int KEPT = 64;

    private final Protocol protocol;
    private final int copies;
    private final Junk junk;
    private final Random random;
    private final List<byte[]> kept = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();

    /** @param copies that follow every datagram of whatever protocol, once there is something to copy */
    MutatedTraffic(Protocol protocol, int copies, long seed) {
        this.protocol = protocol;
        this.copies = copies;
        this.junk = new Junk(seed);
        this.random = new Random(seed);
    }

    Protocol protocol() {
        return protocol;
    }

    /** How many mutated ones were sent so far. From any thread. */
    long sent() {
        return sent.get();
    }

    /** What follows a packet on its way. One thread's. */
    List<byte[]> after(byte[] packet) {
        if (packet.length <= PAYLOAD || packet[0] != IP_VERSION_4 || packet[9] != UDP) {
            return List.of();
        }
        if (Protocol.of(packet, PAYLOAD) == protocol) {
            if (kept.size() < KEPT) {
                kept.add(packet);
            } else {
                kept.set(random.nextInt(KEPT), packet);
            }
        }
        List<byte[]> following = new ArrayList<>();
        for (int i = 0; i < copies && !kept.isEmpty(); i++) {
            following.add(mutated(kept.get(random.nextInt(kept.size()))));
        }
        sent.addAndGet(following.size());
        return following;
    }

    private byte[] mutated(byte[] packet) {
        byte[] payload = new byte[packet.length - PAYLOAD];
        System.arraycopy(packet, PAYLOAD, payload, 0, payload.length);
        byte[] changed = random.nextInt(4) == 0 ? junk.truncated(payload) : junk.mutated(payload);
        ByteBuffer whole = ByteBuffer.allocate(PAYLOAD + changed.length)
                .put(packet, 0, PAYLOAD)
                .put(changed);
        whole.putShort(2, (short) whole.capacity());
        whole.putShort(10, (short) 0);
        whole.putShort(10, headerChecksum(whole));
        whole.putShort(IP_HEADER + 4, (short) (UDP_HEADER + changed.length));
        // None, which IPv4 allows.
        whole.putShort(IP_HEADER + 6, (short) 0);
        return whole.array();
    }

    /** RFC 791. */
    private static short headerChecksum(ByteBuffer packet) {
        int sum = 0;
        for (int at = 0; at < IP_HEADER; at += 2) {
            sum += packet.getShort(at) & 0xFFFF;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return (short) ~sum;
    }
}
