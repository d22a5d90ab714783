package org.courtbridge.gateway.store.publication;

import java.nio.file.Path;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;

class H2ListPostsTest extends ListPostsContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
