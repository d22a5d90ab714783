/** What Prometheus and load balancers ask for. Start at {@link org.courtbridge.console.metrics.Metrics}. */
@NullMarked
package org.courtbridge.console.metrics;

import org.jspecify.annotations.NullMarked;
