/**
 * Projectors and displays by PJLink: "PJLink Specifications", version 2.10 of JBMIA, classes 1 and 2, over TCP 4352.
 *
 * <p>Start at {@link org.courtbridge.devices.pjlink.PjlinkDisplay}.
 */
@NullMarked
package org.courtbridge.devices.pjlink;

import org.jspecify.annotations.NullMarked;
