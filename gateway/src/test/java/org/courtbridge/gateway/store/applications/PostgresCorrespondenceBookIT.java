package org.courtbridge.gateway.store.applications;

import java.nio.file.Path;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.Postgres;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresCorrespondenceBookIT extends CorrespondenceBookContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    Database open(Path folder) {
        return Database.open(POSTGRES.cluster().withTables(), Optional.of("test"), Optional.empty());
    }
}
