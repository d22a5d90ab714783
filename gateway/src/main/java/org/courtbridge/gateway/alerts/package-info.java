/** Tells those who must know of faults that test calls find. Start at {@link org.courtbridge.gateway.alerts.Alerts}. */
@NullMarked
package org.courtbridge.gateway.alerts;

import org.jspecify.annotations.NullMarked;
