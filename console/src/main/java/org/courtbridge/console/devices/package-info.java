/**
 * The inventory: devices with their credentials, institutions, rooms and what stands in them. Start at
 * {@link org.courtbridge.console.devices.DeviceDesk}.
 */
@NullMarked
package org.courtbridge.console.devices;

import org.jspecify.annotations.NullMarked;
