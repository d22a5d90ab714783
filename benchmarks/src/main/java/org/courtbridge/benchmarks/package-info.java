/** Measurements of speed, alone and beside peers. */
@NullMarked
package org.courtbridge.benchmarks;

import org.jspecify.annotations.NullMarked;
