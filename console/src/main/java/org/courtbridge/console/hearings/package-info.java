/**
 * Hearings, and those who take part in them. Start at {@link org.courtbridge.console.hearings.HearingDesk}.
 */
@NullMarked
package org.courtbridge.console.hearings;

import org.jspecify.annotations.NullMarked;
