package org.courtbridge.gateway.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresUsersIT extends UsersContract {

    @SuppressWarnings("NullAway.Init")
    private static PostgresCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = PostgresCluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Override
    Database open(Path folder) {
        return cluster.emptyDatabase();
    }
}
