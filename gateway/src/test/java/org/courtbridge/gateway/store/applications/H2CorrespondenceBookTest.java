package org.courtbridge.gateway.store.applications;

import java.nio.file.Path;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;

class H2CorrespondenceBookTest extends CorrespondenceBookContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
