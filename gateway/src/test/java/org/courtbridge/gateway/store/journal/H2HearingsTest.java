package org.courtbridge.gateway.store.journal;

import java.nio.file.Path;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;

class H2HearingsTest extends HearingsContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
