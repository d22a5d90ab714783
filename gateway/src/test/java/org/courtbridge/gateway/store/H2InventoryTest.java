package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2InventoryTest extends InventoryContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
