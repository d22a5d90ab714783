package org.courtbridge.gateway.store;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A {@link PostgresCluster} for all tests of a class. */
public final class Postgres implements BeforeAllCallback, AfterAllCallback {

    private Optional<PostgresCluster> cluster = Optional.empty();

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        cluster = Optional.of(PostgresCluster.start());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        cluster().close();
    }

    public PostgresCluster cluster() {
        return cluster.orElseThrow();
    }

    public Database emptyDatabase() {
        return cluster().emptyDatabase();
    }
}
