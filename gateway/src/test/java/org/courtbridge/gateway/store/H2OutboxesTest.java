package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2OutboxesTest extends OutboxesContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
