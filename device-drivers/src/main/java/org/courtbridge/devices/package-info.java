/**
 * Drivers for the devices in a room: codecs, cameras, displays. One a family, each in a package of its own with a simulator
 * that speaks the same protocol; all of them are driven alike.
 *
 * <p>Start at {@link RoomDevice}.
 */
@NullMarked
package org.courtbridge.devices;

import org.jspecify.annotations.NullMarked;
