/** Tells those who must know of faults that test calls find. Start at {@link org.courtbridge.operations.alerts.Alerts}. */
@NullMarked
package org.courtbridge.operations.alerts;

import org.jspecify.annotations.NullMarked;
