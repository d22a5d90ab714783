package org.courtbridge.console.invitations;

import java.util.Optional;
import org.courtbridge.console.html.Badge;

/**
 * A recipient of letters about a hearing, as the page shows it.
 *
 * @param told what the last letter said and when it was sent, in words; empty before the first
 * @param waiting that a letter has to be sent, in words; empty if none has
 * @param answer empty for whom it does not matter any more
 */
public record InvitationRow(
        String name, String email, Optional<String> told, Optional<String> waiting, Optional<Badge> answer) {}
