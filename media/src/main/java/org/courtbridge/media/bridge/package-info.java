/**
 * The bridge of a hearing: its parties, and who sees whom and how. Start at {@link org.courtbridge.media.bridge.HearingBridge}; what
 * packets go through is in the packages beside this one.
 */
@NullMarked
package org.courtbridge.media.bridge;

import org.jspecify.annotations.NullMarked;
