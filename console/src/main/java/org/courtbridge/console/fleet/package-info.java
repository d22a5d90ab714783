/**
 * How devices, cameras and displays are, one or many, and what they are told to do. Start at
 * {@link org.courtbridge.console.fleet.FleetPages}.
 */
@NullMarked
package org.courtbridge.console.fleet;

import org.jspecify.annotations.NullMarked;
