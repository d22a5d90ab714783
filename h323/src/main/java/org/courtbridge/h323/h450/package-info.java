/**
 * Supplementary services (the H.450 series), as far as a room may ask for them in mid-call: the remote operations that carry
 * them (H.450.1), call transfer (H.450.2) and call hold (H.450.4).
 *
 * <p>Start at {@link org.courtbridge.h323.h450.ServiceEntity}.
 */
@NullMarked
package org.courtbridge.h323.h450;

import org.jspecify.annotations.NullMarked;
