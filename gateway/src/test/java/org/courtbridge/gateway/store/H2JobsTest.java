package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2JobsTest extends JobsContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
