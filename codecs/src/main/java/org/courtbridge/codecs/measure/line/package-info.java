/** A line in figures: loss, jitter, round trip, and what they do to speech. Start at {@link org.courtbridge.codecs.measure.line.LineMeter}. */
@NullMarked
package org.courtbridge.codecs.measure.line;

import org.jspecify.annotations.NullMarked;
