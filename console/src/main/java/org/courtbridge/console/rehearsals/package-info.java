/**
 * Rehearsals, which find out who hears and sees whom. Start at
 * {@link org.courtbridge.console.rehearsals.RehearsalDesk}.
 */
@NullMarked
package org.courtbridge.console.rehearsals;

import org.jspecify.annotations.NullMarked;
