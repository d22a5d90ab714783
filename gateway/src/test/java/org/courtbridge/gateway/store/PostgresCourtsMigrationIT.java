package org.courtbridge.gateway.store;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresCourtsMigrationIT extends CourtsMigrationContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    Database empty(Path folder) {
        return Database.empty(POSTGRES.cluster().withoutTables(), Optional.of("test"), Optional.empty());
    }
}
