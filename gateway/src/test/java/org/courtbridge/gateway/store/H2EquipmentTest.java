package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2EquipmentTest extends EquipmentContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
