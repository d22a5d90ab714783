/**
 * All devices, cameras and displays at once: how they are, what they are told to do, how their lines were. Start at
 * {@link org.courtbridge.operations.fleet.Fleet}.
 */
@NullMarked
package org.courtbridge.operations.fleet;

import org.jspecify.annotations.NullMarked;
