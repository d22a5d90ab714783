/** Drivers for families of room devices. */
@NullMarked
package org.courtbridge.devices;

import org.jspecify.annotations.NullMarked;
