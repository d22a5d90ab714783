package org.courtbridge.gateway.store;

import java.nio.file.Path;

class H2HearingsTest extends HearingsContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
