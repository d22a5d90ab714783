/**
 * The web server, and what every endpoint of the console has: who may use it, who asks, what is sent and answered. Start at
 * {@link org.courtbridge.console.http.Endpoints}.
 */
@NullMarked
package org.courtbridge.console.http;

import org.jspecify.annotations.NullMarked;
