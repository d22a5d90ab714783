package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2CourtsMigrationTest extends CourtsMigrationContract {

    @Override
    Database empty(Path folder) {
        return Database.emptyEmbedded(folder);
    }
}
