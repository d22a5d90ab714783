/** Calls on record for those who must find out why one failed. Start at {@link org.courtbridge.media.trace.CallTrace}. */
@NullMarked
package org.courtbridge.media.trace;

import org.jspecify.annotations.NullMarked;
