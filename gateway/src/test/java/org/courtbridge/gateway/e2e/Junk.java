package org.courtbridge.gateway.e2e;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/** Bytes that nobody should have to read, the same on every run. */
final class Junk {

    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int FINGERPRINT_MASK = 0x5354554E;

    private final Random random;

    Junk(long seed) {
        this.random = new Random(seed);
    }

    byte[] random(int longest) {
        byte[] bytes = new byte[random.nextInt(longest + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Random but for the first byte, by which a receiver tells protocols apart. */
    byte[] beginning(int first, int longest) {
        byte[] bytes = random(longest);
        if (bytes.length > 0) {
            bytes[0] = (byte) first;
        }
        return bytes;
    }

    byte[] truncated(byte[] whole) {
        return Arrays.copyOf(whole, random.nextInt(whole.length));
    }

    /** With up to eight bytes changed. */
    byte[] mutated(byte[] whole) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    /** A packet with a sound RTP header (RFC 3550, section 5.1). */
    byte[] rtp(int payloadType) {
        return rtp(payloadType, random.nextInt());
    }

    /** The same in a stream that there is. */
    byte[] rtp(int payloadType, int ssrc) {
        byte[] payload = random(300);
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) random.nextInt())
                .putInt(random.nextInt())
                .putInt(ssrc)
                .put(payload)
                .array();
    }

    /** An RTP packet that breaks off in its header, or ends before the sources, extension or padding that it promises. */
    byte[] rtpCutShort(int payloadType) {
        byte[] packet = Arrays.copyOf(rtp(payloadType), 12 + random.nextInt(4));
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(packet, random.nextInt(12));
            case 1 -> startingWith(0x8F, packet);
            case 2 -> startingWith(0x90, packet);
            default -> {
                byte[] padded = startingWith(0xA0, Arrays.copyOf(packet, 14));
                padded[13] = (byte) 200;
                yield padded;
            }
        };
    }

    private static byte[] startingWith(int first, byte[] packet) {
        packet[0] = (byte) first;
        return packet;
    }

    /** A receiver report and a goodbye of nobody (RFC 3550, sections 6.4.2 and 6.6). */
    byte[] rtcp() {
        return rtcp(random.nextInt());
    }

    /** The same of somebody. */
    byte[] rtcp(int ssrc) {
        return ByteBuffer.allocate(16)
                .putInt(0x80C90001)
                .putInt(ssrc)
                .putInt(0x81CB0001)
                .putInt(ssrc)
                .array();
    }

    /** A STUN binding request (RFC 8489) that names nobody, whole with its FINGERPRINT. */
    byte[] bindingRequest() {
        return stun(new byte[0]);
    }

    /** One whose user name and integrity are made up. */
    byte[] forgedBindingRequest() {
        return forgedBindingRequest("nobody00:nowhere0");
    }

    /** One whose integrity is made up. */
    byte[] forgedBindingRequest(String userName) {
        byte[] user = userName.getBytes(StandardCharsets.US_ASCII);
        int padded = (user.length + 3) / 4 * 4;
        ByteBuffer attributes = ByteBuffer.allocate(4 + padded + 4 + 20);
        attributes.putShort((short) 0x0006).putShort((short) user.length).put(user);
        attributes.position(4 + padded);
        attributes.putShort((short) 0x0008).putShort((short) 20);
        byte[] integrity = new byte[20];
        random.nextBytes(integrity);
        return stun(attributes.put(integrity).array());
    }

    /**
     * A DTLS record (RFC 6347, section 4.1).
     *
     * @param type 20 change cipher spec, 21 alert, 22 handshake, 23 application data
     * @param epoch 0 for what is not encrypted
     */
    byte[] dtls(int type, int epoch, byte... content) {
        return ByteBuffer.allocate(13 + content.length)
                .put((byte) type)
                .putShort((short) 0xFEFD)
                .putShort((short) epoch)
                .putShort((short) 0)
                .putInt(random.nextInt(1 << 16))
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    private byte[] stun(byte[] attributes) {
        byte[] transaction = new byte[12];
        random.nextBytes(transaction);
        ByteBuffer message = ByteBuffer.allocate(20 + attributes.length + 8)
                .putShort((short) 0x0001)
                .putShort((short) (attributes.length + 8))
                .putInt(MAGIC_COOKIE)
                .put(transaction)
                .put(attributes);
        CRC32 check = new CRC32();
        check.update(message.array(), 0, message.position());
        return message.putShort((short) 0x8028)
                .putShort((short) 4)
                .putInt((int) check.getValue() ^ FINGERPRINT_MASK)
                .array();
    }
}
