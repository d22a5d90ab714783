/**
 * Features that the H.460 series adds to the messages of H.225.0 and H.245: the generic framework (H.460.1) as records, and
 * what the way through firewalls (H.460.17, H.460.18, H.460.19) and reports of media (H.460.9) say by it.
 *
 * <p>Start at {@link org.courtbridge.h323.h460.Feature}.
 */
@NullMarked
package org.courtbridge.h323.h460;

import org.jspecify.annotations.NullMarked;
