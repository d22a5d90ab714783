/**
 * Summary of a run of the checks, told at its end: tests that were red once, could not measure or were left out. Start at
 * {@link org.courtbridge.gateway.checks.ChecksSummary}.
 */
@NullMarked
package org.courtbridge.gateway.checks;

import org.jspecify.annotations.NullMarked;
