package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2FaultsTest extends FaultsContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
