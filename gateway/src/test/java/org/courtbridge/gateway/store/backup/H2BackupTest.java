package org.courtbridge.gateway.store.backup;

import java.nio.file.Path;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;

class H2BackupTest extends BackupContract {

    @Override
    Database open(Path data) {
        return EmptyDatabase.in(data);
    }

    @Override
    void restore(Restoration restoration, Path data) {
        restoration.into(data);
    }

    @Override
    Database reopen(Path data) {
        return Database.embedded(data);
    }
}
