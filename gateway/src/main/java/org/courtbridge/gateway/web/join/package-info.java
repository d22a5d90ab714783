/** The page that a person opens on a phone, and its way to a leg. Start at {@link org.courtbridge.gateway.web.join.JoinRoutes}. */
@NullMarked
package org.courtbridge.gateway.web.join;

import org.jspecify.annotations.NullMarked;
