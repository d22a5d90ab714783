package org.courtbridge.signalling.sip.media;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.media.transport.dtls.DtlsRole;

/** Protection of one line's packets, as both sides have agreed. */
sealed interface LineSecurity {

    record Plain() implements LineSecurity {}

    /** SDES (RFC 4568): each side protects with a key of its own, and has told it to the other; a room may have several. */
    record Keys(SrtpKey ours, List<SrtpKey> theirs) implements LineSecurity {}

    /**
     * DTLS-SRTP (RFC 5763).
     *
     * @param id our {@code a=tls-id} (RFC 8842), if that is spoken
     * @param association how many there have been on this line, with this one
     */
    record Handshake(DtlsEnd theirs, DtlsRole ours, Optional<String> id, int association) implements LineSecurity {}
}
