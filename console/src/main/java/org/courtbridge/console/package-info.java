/**
 * What people and programs see of the gateway over HTTP: the console's pages, the REST API, metrics. Start at {@link
 * org.courtbridge.console.WebServer}.
 */
@NullMarked
package org.courtbridge.console;

import org.jspecify.annotations.NullMarked;
