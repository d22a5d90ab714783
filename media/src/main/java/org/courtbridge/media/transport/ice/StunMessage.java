package org.courtbridge.media.transport.ice;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * A STUN message (RFC 8489) as ICE uses it (RFC 8445), read in place.
 *
 * <p>Our own reader, as ice4j's does not tell where an attribute stood, on which integrity and fingerprint depend, and
 * computes both only within its own stack of sockets and threads.
 */
public final class StunMessage {

    public static final int HEADER = 20;
    public static final int COOKIE = 0x2112_A442;
    public static final int BINDING_REQUEST = 0x0001;
    public static final int BINDING_SUCCESS = 0x0101;
    public static final int BINDING_ERROR = 0x0111;

    public static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    public static final int PRIORITY = 0x0024;
    public static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    public static final int ICE_CONTROLLED = 0x8029;

    static final int FINGERPRINT_XOR = 0x5354_554E;
    static final int HMAC_LENGTH = 20;

    private static final int MAX_USERNAME = 513;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] buffer;
    private final int offset;
    private final int length;
    private final List<Integer> unknown = new ArrayList<>();
    private int usernameAt = -1;
    private int usernameLength;
    private int integrityAt = -1;
    private int fingerprintAt = -1;
    private boolean useCandidate;
    private boolean controlled;

    private StunMessage(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Reads the message that fills the region; valid as long as its bytes.
     *
     * @throws MalformedPacketException if a length, the cookie or the order of attributes is wrong
     */
    public static StunMessage parse(byte[] buffer, int offset, int length) {
        check(length >= HEADER, "size: %d (expected: >= 20)", length);
        StunMessage message = new StunMessage(buffer, offset, length);
        check((buffer[offset] & 0xC0) == 0, "first byte: %d (expected: < 64)", buffer[offset] & 0xFF);
        check(message.int32(4) == COOKIE, "cookie: %d (expected: 0x2112A442)", message.int32(4));
        check(message.int16(2) + HEADER == length, "length: %d (expected: the datagram's)", message.int16(2));
        message.readAttributes();
        return message;
    }

    private void readAttributes() {
        int at = HEADER;
        while (at < length) {
            check(at + 4 <= length, "attribute at: %d (past the end)", at);
            int type = int16(at);
            int size = int16(at + 2);
            int next = at + 4 + (size + 3 & ~3);
            check(next <= length, "attribute length: %d (past the end)", size);
            check(fingerprintAt < 0, "attribute at: %d (after FINGERPRINT)", at);
            if (integrityAt < 0 || type == FINGERPRINT) {
                attribute(type, at, size);
            }
            at = next;
        }
    }

    private void attribute(int type, int at, int size) {
        switch (type) {
            case USERNAME -> {
                check(size <= MAX_USERNAME, "username length: %d (expected: <= 513)", size);
                usernameAt = at + 4;
                usernameLength = size;
            }
            case MESSAGE_INTEGRITY -> {
                check(size == HMAC_LENGTH, "integrity length: %d (expected: 20)", size);
                integrityAt = at;
            }
            case FINGERPRINT -> {
                check(size == 4, "fingerprint length: %d (expected: 4)", size);
                fingerprintAt = at;
            }
            case USE_CANDIDATE -> useCandidate = true;
            case ICE_CONTROLLED -> controlled = true;
            case PRIORITY -> {}
            default -> {
                if (type < 0x8000) {
                    unknown.add(type);
                }
            }
        }
    }

    /** Class and method, such as {@link #BINDING_REQUEST}. */
    public int type() {
        return int16(0);
    }

    /** The cookie and the transaction identifier, 16 bytes, to be repeated in the response. */
    public byte[] transaction() {
        byte[] transaction = new byte[16];
        System.arraycopy(buffer, offset + 4, transaction, 0, 16);
        return transaction;
    }

    /** USERNAME (RFC 8489, section 14.3); empty if there is none. */
    public Optional<String> username() {
        return usernameAt < 0
                ? Optional.empty()
                : Optional.of(new String(buffer, offset + usernameAt, usernameLength, StandardCharsets.UTF_8));
    }

    boolean hasIntegrity() {
        return integrityAt >= 0;
    }

    /** Whether MESSAGE-INTEGRITY is there and was made with the password of a short-term credential. */
    public boolean isIntact(byte[] password) {
        if (integrityAt < 0) {
            return false;
        }
        byte[] covered = covered(integrityAt, integrityAt + 4 + HMAC_LENGTH);
        byte[] claimed = new byte[HMAC_LENGTH];
        System.arraycopy(buffer, offset + integrityAt + 4, claimed, 0, HMAC_LENGTH);
        return MessageDigest.isEqual(StunWriter.hmac(password, covered, covered.length), claimed);
    }

    /** Whether FINGERPRINT is there, last, and right: it tells STUN from whatever else begins like it. */
    public boolean hasFingerprint() {
        if (fingerprintAt < 0) {
            return false;
        }
        CRC32 crc = new CRC32();
        crc.update(buffer, offset, fingerprintAt);
        return ((int) crc.getValue() ^ FINGERPRINT_XOR) == int32(fingerprintAt + 4);
    }

    boolean useCandidate() {
        return useCandidate;
    }

    /** Whether the sender believes that it is the controlled agent. */
    public boolean controlled() {
        return controlled;
    }

    /** Attributes that must be understood (below 0x8000) and are not. */
    List<Integer> unknownAttributes() {
        return unknown;
    }

    /** The bytes before an attribute, with the length field as if the message ended with that attribute. */
    private byte[] covered(int attributeAt, int end) {
        byte[] covered = new byte[attributeAt];
        System.arraycopy(buffer, offset, covered, 0, attributeAt);
        SHORT.set(covered, 2, (short) (end - HEADER));
        return covered;
    }

    private int int16(int at) {
        return (short) SHORT.get(buffer, offset + at) & 0xFFFF;
    }

    private int int32(int at) {
        return (int) INT.get(buffer, offset + at);
    }

    private static void check(boolean valid, String complaint, int value) {
        if (!valid) {
            throw new MalformedPacketException(complaint.formatted(value));
        }
    }
}
