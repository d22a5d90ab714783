package org.courtbridge.gateway.store;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresOutboxesIT extends OutboxesContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    Database open(Path folder) {
        return POSTGRES.emptyDatabase();
    }
}
