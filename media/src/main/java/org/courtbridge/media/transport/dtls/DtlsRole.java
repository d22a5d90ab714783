package org.courtbridge.media.transport.dtls;

/** Our role in the DTLS handshake (RFC 5763, section 5). */
public enum DtlsRole {
    /** We wait for the party's ClientHello: our {@code a=setup:passive}, its {@code active}. The usual one. */
    SERVER,
    /** We begin: our {@code a=setup:active}, its {@code passive}. */
    CLIENT
}
