/**
 * Tells programs over a WebSocket what happens in hearings and test calls. Start at
 * {@link org.courtbridge.console.events.EventSocket}.
 */
@NullMarked
package org.courtbridge.console.events;

import org.jspecify.annotations.NullMarked;
