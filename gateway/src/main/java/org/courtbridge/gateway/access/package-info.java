/** Who may do what: users and their roles, participants and their code words. Start at {@link org.courtbridge.gateway.access.Participants}. */
@NullMarked
package org.courtbridge.gateway.access;

import org.jspecify.annotations.NullMarked;
