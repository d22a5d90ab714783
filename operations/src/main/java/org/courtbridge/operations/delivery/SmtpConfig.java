package org.courtbridge.operations.delivery;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The mail server that takes what we send (RFC 6409).
 *
 * @param from as a mailbox of RFC 5322, such as {@code Court <noreply@court.example>}
 * @param authority PEM of who signed its certificate; empty for the system's authorities
 */
public record SmtpConfig(
        String host, int port, Security security, String from, Optional<Login> login, Optional<Path> authority) {

    /** Encryption of the connection. */
    public enum Security {
        /** From the STARTTLS on, without which nothing is sent (RFC 3207). */
        STARTTLS,
        /** From the first octet (RFC 8314). */
        TLS,
        /** Not at all: for a server on this machine. */
        NONE
    }

    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
