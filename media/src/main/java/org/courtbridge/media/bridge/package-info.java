/** What the media of a hearing flows through. Start at {@link org.courtbridge.media.bridge.LegMedia}. */
@NullMarked
package org.courtbridge.media.bridge;

import org.jspecify.annotations.NullMarked;
