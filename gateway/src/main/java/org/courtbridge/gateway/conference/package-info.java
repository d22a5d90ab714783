/** Runs hearings: the mailbox, the journal and the effects of each event. Start at {@link org.courtbridge.gateway.conference.Conferences}. */
@NullMarked
package org.courtbridge.gateway.conference;

import org.jspecify.annotations.NullMarked;
