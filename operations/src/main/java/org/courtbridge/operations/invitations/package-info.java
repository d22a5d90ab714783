/**
 * Invitations to hearings by mail, with an entry for the recipient's calendar (iTIP, RFC 5546; iMIP, RFC 6047). Start at
 * {@link org.courtbridge.operations.invitations.Invitations}.
 */
@NullMarked
package org.courtbridge.operations.invitations;

import org.jspecify.annotations.NullMarked;
