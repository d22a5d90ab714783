package org.courtbridge.gateway.store.publication;

import java.nio.file.Path;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.Postgres;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresListPostsIT extends ListPostsContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    Database open(Path folder) {
        return POSTGRES.emptyDatabase();
    }
}
