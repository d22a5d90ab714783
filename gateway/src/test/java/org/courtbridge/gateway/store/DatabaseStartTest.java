package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A gateway starts on a machine so busy that the second connection of its pool is long in coming. Public, as H2 calls it. */
public class DatabaseStartTest {

    private static final CountDownLatch STARTED = new CountDownLatch(1);

    private static final String URL = "jdbc:h2:mem:busy;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
            + ";INIT=create alias if not exists held for 'org.courtbridge.gateway.store.DatabaseStartTest.held'"
            + "\\;call held()";

    /** Called by each new connection; those that the pool makes on a thread of its own wait until all has started. */
    public static void held() throws InterruptedException {
        if (Thread.currentThread().getName().contains("connection-adder")) {
            STARTED.await();
        }
    }

    @Test
    void tablesAreMadeHoweverLateThePoolIs() {
        try (Database database = Database.open(URL, Optional.of("sa"), Optional.of(""))) {
            assertThat(database.isUp()).isTrue();
        } finally {
            STARTED.countDown();
        }
    }
}
