/**
 * Whole hearings with real peers, measured: who hears whom, who sees whom.
 *
 * <p>They run inside the namespace that {@code src/test/scripts/in-namespace} makes, on {@link
 * org.courtbridge.gateway.e2e.Scratch#ADDRESS}. Start at {@link org.courtbridge.gateway.e2e.CodedPicture} and {@link
 * org.courtbridge.gateway.e2e.Tones}.
 */
@NullMarked
package org.courtbridge.gateway.e2e;

import org.jspecify.annotations.NullMarked;
