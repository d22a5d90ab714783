/**
 * Puts several pictures into one: where each goes ({@link org.courtbridge.codecs.compose.Arrangement}), and how it gets there.
 * Knows no party, no name and no time. Start at {@link org.courtbridge.codecs.compose.Canvas}.
 */
@NullMarked
package org.courtbridge.codecs.compose;

import org.jspecify.annotations.NullMarked;
