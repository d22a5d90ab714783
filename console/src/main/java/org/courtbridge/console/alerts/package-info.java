/**
 * Faults that test calls found, and who was told of them. Start at {@link org.courtbridge.console.alerts.AlertPages}.
 */
@NullMarked
package org.courtbridge.console.alerts;

import org.jspecify.annotations.NullMarked;
