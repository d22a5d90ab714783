package org.courtbridge.media.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.courtbridge.media.transport.ice.IceCredentials;
import org.courtbridge.media.transport.ice.StunMessage;
import org.courtbridge.media.transport.ice.StunWriter;

/**
 * A connectivity check of our own (RFC 8445, section 7.2): whether a browser or a room is where its media has begun to come from or, as long as
 * a room has not checked, where its description says.
 *
 * <p>A lite agent need not send any, and so learns of a NAT's new address with the other side's next check, up to 2.5 s
 * later from a browser. The media itself proves too little: whoever overhears it may be faster than the other side, and draw our pictures
 * to himself or to a victim. The answer to a check shows the other side's password and consents to what we send there
 * (RFC 7675, section 5.1), one round trip after the check.
 */
final class ReturnCheck {

    /** As often as a request is sent while there is no answer (RFC 8445, section 14.3, has at least 500 ms at first). */
    private static final long REPEAT = TimeUnit.MILLISECONDS.toNanos(500);

    /** As any peer-reflexive candidate would have (RFC 8445, section 5.1.2.1). */
    private static final int PRIORITY = 110 << 24 | 0xFFFF << 8 | 0xFF;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final IcePath way;
    private final byte[] password;
    private final byte[] transaction = new byte[16];
    private final byte[] request;
    private long sentAt;

    /**
     * @param ours our credentials
     * @param theirs those of the other side, with which it answers
     */
    ReturnCheck(IcePath way, IceCredentials ours, IceCredentials theirs, long now) {
        this.way = way;
        this.password = theirs.password().getBytes(StandardCharsets.UTF_8);
        this.sentAt = now - REPEAT;
        RANDOM.nextBytes(transaction);
        ByteBuffer.wrap(transaction).putInt(0, StunMessage.COOKIE);
        byte[] tieBreaker = new byte[8];
        RANDOM.nextBytes(tieBreaker);
        this.request = new StunWriter(StunMessage.BINDING_REQUEST, transaction)
                .attribute(StunMessage.USERNAME, (theirs.ufrag() + ":" + ours.ufrag()).getBytes(StandardCharsets.UTF_8))
                .attribute(
                        StunMessage.PRIORITY,
                        ByteBuffer.allocate(4).putInt(PRIORITY).array())
                .attribute(StunMessage.ICE_CONTROLLED, tieBreaker)
                .integrity(password)
                .fingerprint();
    }

    IcePath way() {
        return way;
    }

    ByteBuffer transaction() {
        return ByteBuffer.wrap(transaction).asReadOnlyBuffer();
    }

    byte[] request() {
        return request;
    }

    /** Whether the request is to be sent now; then it is taken for sent. */
    boolean isDue(long now) {
        boolean due = now - sentAt >= REPEAT;
        if (due) {
            sentAt = now;
        }
        return due;
    }

    /** Whether a response shows that the other side is there: made with its password, and come from there. */
    boolean isAnsweredBy(StunMessage response, IcePath from) {
        return way.equals(from) && response.isIntact(password);
    }
}
