/**
 * Commands that talk to a running gateway over its API, and those that need none. Start at
 * {@link org.courtbridge.gateway.cli.GatewayClient}.
 */
@NullMarked
package org.courtbridge.gateway.cli;

import org.jspecify.annotations.NullMarked;
