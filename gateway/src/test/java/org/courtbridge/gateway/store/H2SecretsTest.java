package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2SecretsTest extends SecretsContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
