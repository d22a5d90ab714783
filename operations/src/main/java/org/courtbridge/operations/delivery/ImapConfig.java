package org.courtbridge.operations.delivery;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The mailbox that answers to what we send come to (RFC 9051).
 *
 * @param address that is answered to, {@code name@host} alone
 * @param authority PEM of who signed the server's certificate; empty for the system's authorities
 */
public record ImapConfig(
        String address,
        String host,
        int port,
        SmtpConfig.Security security,
        SmtpConfig.Login login,
        Optional<Path> authority) {}
