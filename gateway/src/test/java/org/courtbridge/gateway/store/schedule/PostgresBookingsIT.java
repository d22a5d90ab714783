package org.courtbridge.gateway.store.schedule;

import java.nio.file.Path;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.Postgres;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresBookingsIT extends BookingsContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    private String url = "";

    @Override
    Database open(Path folder) {
        url = POSTGRES.cluster().withTables();
        return Database.open(url, Optional.of("test"), Optional.empty());
    }

    /** The server, too, begins anew. */
    @Override
    Database reopen(Path folder) throws Exception {
        POSTGRES.cluster().stopServer();
        POSTGRES.cluster().startServer();
        return Database.open(url, Optional.of("test"), Optional.empty());
    }
}
