/**
 * What is in a room besides people: codecs, cameras, displays. One driver a family, each in a package of its own with a
 * simulator that speaks the same protocol; all of them are driven alike.
 *
 * <p>Start at {@link RoomDevice}.
 */
@NullMarked
package org.courtbridge.devices;

import org.jspecify.annotations.NullMarked;
