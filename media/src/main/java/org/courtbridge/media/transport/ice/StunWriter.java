package org.courtbridge.media.transport.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes one STUN message (RFC 8489), attribute after attribute. */
public final class StunWriter {

    private static final int ROOM = 1024;

    private final ByteBuffer bytes = ByteBuffer.allocate(ROOM);

    /** @param transaction cookie and transaction identifier, 16 bytes */
    public StunWriter(int type, byte[] transaction) {
        bytes.putShort((short) type).putShort((short) 0).put(transaction);
    }

    /** The address that a request came from (RFC 8489, section 14.2). */
    public StunWriter xorMappedAddress(InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        byte[] mask = Arrays.copyOfRange(bytes.array(), 4, StunMessage.HEADER);
        for (int i = 0; i < ip.length; i++) {
            ip[i] ^= mask[i];
        }
        header(StunMessage.XOR_MAPPED_ADDRESS, 4 + ip.length);
        bytes.put((byte) 0).put((byte) (ip.length == 4 ? 1 : 2));
        bytes.putShort((short) (address.getPort() ^ StunMessage.COOKIE >>> 16)).put(ip);
        return this;
    }

    /** @param code 300 to 699 */
    StunWriter errorCode(int code, String reason) {
        byte[] phrase = reason.getBytes(StandardCharsets.UTF_8);
        header(StunMessage.ERROR_CODE, 4 + phrase.length);
        bytes.putShort((short) 0).put((byte) (code / 100)).put((byte) (code % 100));
        return padded(phrase);
    }

    StunWriter unknownAttributes(List<Integer> types) {
        header(StunMessage.UNKNOWN_ATTRIBUTES, 2 * types.size());
        types.forEach(type -> bytes.putShort(type.shortValue()));
        while (bytes.position() % 4 != 0) {
            bytes.put((byte) 0);
        }
        return this;
    }

    public StunWriter attribute(int type, byte[] value) {
        header(type, value.length);
        return padded(value);
    }

    private StunWriter padded(byte[] value) {
        bytes.put(value);
        while (bytes.position() % 4 != 0) {
            bytes.put((byte) 0);
        }
        return this;
    }

    public StunWriter integrity(byte[] password) {
        int at = bytes.position();
        length(at + 4 + StunMessage.HMAC_LENGTH);
        byte[] hmac = hmac(password, bytes.array(), at);
        header(StunMessage.MESSAGE_INTEGRITY, StunMessage.HMAC_LENGTH);
        bytes.put(hmac);
        return this;
    }

    /** Ends the message with a FINGERPRINT. */
    public byte[] fingerprint() {
        int at = bytes.position();
        length(at + 8);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), 0, at);
        header(StunMessage.FINGERPRINT, 4);
        bytes.putInt((int) crc.getValue() ^ StunMessage.FINGERPRINT_XOR);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Ends the message as it is. */
    byte[] end() {
        length(bytes.position());
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private void header(int type, int length) {
        bytes.putShort((short) type).putShort((short) length);
    }

    private void length(int end) {
        bytes.putShort(2, (short) (end - StunMessage.HEADER));
    }

    static byte[] hmac(byte[] password, byte[] message, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password, "HmacSHA1"));
            mac.update(message, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HMAC-SHA1", e);
        }
    }
}
