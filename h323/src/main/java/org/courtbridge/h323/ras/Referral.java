package org.courtbridge.h323.ras;

import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Sequence;

/**
 * The gatekeepers that a gatekeeper which refuses something names in its place (H.225.0, AltGKInfo).
 *
 * @param alternates none if it names nobody
 * @param permanent whether they are to be asked from now on, and not about this alone
 */
public record Referral(List<AlternateGatekeeper> alternates, boolean permanent) {

    public static final Referral NONE = new Referral(List.of(), false);

    public Referral {
        alternates = List.copyOf(alternates);
    }

    static Referral of(Sequence refusal) {
        return new Referral(AlternateGatekeeper.instead(refusal), AlternateGatekeeper.arePermanent(refusal));
    }

    Optional<Sequence> toSequence() {
        return AlternateGatekeeper.info(alternates, permanent);
    }
}
