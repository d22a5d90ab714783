/**
 * State of devices, cameras and displays, and commands to them, to one or many. Start at
 * {@link org.courtbridge.console.fleet.FleetPages}.
 */
@NullMarked
package org.courtbridge.console.fleet;

import org.jspecify.annotations.NullMarked;
