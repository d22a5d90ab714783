/** The page that a person opens on a phone, and its way to a leg. Start at {@link org.courtbridge.console.join.JoinRoutes}. */
@NullMarked
package org.courtbridge.console.join;

import org.jspecify.annotations.NullMarked;
