/** The hearing: its commands, events and state, pure. Start at {@link org.courtbridge.hearings.Hearing}. */
@NullMarked
package org.courtbridge.hearings;

import org.jspecify.annotations.NullMarked;
