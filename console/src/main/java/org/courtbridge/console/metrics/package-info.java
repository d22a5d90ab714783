/** Metrics for Prometheus, and health checks for load balancers. Start at {@link org.courtbridge.console.metrics.Metrics}. */
@NullMarked
package org.courtbridge.console.metrics;

import org.jspecify.annotations.NullMarked;
