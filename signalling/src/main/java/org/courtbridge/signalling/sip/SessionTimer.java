package org.courtbridge.signalling.sip;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.courtbridge.signalling.sip.stack.SipMessages;

/**
 * The session timer of a call (RFC 4028): the call ends unless one side refreshes it within the interval. Where nobody has said
 * who has to, we do, so that we notice ourselves that a room has died.
 *
 * <p>Belongs to the call's thread.
 */
final class SessionTimer {

    /** Session Interval Too Small. */
    static final int TOO_SMALL = 422;

    private static final Pattern INTERVAL = Pattern.compile("\\s*([0-9]{1,9})\\s*(;.*)?");
    private static final Pattern REFRESHER = Pattern.compile("(?i).*;\\s*refresher\\s*=\\s*\"?(uac|uas)\\b.*");

    private static final Duration NEVER = Duration.ofDays(1);

    private final Settings settings;
    private final LongSupplier nanos;
    /** Seconds; 0 without a timer. */
    private long interval;

    private boolean ours;
    private long refreshed;
    private long nextTry;
    private boolean asking;
    /** Seconds that the other side wants at least. */
    private long theirLeast;

    /**
     * @param interval that we ask for
     * @param least that we take; RFC 4028 wants 90 s (section 4)
     */
    record Settings(Duration interval, Duration least) {

        static final Settings DEFAULT = new Settings(Duration.ofMinutes(30), Duration.ofSeconds(90));
    }

    enum Due {
        NOTHING,
        /** It is for us to say that we are there. */
        REFRESH,
        /** The other side has not been heard of in time. */
        EXPIRED
    }

    SessionTimer(Settings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    /** Whether a request of the party asks for an interval that is too short; it is to be answered with this. */
    Optional<Response> refusal(Request request, SipMessages messages) {
        OptionalLong asked = seconds(request);
        if (asked.isEmpty() || asked.getAsLong() >= settings.least.toSeconds()) {
            return Optional.empty();
        }
        Response refusal = messages.response(request, TOO_SMALL);
        messages.add(refusal, "Min-SE", Long.toString(settings.least.toSeconds()));
        return Optional.of(refusal);
    }

    /** The party's INVITE or UPDATE is being accepted with a response that will say what holds (section 9). */
    void answering(Request request, Response ok, SipMessages messages) {
        boolean supported = SipMessages.hasOption(request, "Supported", "timer")
                || SipMessages.hasOption(request, "Require", "timer");
        OptionalLong asked = seconds(request);
        long least = number(request, "Min-SE").orElse(settings.least.toSeconds());
        long wanted = Math.min(asked.orElse(settings.interval.toSeconds()), settings.interval.toSeconds());
        Optional<String> refresher = refresher(request);
        boolean theirs = supported && refresher.map(word -> word.equals("uac")).orElse(false);
        start(Math.max(wanted, least), !theirs);
        messages.add(ok, "Session-Expires", interval + ";refresher=" + (ours ? "uas" : "uac"));
        if (supported) {
            messages.add(ok, "Require", "timer");
        }
    }

    /** Adds what our INVITE or UPDATE asks for (section 7). */
    void ask(Request request, SipMessages messages) {
        boolean running = interval > 0;
        long wanted = Math.max(theirLeast, running ? interval : settings.interval.toSeconds());
        messages.add(request, "Session-Expires", wanted + (running ? ";refresher=" + (ours ? "uac" : "uas") : ""));
        messages.add(request, "Min-SE", Long.toString(Math.max(theirLeast, settings.least.toSeconds())));
        asking = true;
    }

    /** The party has accepted what {@link #ask} asked for. Without a word of it, there is no timer. */
    void accepted(Response ok) {
        OptionalLong said = seconds(ok);
        if (said.isPresent()) {
            start(
                    said.getAsLong(),
                    refresher(ok).map(word -> word.equals("uac")).orElse(true));
        } else {
            interval = 0;
        }
        asking = false;
    }

    /** The party found our interval too short (section 7.3); whether asking again with a longer one makes sense. */
    boolean tooBrief(Response refusal) {
        OptionalLong least = number(refusal, "Min-SE");
        if (least.isEmpty() || least.getAsLong() <= theirLeast) {
            return false;
        }
        theirLeast = least.getAsLong();
        interval = interval == 0 ? 0 : Math.max(interval, theirLeast);
        return true;
    }

    /** Our asking failed for now; it is done again after a while. */
    void tryAgain(Duration later) {
        asking = false;
        nextTry = nanos.getAsLong() + later.toNanos();
    }

    private void start(long seconds, boolean byUs) {
        interval = Math.max(1, seconds);
        ours = byUs;
        refreshed = nanos.getAsLong();
        nextTry = refreshed;
    }

    /** Time until a refresh or the end is due; a day without a timer. */
    Duration left() {
        if (interval == 0) {
            return NEVER;
        }
        long next = ours && !asking ? Math.min(refreshAt(), expiresAt()) : expiresAt();
        return Duration.ofNanos(Math.max(0, next - nanos.getAsLong()));
    }

    Due due() {
        long now = nanos.getAsLong();
        if (interval == 0) {
            return Due.NOTHING;
        }
        if (now >= expiresAt()) {
            return Due.EXPIRED;
        }
        return ours && !asking && now >= refreshAt() ? Due.REFRESH : Due.NOTHING;
    }

    private long refreshAt() {
        return Math.max(nextTry, refreshed + interval * 500_000_000L);
    }

    /** Time at which the session expires, in nanoseconds; a little early for the side that waits for the other (section 10). */
    private long expiresAt() {
        long margin = ours ? 0 : Math.min(32_000_000_000L, interval * 1_000_000_000L / 3);
        return refreshed + interval * 1_000_000_000L - margin;
    }

    private static OptionalLong seconds(Message message) {
        return number(message, "Session-Expires");
    }

    private static OptionalLong number(Message message, String name) {
        for (String value : SipMessages.list(message, name)) {
            Matcher matcher = INTERVAL.matcher(value);
            if (matcher.matches()) {
                return OptionalLong.of(Long.parseLong(matcher.group(1)));
            }
        }
        return OptionalLong.empty();
    }

    private static Optional<String> refresher(Message message) {
        return SipMessages.list(message, "Session-Expires").stream()
                .map(REFRESHER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT))
                .findFirst();
    }
}
