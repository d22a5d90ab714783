/**
 * Measurements in tests, of times, rates, gaps and shares: what they find is a verdict on the product only where the machine
 * had the time to measure it. Start at {@link org.courtbridge.gateway.measuring.Measurement}.
 */
@NullMarked
package org.courtbridge.gateway.measuring;

import org.jspecify.annotations.NullMarked;
