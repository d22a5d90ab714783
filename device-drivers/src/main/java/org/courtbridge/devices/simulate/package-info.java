/**
 * Common parts of the simulators of all families: the room that they stand in, and how they misbehave.
 *
 * <p>Start at {@link org.courtbridge.devices.simulate.Simulator}.
 */
@NullMarked
package org.courtbridge.devices.simulate;

import org.jspecify.annotations.NullMarked;
