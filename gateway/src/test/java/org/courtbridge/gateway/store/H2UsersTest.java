package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2UsersTest extends UsersContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
