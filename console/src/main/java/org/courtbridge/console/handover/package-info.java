/**
 * Handing credentials over that were just issued: on the screen, on paper, by e-mail. Start at
 * {@link org.courtbridge.console.handover.HandoverDesk}.
 */
@NullMarked
package org.courtbridge.console.handover;

import org.jspecify.annotations.NullMarked;
