/** Calls on record for those who must find out why one failed. Start at {@link org.courtbridge.gateway.trace.CallTrace}. */
@NullMarked
package org.courtbridge.gateway.trace;

import org.jspecify.annotations.NullMarked;
