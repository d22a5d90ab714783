package org.courtbridge.hearings.applications;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A response to an application (Appendix 2).
 *
 * @param on day on which it was given
 * @param signatory name of the presiding judge who signs it, or of the institution's official; empty for one by telephone
 */
public record Response(Responder by, LocalDate on, Channel channel, Answer answer, Optional<String> signatory) {

    Response withAnswer(Answer now) {
        return new Response(by, on, channel, now, signatory);
    }

    /** Whether it says that the hearing is not feasible, and nothing instead. */
    boolean isRefusal() {
        return answer instanceof Answer.Refused && !isProposal();
    }

    /** Whether another date and time stands in it. */
    boolean isProposal() {
        return answer instanceof Answer.Refused refused && refused.proposed().isPresent();
    }
}
