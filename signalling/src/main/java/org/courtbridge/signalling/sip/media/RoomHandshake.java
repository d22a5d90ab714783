package org.courtbridge.signalling.sip.media;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.courtbridge.signalling.sip.media.LineSecurity.Handshake;

/** Decides on a line's DTLS association after an offer and an answer: the one of before goes on, or another begins. */
final class RoomHandshake {

    /** Bytes of chance in the name of an association: 120 bits, in 20 characters (RFC 8842, section 4). */
    private static final int NAME_BYTES = 15;

    private RoomHandshake() {}

    /** A value of {@code a=tls-id} that nobody has. */
    static String newName() {
        byte[] name = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(name);
        return Base64.getUrlEncoder().encodeToString(name);
    }

    /** The association of our answer to an offer, with a {@code tls-id} if the offer has one (RFC 8842, section 5.3). */
    static Handshake answering(DtlsEnd theirs, LineSecurity before) {
        Optional<String> name = theirs.id()
                .map(any -> goingOn(theirs, before).flatMap(Handshake::id).orElseGet(RoomHandshake::newName));
        return agreed(theirs, name, before);
    }

    /**
     * The association after an offer and its answer.
     *
     * @param name our {@code tls-id}
     */
    static Handshake agreed(DtlsEnd theirs, Optional<String> name, LineSecurity before) {
        int associations = before instanceof Handshake last ? last.association() : 0;
        return goingOn(theirs, before)
                .map(last -> new Handshake(theirs.following(last.theirs()), last.ours(), name, associations))
                .orElseGet(() -> new Handshake(theirs, theirs.ourRole(), name, associations + 1));
    }

    private static Optional<Handshake> goingOn(DtlsEnd theirs, LineSecurity before) {
        return before instanceof Handshake last && theirs.goesOnFrom(last.theirs(), last.ours())
                ? Optional.of(last)
                : Optional.empty();
    }
}
