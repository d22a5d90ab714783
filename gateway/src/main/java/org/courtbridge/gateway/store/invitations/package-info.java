/**
 * Invitations to hearings by mail in the database. Start at {@link org.courtbridge.gateway.store.invitations.StoredInvitations}.
 */
@NullMarked
package org.courtbridge.gateway.store.invitations;

import org.jspecify.annotations.NullMarked;
