/**
 * The events of hearings: each is in the journal before it is acknowledged, and in the database soon after. Start at {@link
 * org.courtbridge.gateway.store.journal.StoredHearings}.
 */
@NullMarked
package org.courtbridge.gateway.store.journal;

import org.jspecify.annotations.NullMarked;
