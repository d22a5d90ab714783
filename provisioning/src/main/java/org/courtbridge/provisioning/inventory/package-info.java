/** The devices that may call. Start at {@link org.courtbridge.provisioning.inventory.Device}. */
@NullMarked
package org.courtbridge.provisioning.inventory;

import org.jspecify.annotations.NullMarked;
