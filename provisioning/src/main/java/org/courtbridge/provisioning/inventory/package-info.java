/** Institutions, rooms and devices. Start at {@link org.courtbridge.provisioning.inventory.Inventory}. */
@NullMarked
package org.courtbridge.provisioning.inventory;

import org.jspecify.annotations.NullMarked;
