package org.courtbridge.media.transport.dtls;

import org.courtbridge.codecs.srtp.SrtpKey;

/** The SRTP keys that a handshake has made for both directions, seen from our side (RFC 5764, section 4.2). */
public record DtlsKeys(SrtpKey local, SrtpKey remote) {}
