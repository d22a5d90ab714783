/**
 * A party's call as the rest of the gateway sees it ({@link org.courtbridge.media.leg.Leg}), its negotiated media
 * ({@link org.courtbridge.media.leg.LegMedia}), its statistics, and the bridge that it joins ({@link org.courtbridge.media.leg.Bridge}).
 */
@NullMarked
package org.courtbridge.media.leg;

import org.jspecify.annotations.NullMarked;
