package org.courtbridge.gateway.sip;

import java.util.List;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.gateway.transport.CertificateFingerprint;
import org.courtbridge.gateway.transport.DtlsRole;

/** How the packets of one line are protected, as both sides have agreed. */
sealed interface LineSecurity {

    record Plain() implements LineSecurity {}

    /** SDES (RFC 4568): each side protects with a key of its own, and has told it to the other; a room may have several. */
    record Keys(SrtpKey ours, List<SrtpKey> theirs) implements LineSecurity {}

    /** DTLS-SRTP (RFC 5763). */
    record Handshake(CertificateFingerprint theirs, DtlsRole ours) implements LineSecurity {}
}
