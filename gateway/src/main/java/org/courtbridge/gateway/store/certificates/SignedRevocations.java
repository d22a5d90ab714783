package org.courtbridge.gateway.store.certificates;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.courtbridge.gateway.store.CertificateRows;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.provisioning.certificates.CertificateAuthority.Revoked;
import org.jspecify.annotations.Nullable;

/** The list of our authority's certificates that are revoked (RFC 5280, section 5), signed when it has to be and not for each who asks. */
final class SignedRevocations {

    /** A list is good for so long; who fetched it then has to fetch another. */
    private static final Duration VALIDITY = Duration.ofDays(7);

    /** A list is signed anew when so much time has gone, even if nothing has changed. */
    private static final Duration AGE = Duration.ofHours(12);

    /** One that has ended is in one more list at least (RFC 5280, section 3.3). */
    private static final Duration KEPT = VALIDITY.multipliedBy(2);

    private final Database database;
    private final StoredAuthority authority;
    private volatile @Nullable SignedList list;

    /** A list as it was signed. */
    private static final class SignedList {

        final List<Revoked> revoked;
        final Instant at;
        final byte[] der;

        SignedList(List<Revoked> revoked, Instant at, byte[] der) {
            this.revoked = revoked;
            this.at = at;
            this.der = der;
        }

        boolean isGood(List<Revoked> current, Instant now) {
            return revoked.equals(current) && now.isBefore(at.plus(AGE)) && !now.isBefore(at);
        }
    }

    SignedRevocations(Database database, StoredAuthority authority) {
        this.database = database;
        this.authority = authority;
    }

    /** @return DER */
    byte[] list(Instant now) {
        List<Revoked> revoked = database.jdbi().withHandle(handle -> CertificateRows.revoked(handle, now.minus(KEPT)));
        SignedList before = list;
        if (before != null && before.isGood(revoked, now)) {
            return before.der.clone();
        }
        // The number is taken first: whoever has seen a later one has signed what was revoked at least until now.
        authority.get();
        SignedList signed = database.jdbi().inTransaction(handle -> {
            var number = authority.nextListNumber(handle);
            List<Revoked> current = CertificateRows.revoked(handle, now.minus(KEPT));
            return new SignedList(current, now, authority.get().revocationList(number, now, VALIDITY, current));
        });
        list = signed;
        return signed.der.clone();
    }
}
