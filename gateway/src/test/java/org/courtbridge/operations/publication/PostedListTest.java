package org.courtbridge.operations.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.courtbridge.gateway.e2e.Await;
import org.courtbridge.gateway.store.Database;
import org.courtbridge.gateway.store.EmptyDatabase;
import org.courtbridge.gateway.store.StoredOutboxes;
import org.courtbridge.gateway.store.publication.StoredListPosts;
import org.courtbridge.operations.delivery.Outbox.Result;
import org.courtbridge.operations.delivery.Posting;
import org.courtbridge.operations.delivery.Posting.Reason;
import org.courtbridge.operations.publication.ListPosts.Attempt;
import org.courtbridge.operations.publication.ListPosts.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostedListTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private record Sent(String id, String json) {}

    @TempDir
    private Path folder;

    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();

    /** Of the attempts, in order; then each is taken. */
    private final Deque<Posting> results = new ConcurrentLinkedDeque<>();

    private final Deque<StoredOutboxes> nodes = new ArrayDeque<>();
    private volatile Instant now = Instant.parse("2026-11-27T05:00:00Z");
    private volatile String json = "[1]";
    private Database database;
    private StoredListPosts log;

    @BeforeEach
    void open() {
        database = EmptyDatabase.in(folder);
        log = new StoredListPosts(database);
    }

    @AfterEach
    void close() {
        nodes.forEach(StoredOutboxes::close);
        database.close();
    }

    private PostedList node() {
        StoredOutboxes outboxes = new StoredOutboxes(
                database, new StoredOutboxes.Settings(Duration.ofMillis(20), Duration.ofSeconds(15)), () -> now);
        nodes.push(outboxes);
        PostedList list = new PostedList(() -> json, this::post, outboxes, List.of(PAUSE), log, () -> now);
        outboxes.begin();
        return list;
    }

    private Posting post(String id, String posted) {
        sent.add(new Sent(id, posted));
        Posting result = results.poll();
        return result == null ? new Posting(new Result.Taken(), Reason.ANSWER, "204") : result;
    }

    private static Posting answered(Result result, int status) {
        return new Posting(result, Reason.ANSWER, Integer.toString(status));
    }

    private List<Attempt> latest(int most) {
        return log.page(Optional.empty(), 0, most);
    }

    private Sent next() throws InterruptedException {
        return sent.poll(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** The clock goes on: the scheduler waits by it, and its wait would not end if it began at a time that stays. */
    private Sent nextAfterThePause() throws InterruptedException {
        now = now.plus(PAUSE);
        Await.until("the next attempt", LONG, () -> {
            now = now.plusSeconds(1);
            return !sent.isEmpty();
        });
        return next();
    }

    private void awaitAttempts(int count) {
        Await.until(count + " attempts", LONG, () -> latest(10).size() == count && waiting() == 0);
    }

    private long waiting() {
        return database.jdbi()
                .withHandle(handle -> handle.select(
                                "select count(*) from outgoing_messages where picked or consecutive_failures = 0")
                        .mapTo(Long.class)
                        .one());
    }

    private void hasNothingToPost(PostedList list) throws InterruptedException {
        list.run();
        assertThat(sent.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void postsTheListOnceAndAgainWheneverItIsAnotherOne() throws Exception {
        PostedList list = node();
        list.run();
        Sent first = next();
        assertThat(first.json).isEqualTo("[1]");
        awaitAttempts(1);
        hasNothingToPost(list);
        now = now.plusSeconds(30);
        json = "[2]";
        list.run();
        assertThat(next().json).isEqualTo("[2]");
        awaitAttempts(2);
        now = now.plusSeconds(30);
        json = "[1]";
        list.run();
        Sent again = next();
        assertThat(again.json).isEqualTo("[1]");
        assertThat(again.id).as("is no repetition").isNotEqualTo(first.id);
        awaitAttempts(3);
        assertThat(latest(10)).extracting(Attempt::outcome).containsOnly(Outcome.TAKEN);
    }

    /** It knows from the log what was posted. */
    @Test
    void aProcessThatTakesAnotherOnesPlacePostsNothingThatWasPosted() throws Exception {
        node().run();
        next();
        awaitAttempts(1);
        hasNothingToPost(node());
    }

    @Test
    void whoeverWasAwayGetsTheListOfNowOnceAfterARestartToo() throws Exception {
        results.add(answered(new Result.NotNow("it answered 503"), 503));
        node().run();
        assertThat(next().json).isEqualTo("[1]");
        awaitAttempts(1);
        json = "[2]";
        nodes.getFirst().close();
        PostedList list = node();
        hasNothingToPost(list);
        Sent second = nextAfterThePause();
        assertThat(second.json).isEqualTo("[2]");
        awaitAttempts(2);
        assertThat(latest(10)).extracting(Attempt::outcome).containsExactly(Outcome.TAKEN, Outcome.FAILED);
        assertThat(latest(10)).extracting(Attempt::detail).containsExactly("204", "503");
        hasNothingToPost(list);
    }

    @Test
    void whoeverRefusesAListIsAskedAgainAfterMoreThanAnHourOrWithAnotherOne() throws Exception {
        Posting refused = answered(new Result.Never("it answered 401"), 401);
        results.addAll(List.of(refused, refused));
        PostedList list = node();
        list.run();
        next();
        awaitAttempts(1);
        now = now.plus(Duration.ofMinutes(69));
        hasNothingToPost(list);
        json = "[2]";
        list.run();
        assertThat(next().json).isEqualTo("[2]");
        awaitAttempts(2);
        now = now.plus(Duration.ofMinutes(70));
        list.run();
        assertThat(next().json).isEqualTo("[2]");
        awaitAttempts(3);
        assertThat(latest(1)).extracting(Attempt::outcome).containsExactly(Outcome.TAKEN);
    }

    /** So that the receiver knows it, where the gateway ended before it knew that the list was taken. */
    @Test
    void theSameListHasTheSameIdWhenItIsSentAgainAfterARestartToo() throws Exception {
        results.add(answered(new Result.NotNow("it answered 503"), 503));
        node().run();
        Sent first = next();
        awaitAttempts(1);
        nodes.getFirst().close();
        node();
        assertThat(nextAfterThePause()).isEqualTo(first);
        awaitAttempts(2);
    }
}
