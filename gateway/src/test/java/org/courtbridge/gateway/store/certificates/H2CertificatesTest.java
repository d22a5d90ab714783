package org.courtbridge.gateway.store.certificates;

import java.nio.file.Path;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;

class H2CertificatesTest extends CertificatesContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
