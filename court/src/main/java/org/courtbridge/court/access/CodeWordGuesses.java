package org.courtbridge.court.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Limits guesses at the code words of participants' links.
 *
 * <p>Wrong words count by link and source: whoever else holds a link locks out himself alone. A browser that has said the right
 * word, and after it a source that has, waits seconds where a stranger waits minutes. What is guessed at one link from everywhere makes
 * strangers' answers late and is told to the clerk, and bars nobody. A link that there is not is treated as one that there is.
 *
 * <p>Memory is bounded: the links that were longest not tried are forgotten first. From any thread.
 */
public final class CodeWordGuesses {

    private static final Logger LOG = LogManager.getLogger(CodeWordGuesses.class);

    /** Wrong words at one link from one source, before nothing is compared for {@link #BLOCK}. */
    public static final int WRONG_PER_SOURCE = 8;

    /** How long a browser is known that has said the right word. */
    public static final Duration KNOWN = Duration.ofDays(7);

    /** Wrong words at one link, from wherever they come, that are no slips of one person any more. */
    static final int GUESSING = 8;

    /** So long without a wrong word, and the guessing is over. */
    static final Duration QUIET = Duration.ofHours(1);

    static final Duration BLOCK = Duration.ofMinutes(10);

    /** Wrong words at all links from one source. */
    private static final int WRONG_AT_ALL_LINKS = 40;

    /** Wrong words at one link after which strangers' words are compared late, and by how much. */
    static final int MANY = 24;

    static final Duration LATE = Duration.ofSeconds(3);
    static final int VERY_MANY = 100;
    static final Duration VERY_LATE = Duration.ofSeconds(8);

    private static final GuessingLimit.Limits ACQUAINTED =
            new GuessingLimit.Limits(WRONG_PER_SOURCE, Duration.ofSeconds(15), 12, Duration.ofMinutes(1));
    private static final GuessingLimit.Limits NO_LIMIT =
            new GuessingLimit.Limits(Integer.MAX_VALUE, Duration.ZERO, Integer.MAX_VALUE, BLOCK);

    private static final int MOST_LINKS = 50_000;
    private static final int MOST_SOURCES = 1_000;
    private static final int BROWSERS_PER_LINK = 8;

    private final InstantSource clock;

    private final GuessingLimit strangers = new GuessingLimit(
            new GuessingLimit.Limits(WRONG_PER_SOURCE, BLOCK, WRONG_PER_SOURCE, BLOCK),
            new GuessingLimit.Limits(WRONG_AT_ALL_LINKS, BLOCK, WRONG_AT_ALL_LINKS, BLOCK));

    /** Of browsers and sources that have said the right word at the link. */
    private final GuessingLimit acquainted = new GuessingLimit(ACQUAINTED, NO_LIMIT);

    /** Links by the token of a browser that has said the right word there. */
    private final ExpiringTokenStore<String> browsers;

    private final Map<String, Link> links = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Link> eldest) {
            return size() > MOST_LINKS;
        }
    };

    public CodeWordGuesses(InstantSource clock) {
        this.clock = clock;
        this.browsers =
                new ExpiringTokenStore<>(new ExpiringTokenStore.Limits(KNOWN, MOST_LINKS, BROWSERS_PER_LINK), clock);
    }

    /** Answer to whoever wants a word compared. */
    public sealed interface Answer {}

    /** Nothing is compared before that time is over. */
    public record Blocked(Duration pause) implements Answer {}

    /**
     * Guesses at a link that somebody makes now.
     *
     * @param wrong words since then
     * @param sources networks that they came from; there may be more than {@value #MOST_SOURCES}
     */
    public record Guessing(int wrong, int sources, Instant since, Instant last) {}

    /** What is known of a link. */
    private static final class Link {

        /** Of how many words the present one is. */
        private int generation;

        private int wrong;
        private Instant since = Instant.MIN;
        private Instant last = Instant.MIN;

        /** Networks that wrong words came from. */
        private final Set<String> sources = new HashSet<>();

        /** Networks from which the right word was said. */
        private final Set<String> proved = new HashSet<>();

        private boolean isGuessedAt(Instant now) {
            return wrong > 0 && last.plus(QUIET).isAfter(now);
        }

        private Duration lateness(Instant now) {
            int guesses = isGuessedAt(now) ? wrong : 0;
            return guesses >= VERY_MANY ? VERY_LATE : guesses >= MANY ? LATE : Duration.ZERO;
        }
    }

    /**
     * Asks to compare one word.
     *
     * @param code of the link, whether there is such a one or not
     * @param source IP address; one of version 6 stands for its whole /64
     * @param browser token that the browser got from {@link Attempt#right}, if it shows one
     */
    public synchronized Answer attempt(String code, String source, Optional<String> browser) {
        Instant now = clock.instant();
        Link link = Optional.ofNullable(links.get(code)).orElseGet(Link::new);
        String network = GuessingLimit.network(source);
        Optional<String> known =
                browser.filter(token -> browsers.find(token, code).isPresent());
        boolean proved = known.isPresent() || link.proved.contains(network);
        String name = code + "|" + link.generation + "|" + known.orElse(network);
        GuessingLimit limit = proved ? acquainted : strangers;
        Duration wait = limit.attempt(name, source, now);
        if (!wait.isZero()) {
            return new Blocked(wait);
        }
        // Not before: whoever is blocked must not have links forgotten by naming others.
        links.put(code, link);
        return new Attempt(
                link, new Place(code, source, known), limit, name, proved ? Duration.ZERO : link.lateness(now));
    }

    /** @param browser its token, if it showed one that is good for the link */
    private record Place(String code, String source, Optional<String> browser) {}

    /** An attempt that may go on. It counts against its source from its beginning, until {@link #right} or {@link #undecided}. */
    public final class Attempt implements Answer {

        private final Link link;
        private final Place place;
        private final GuessingLimit limit;
        private final String name;
        private final Duration lateness;

        private Attempt(Link link, Place place, GuessingLimit limit, String name, Duration lateness) {
            this.link = link;
            this.place = place;
            this.limit = limit;
            this.name = name;
            this.lateness = lateness;
        }

        /** How long to wait before the word is compared. */
        public Duration lateness() {
            return lateness;
        }

        /** @return token by which the browser is known from now on */
        public String right() {
            synchronized (CodeWordGuesses.this) {
                limit.succeeded(name, place.source);
                if (link.proved.size() < MOST_SOURCES) {
                    link.proved.add(GuessingLimit.network(place.source));
                }
                place.browser.ifPresent(browsers::renew);
                return place.browser.orElseGet(() -> browsers.leave(place.code, place.code));
            }
        }

        public void wrong() {
            synchronized (CodeWordGuesses.this) {
                Instant now = clock.instant();
                if (!link.isGuessedAt(now)) {
                    link.wrong = 0;
                    link.since = now;
                    link.sources.clear();
                }
                link.wrong++;
                link.last = now;
                if (link.sources.size() < MOST_SOURCES) {
                    link.sources.add(GuessingLimit.network(place.source));
                }
                if (link.wrong >= GUESSING && Integer.bitCount(link.wrong) == 1) {
                    LOG.warn(
                            "{} wrong code words at one participant's link since {}, from {} networks, the last from {}",
                            link.wrong,
                            link.since,
                            link.sources.size(),
                            place.source);
                }
            }
        }

        /** Whether the word was right was never found out, for a reason of ours: it counts for nothing. */
        public void undecided() {
            limit.undecided(name, place.source);
        }
    }

    /** Guesses at a link, if there are more than a person's slips and the last is not long ago. */
    public synchronized Optional<Guessing> at(String code) {
        return Optional.ofNullable(links.get(code))
                .filter(link -> link.wrong >= GUESSING && link.isGuessedAt(clock.instant()))
                .map(link -> new Guessing(link.wrong, link.sources.size(), link.since, link.last));
    }

    /** The link has another word: nobody has said it yet, rightly or wrongly. */
    public synchronized void renewed(String code) {
        Link before = links.get(code);
        Link link = new Link();
        link.generation = before == null ? 1 : before.generation + 1;
        links.put(code, link);
        browsers.forget(code);
    }
}
