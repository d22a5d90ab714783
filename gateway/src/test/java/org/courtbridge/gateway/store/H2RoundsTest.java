package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2RoundsTest extends RoundsContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
