/**
 * What people and programs see of the gateway over HTTP: the console's pages, the REST API, metrics. Start at {@link
 * org.courtbridge.gateway.web.WebServer}.
 */
@NullMarked
package org.courtbridge.gateway.web;

import org.jspecify.annotations.NullMarked;
