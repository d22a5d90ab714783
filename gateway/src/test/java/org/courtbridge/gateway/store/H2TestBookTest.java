package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2TestBookTest extends TestBookContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
