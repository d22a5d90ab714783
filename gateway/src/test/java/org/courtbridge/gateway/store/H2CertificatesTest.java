package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2CertificatesTest extends CertificatesContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
