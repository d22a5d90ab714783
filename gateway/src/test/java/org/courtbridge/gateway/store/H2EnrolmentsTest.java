package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2EnrolmentsTest extends EnrolmentsContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
