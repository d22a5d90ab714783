/**
 * Whole hearings with real peers: who hears whom, who sees whom ({@link org.courtbridge.gateway.e2e.Proof}); and, in tests with
 * the tag {@code measures}, how well ({@link org.courtbridge.gateway.e2e.Sight}).
 *
 * <p>They run inside the namespace that {@code src/test/scripts/in-namespace} makes, on {@link
 * org.courtbridge.gateway.e2e.Scratch#ADDRESS}. Start at {@link org.courtbridge.gateway.e2e.CodedPicture} and {@link
 * org.courtbridge.gateway.e2e.Tones}.
 */
@NullMarked
package org.courtbridge.gateway.e2e;

import org.jspecify.annotations.NullMarked;
