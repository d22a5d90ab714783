package org.courtbridge.gateway.store.invitations;

import java.nio.file.Path;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;

class H2InvitationBookTest extends InvitationBookContract {

    @Override
    Database open(Path folder) {
        return EmptyDatabase.in(folder);
    }
}
