package org.courtbridge.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.courtbridge.court.access.RememberedUsers;
import org.courtbridge.court.access.Role;
import org.courtbridge.court.access.Sessions;
import org.courtbridge.court.access.User;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.media.health.DatabaseOutage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresInventoryIT extends InventoryContract {

    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    @Override
    Database open(Path folder) {
        return POSTGRES.emptyDatabase();
    }

    @Test
    @Timeout(300)
    void nobodyIsSignedOutWhileTheDatabaseIsDown() throws Exception {
        try (Database database = POSTGRES.emptyDatabase()) {
            AtomicLong seconds = new AtomicLong(1_764_000_000);
            InstantSource clock = () -> Instant.ofEpochSecond(seconds.get());
            StoredSessions store = new StoredSessions(database);
            Sessions sessions = Sessions.standard(store, Runnable::run);
            RememberedUsers users = new RememberedUsers(new StoredUsers(database), clock);
            User clerk = users.add("aigul", "Айгүл", Set.of(Role.CLERK), "once-only-2345");
            Sessions.Opened one = sessions.open(clerk, clock.instant());
            Sessions.Opened two = sessions.open(clerk, clock.instant());
            assertThat(users.byId(clerk.id())).contains(clerk);
            POSTGRES.cluster().stopServer();
            try {
                seconds.addAndGet(600);
                assertThat(sessions.find(one.token(), clock.instant())).contains(one.session());
                assertThat(users.byId(clerk.id())).contains(clerk);
                assertThatThrownBy(() -> Sessions.standard(store, Runnable::run).find(one.token(), clock.instant()))
                        .matches(DatabaseOutage::isCauseOf);
                sessions.close(two.token());
            } finally {
                POSTGRES.cluster().startServer();
            }
            // The pool tries again after up to five seconds.
            Await.until("the database is up", Duration.ofSeconds(60), database::isUp);
            assertThat(sessions.find(two.token(), clock.instant())).isEmpty();
            assertThat(Sessions.standard(store, Runnable::run).find(two.token(), clock.instant()))
                    .isEmpty();
            assertThat(Sessions.standard(store, Runnable::run).find(one.token(), clock.instant()))
                    .contains(one.session());
        }
    }
}
