package org.courtbridge.operations.tests;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.courtbridge.provisioning.testcall.Outcome;
import org.courtbridge.provisioning.testcall.TestBook;
import org.courtbridge.provisioning.testcall.Tested;

/**
 * The tests of late, as the plan wants them every few seconds: each is read from the book once, and of its verdicts those are kept
 * for which it may be tried again. Not for several threads.
 */
final class RecentTests {

    /** A test ends a moment before it is in the book, and by another node's clock. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private static final int MOST = 100_000;

    private final TestBook book;
    private final Map<String, Tested> tests = new HashMap<>();

    /** From when on all tests are here. */
    private Optional<Instant> from = Optional.empty();

    private Instant until = Instant.EPOCH;

    RecentTests(TestBook book) {
        this.book = book;
    }

    /** Those that ended since a time; some of before may be among them. */
    Collection<Tested> since(Instant since, Instant now) {
        boolean known = from.filter(first -> !since.isBefore(first)).isPresent();
        List<Tested> news = book.between(known ? until.minus(LATE) : since, now.plusMillis(1), MOST);
        from = Optional.of(since);
        until = now;
        news.forEach(test -> tests.put(test.id(), withoutDetails(test)));
        tests.values().removeIf(test -> test.ended().isBefore(since));
        return List.copyOf(tests.values());
    }

    private static Tested withoutDetails(Tested test) {
        return new Tested(
                test.id(),
                test.place(),
                test.hearing(),
                test.asked(),
                test.attempt(),
                test.begun(),
                test.ended(),
                test.verdicts().stream()
                        .filter(verdict -> verdict.outcome() == Outcome.FAIL || Tested.isGatewaysFault(verdict))
                        .toList());
    }
}
