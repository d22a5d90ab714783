/** Tells what is known of an hour before a hearing is promised for it. Start at {@link org.courtbridge.operations.feasibility.FeasibilityReader}. */
@NullMarked
package org.courtbridge.operations.feasibility;

import org.jspecify.annotations.NullMarked;
