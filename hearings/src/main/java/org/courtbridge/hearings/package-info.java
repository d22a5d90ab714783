/** The hearing: its commands, events and state, pure. Start at {@link org.courtbridge.hearings.HearingState}. */
@NullMarked
package org.courtbridge.hearings;

import org.jspecify.annotations.NullMarked;
