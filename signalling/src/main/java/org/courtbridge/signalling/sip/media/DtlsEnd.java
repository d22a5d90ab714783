package org.courtbridge.signalling.sip.media;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.courtbridge.media.transport.dtls.CertificateFingerprint;
import org.courtbridge.media.transport.dtls.DtlsRole;
import org.courtbridge.signalling.sdp.Connection;
import org.courtbridge.signalling.sdp.Fingerprint;
import org.courtbridge.signalling.sdp.MediaDescription;
import org.courtbridge.signalling.sdp.SessionDescription;

/**
 * A party's end of a line's DTLS association, as its description has it (RFC 5763).
 *
 * @param setup {@code actpass} if it does not say
 * @param id its {@code a=tls-id} (RFC 8842), which differs between associations with the same certificate
 * @param place address and port; empty while it is on hold by having none, and where ICE finds it (RFC 8842, section 6)
 */
record DtlsEnd(CertificateFingerprint certificate, String setup, Optional<String> id, Optional<String> place) {

    static final String ID = "tls-id";
    static final String SETUP = "setup";

    private static final String ACTIVE = "active";
    private static final String PASSIVE = "passive";

    /** Empty if it shows no certificate by a hash that still counts. */
    static Optional<DtlsEnd> of(MediaDescription line, SessionDescription session) {
        List<Fingerprint> own = line.attributes().fingerprints();
        return (own.isEmpty() ? session.attributes().fingerprints() : own)
                .stream()
                        .flatMap(DtlsEnd::read)
                        .findFirst()
                        .map(certificate -> new DtlsEnd(
                                certificate,
                                line.attributes()
                                        .setup()
                                        .or(session.attributes()::setup)
                                        .orElse("actpass"),
                                line.attributes().value(ID),
                                place(line, session)));
    }

    private static Stream<CertificateFingerprint> read(Fingerprint fingerprint) {
        try {
            return Stream.of(CertificateFingerprint.parse(fingerprint.write()));
        } catch (IllegalArgumentException weak) {
            return Stream.empty();
        }
    }

    private static Optional<String> place(MediaDescription line, SessionDescription session) {
        return session.connectionOf(line)
                .filter(connection -> !connection.isNowhere() && !line.isRefused() && !RoomIce.isSpoken(line, session))
                .map(Connection::address)
                .map(address -> address + " " + line.port());
    }

    /** Ours in a new association: the usual one where the party leaves it to us. */
    DtlsRole ourRole() {
        return setup.equals(PASSIVE) ? DtlsRole.CLIENT : DtlsRole.SERVER;
    }

    /**
     * Whether the association of before goes on: the same certificate and roles (RFC 5763, section 6.6), and the same
     * identifier (RFC 8842, section 5), or the same place where one of the two has named none.
     *
     * @param ours our role in it
     */
    boolean goesOnFrom(DtlsEnd before, DtlsRole ours) {
        boolean sameRoles = !setup.equals(ours == DtlsRole.SERVER ? PASSIVE : ACTIVE);
        boolean sameName = id.isPresent() && before.id.isPresent()
                ? id.equals(before.id)
                : place.isEmpty() || before.place.isEmpty() || place.equals(before.place);
        return certificate.sameAs(before.certificate) && sameRoles && sameName;
    }

    /** The same at the place of before where it has none. */
    DtlsEnd following(DtlsEnd before) {
        return new DtlsEnd(certificate, setup, id, place.or(before::place));
    }

    /** The value of {@code a=setup} in an answer, for a role of ours. */
    static String setup(DtlsRole ours) {
        return ours == DtlsRole.SERVER ? PASSIVE : ACTIVE;
    }
}
