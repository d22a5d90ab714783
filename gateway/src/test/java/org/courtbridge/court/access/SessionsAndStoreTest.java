package org.courtbridge.court.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of who is signed in while the store of sessions is read, written to, or down. */
class SessionsAndStoreTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final User CLERK =
            User.withPasswordAlone("1", "aigul", "Айгүл", Set.of(Role.CLERK), Optional.empty(), false);
    private static final User JUDGE =
            User.withPasswordAlone("2", "erlan", "Ерлан", Set.of(Role.JUDGE), Optional.empty(), false);

    private final WatchedStore store = new WatchedStore();
    private final Sessions sessions = Sessions.standard(store, Runnable::run);

    /** A store that can be down, and in whose methods something else can happen. */
    private static final class WatchedStore implements SessionStore {

        private final Map<String, Kept> sessions = new HashMap<>();
        private boolean down;
        private int looks;
        private Runnable beforeRemoval = () -> {};
        private Runnable afterLook = () -> {};

        private Map<String, Kept> up() {
            if (down) {
                throw new IllegalStateException("down");
            }
            return sessions;
        }

        private static Runnable once(Runnable what) {
            boolean[] done = {false};
            return () -> {
                if (!done[0]) {
                    done[0] = true;
                    what.run();
                }
            };
        }

        @Override
        public void add(String tokenHash, Kept session) {
            up().put(tokenHash, session);
        }

        @Override
        public Optional<Kept> find(String tokenHash) {
            looks++;
            Optional<Kept> found = Optional.ofNullable(up().get(tokenHash));
            afterLook.run();
            return found;
        }

        @Override
        public void used(String tokenHash, Instant idleUntil) {
            up().computeIfPresent(tokenHash, (_, kept) -> kept.usedUntil(idleUntil));
        }

        @Override
        public void remove(String tokenHash) {
            beforeRemoval.run();
            up().remove(tokenHash);
        }

        @Override
        public void removeAllOf(String userId) {
            up().values().removeIf(kept -> kept.userId().equals(userId));
        }

        @Override
        public void removeOver(Instant now) {
            up().values().removeIf(kept -> kept.isOver(now));
        }
    }

    @Test
    void endAfterAnHourWithoutUseAndAfterTwelveInAnyCase() {
        String idle = sessions.open(CLERK, START).token();
        assertThat(sessions.find(idle, START.plus(Duration.ofHours(1)).minusMillis(1)))
                .isPresent();
        String unused = sessions.open(CLERK, START).token();
        assertThat(sessions.find(unused, START.plus(Duration.ofHours(1)))).isEmpty();
        String busy = sessions.open(CLERK, START).token();
        for (int half = 1; half < 24; half++) {
            assertThat(sessions.find(busy, START.plus(Duration.ofMinutes(30L * half))))
                    .isPresent();
        }
        assertThat(sessions.find(busy, START.plus(Duration.ofHours(12)).minusMillis(1)))
                .isPresent();
        assertThat(sessions.find(busy, START.plus(Duration.ofHours(12)))).isEmpty();
    }

    /** Signing one user out everywhere signs nobody else out, though the database is down. */
    @Test
    void othersStaySignedInWhenOneIsSignedOutEverywhere() {
        String clerk = sessions.open(CLERK, START).token();
        String judge = sessions.open(JUDGE, START).token();
        store.down = true;
        sessions.closeAllOf(CLERK.id());
        assertThat(sessions.find(judge, START)).isPresent();
        assertThatThrownBy(() -> sessions.find(clerk, START)).hasMessage("down");
        store.down = false;
        assertThat(sessions.find(clerk, START)).isEmpty();
    }

    @Test
    void theStoreIsToldAtOnceAndIfItWasDownBeforeAnythingElse() {
        String first = sessions.open(CLERK, START).token();
        sessions.close(first);
        assertThat(store.sessions).isEmpty();
        String second = sessions.open(CLERK, START).token();
        store.down = true;
        sessions.close(second);
        store.down = false;
        assertThat(store.sessions).hasSize(1);
        sessions.open(JUDGE, START);
        assertThat(store.sessions.values())
                .extracting(SessionStore.Kept::userId)
                .containsExactly(JUDGE.id());
    }

    @Test
    void theStoreIsNotAskedForWhatIsNoToken() {
        for (String token : new String[] {"", "no token", "x".repeat(42), "x".repeat(44), "ü".repeat(43)}) {
            assertThat(sessions.find(token, START)).isEmpty();
        }
        assertThat(store.looks).isZero();
        assertThat(sessions.find("x".repeat(43), START)).isEmpty();
        assertThat(store.looks).isEqualTo(1);
    }

    @Test
    void aSessionThatWasReadOnceIsKnown() {
        String token = sessions.open(CLERK, START).token();
        Sessions restarted = Sessions.standard(store, Runnable::run);
        assertThat(restarted.find(token, START)).isPresent();
        restarted.tidy(START);
        store.down = true;
        assertThat(restarted.find(token, START.plusSeconds(1))).isPresent();
        assertThat(store.looks).isEqualTo(1);
    }

    /** Whoever signs out between two steps of reading is out. */
    @Test
    void whoIsSignedOutWhileTheStoreIsReadIsOut() {
        String token = sessions.open(CLERK, START).token();
        Sessions restarted = Sessions.standard(store, Runnable::run);
        store.afterLook = WatchedStore.once(() -> restarted.close(token));
        assertThat(restarted.find(token, START)).isEmpty();
        store.down = true;
        assertThatThrownBy(() -> restarted.find(token, START)).hasMessage("down");
    }

    /** Another's signing out makes the store be read twice, and nothing else. */
    @Test
    void whoIsReadWhileAnotherSignsOutIsIn() {
        String token = sessions.open(CLERK, START).token();
        String others = sessions.open(JUDGE, START).token();
        Sessions restarted = Sessions.standard(store, Runnable::run);
        store.afterLook = WatchedStore.once(() -> restarted.close(others));
        assertThat(restarted.find(token, START)).isPresent();
        assertThat(store.looks).isEqualTo(2);
    }

    @Test
    void whoSignsOutIsOutBeforeTheStoreIsTold() {
        String token = sessions.open(CLERK, START).token();
        store.beforeRemoval = WatchedStore.once(() -> {
            store.down = true;
            assertThatThrownBy(() -> sessions.find(token, START)).hasMessage("down");
            store.down = false;
        });
        sessions.close(token);
        assertThat(store.sessions).isEmpty();
    }

    /** A request that read the store just before it was told brings nobody back. */
    @Test
    @Timeout(30)
    void whoSignsOutStaysOutThoughARequestReadTheStoreMeanwhile() throws InterruptedException {
        String token = sessions.open(CLERK, START).token();
        Sessions restarted = Sessions.standard(store, Runnable::run);
        CountDownLatch removing = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        store.beforeRemoval = WatchedStore.once(() -> {
            removing.countDown();
            await(answered);
        });
        Thread closer = Thread.ofPlatform().unstarted(() -> restarted.close(token));
        store.afterLook = WatchedStore.once(() -> {
            closer.start();
            await(removing);
        });
        assertThat(restarted.find(token, START)).as("not yet").isPresent();
        answered.countDown();
        closer.join();
        assertThat(restarted.find(token, START)).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Timeout(30)
    void tellingTheStoreIsAnyThreadsTurn() throws InterruptedException {
        String first = sessions.open(CLERK, START).token();
        Thread.ofPlatform().start(() -> sessions.close(first)).join();
        String second = sessions.open(CLERK, START).token();
        sessions.close(second);
        assertThat(store.sessions).isEmpty();
    }
}
