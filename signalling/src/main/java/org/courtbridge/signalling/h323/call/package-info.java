/** A call with a room once it stands: H.245, its channels, streams and keys. Start at {@link org.courtbridge.signalling.h323.call.RoomCall}. */
@NullMarked
package org.courtbridge.signalling.h323.call;

import org.jspecify.annotations.NullMarked;
