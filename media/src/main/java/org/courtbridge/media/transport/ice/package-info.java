/** The messages and the credentials of ICE (RFC 8445), which know no port. Start at {@link org.courtbridge.media.transport.ice.IceChecks}. */
@NullMarked
package org.courtbridge.media.transport.ice;

import org.jspecify.annotations.NullMarked;
