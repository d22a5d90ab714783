package org.courtbridge.media.transport.ice;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.codecs.rtp.MalformedPacketException;

/**
 * Answers the connectivity checks of browsers as a lite agent does (RFC 8445, section 7.3): whoever shows the password
 * that belongs to a user name fragment of ours is let in, everybody else is told why not. Knows no sockets.
 *
 * @param <S> what a fragment stands for
 */
public final class IceChecks<S> {

    private static final byte[] NOTHING = {};

    private final Map<String, Account<S>> accounts = new HashMap<>();

    private record Account<S>(byte[] password, S owner) {}

    /**
     * The result of a connectivity check that has arrived.
     *
     * @param accepted whose check it was, if it was genuine and in order
     * @param response to be sent to where it came from, unless it is empty
     */
    public record Verdict<S>(Optional<S> accepted, String ufrag, boolean nominated, ResponseBytes response) {}

    /** Bytes in a record compare by identity, so they get a type that says so. */
    public static final class ResponseBytes {

        private final byte[] bytes;

        private ResponseBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        public byte[] bytes() {
            return bytes;
        }

        public boolean isEmpty() {
            return bytes.length == 0;
        }
    }

    public void register(IceCredentials credentials, S owner) {
        byte[] password = credentials.password().getBytes(StandardCharsets.UTF_8);
        accounts.put(credentials.ufrag(), new Account<>(password, owner));
    }

    public void forget(IceCredentials credentials) {
        accounts.remove(credentials.ufrag());
    }

    public Verdict<S> judge(byte[] buffer, int offset, int length, InetSocketAddress from) {
        StunMessage message;
        try {
            message = StunMessage.parse(buffer, offset, length);
        } catch (MalformedPacketException e) {
            return refused(NOTHING);
        }
        if (!message.hasFingerprint() || message.type() != StunMessage.BINDING_REQUEST) {
            return refused(NOTHING);
        }
        Optional<String> username = message.username();
        if (username.isEmpty() || !message.hasIntegrity()) {
            return refused(error(message, 400, "Bad Request").fingerprint());
        }
        String ufrag = username.get().split(":", 2)[0];
        Account<S> account = accounts.get(ufrag);
        if (account == null || !message.isIntact(account.password)) {
            return refused(error(message, 401, "Unauthorized").fingerprint());
        }
        if (!message.unknownAttributes().isEmpty()) {
            return refused(error(message, 420, "Unknown Attribute")
                    .unknownAttributes(message.unknownAttributes())
                    .integrity(account.password)
                    .fingerprint());
        }
        if (message.controlled()) {
            // A lite agent is always the controlled one (RFC 8445, section 6.1.1): the other has to change.
            return refused(error(message, 487, "Role Conflict")
                    .integrity(account.password)
                    .fingerprint());
        }
        byte[] success = new StunWriter(StunMessage.BINDING_SUCCESS, message.transaction())
                .xorMappedAddress(from)
                .integrity(account.password)
                .fingerprint();
        return new Verdict<>(Optional.of(account.owner), ufrag, message.useCandidate(), new ResponseBytes(success));
    }

    private static StunWriter error(StunMessage request, int code, String reason) {
        return new StunWriter(StunMessage.BINDING_ERROR, request.transaction()).errorCode(code, reason);
    }

    private static <S> Verdict<S> refused(byte[] response) {
        return new Verdict<>(Optional.empty(), "", false, new ResponseBytes(response));
    }
}
