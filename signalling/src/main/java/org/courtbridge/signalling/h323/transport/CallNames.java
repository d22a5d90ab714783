package org.courtbridge.signalling.h323.transport;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.call.SignallingMessage;
import org.courtbridge.h323.per.PerException;
import org.courtbridge.h323.q931.Q931Exception;
import org.courtbridge.h323.q931.Q931Message;

/** Names calls in logs and traces: by their identifiers (H.225.0, clause 7.6), as people write GUIDs. */
public final class CallNames {

    private CallNames() {}

    /** @param identifier 16 octets */
    public static String of(Octets identifier) {
        ByteBuffer octets = ByteBuffer.wrap(identifier.toArray());
        return new UUID(octets.getLong(), octets.getLong()).toString();
    }

    public static String of(SignallingBody.Setup setup) {
        return of(identifier(setup));
    }

    /** Of a call of version 1, which has no identifier, that of its conference. */
    public static Octets identifier(SignallingBody.Setup setup) {
        return setup.identity().callIdentifier().orElse(setup.identity().conferenceId());
    }

    /** If it is a Setup. @param message of Q.931, encoded */
    public static Optional<String> ofSetup(byte[] message) {
        try {
            return SignallingMessage.of(Q931Message.decode(message)).body() instanceof SignallingBody.Setup setup
                    ? Optional.of(of(setup))
                    : Optional.empty();
        } catch (PerException | Q931Exception _) {
            return Optional.empty();
        }
    }
}
