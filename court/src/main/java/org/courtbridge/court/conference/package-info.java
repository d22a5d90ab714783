/** Runs hearings: the mailbox, the journal and the effects of each event. Start at {@link org.courtbridge.court.conference.Conferences}. */
@NullMarked
package org.courtbridge.court.conference;

import org.jspecify.annotations.NullMarked;
