/**
 * Figures that are measured again and again: printed by whoever measures, kept in a file by {@code ./courtbridge test --nightly},
 * and shown on a page with a plot of each.
 *
 * <p>Start at {@link org.courtbridge.benchmarks.nightly.NightlyPage}.
 */
@NullMarked
package org.courtbridge.benchmarks.nightly;

import org.jspecify.annotations.NullMarked;
