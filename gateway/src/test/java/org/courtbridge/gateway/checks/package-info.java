/**
 * What came of a run of the checks, told at its end: what was red once, could not be measured or was left out. Start at {@link
 * org.courtbridge.gateway.checks.ChecksSummary}.
 */
@NullMarked
package org.courtbridge.gateway.checks;

import org.jspecify.annotations.NullMarked;
