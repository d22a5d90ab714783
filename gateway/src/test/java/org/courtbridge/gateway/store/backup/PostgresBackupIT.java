package org.courtbridge.gateway.store.backup;

import java.nio.file.Path;
import java.util.Optional;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.Postgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresBackupIT extends BackupContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    private String second = "";

    @BeforeEach
    void makeSecond() {
        second = POSTGRES.cluster().withoutTables();
    }

    @Override
    Database open(Path data) {
        return POSTGRES.emptyDatabase();
    }

    @Override
    void restore(Restoration restoration, Path data) {
        restoration.into(data, second, Optional.of("test"), Optional.empty());
    }

    @Override
    Database reopen(Path data) {
        return Database.open(second, Optional.of("test"), Optional.empty());
    }
}
