/** What the media of a hearing flows through. Start at {@link org.courtbridge.gateway.bridge.LegMedia}. */
@NullMarked
package org.courtbridge.gateway.bridge;

import org.jspecify.annotations.NullMarked;
