package org.courtbridge.gateway;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.KnownClients;
import org.courtbridge.provisioning.testcall.Limit;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.PlanSettings;
import org.courtbridge.provisioning.testcall.QuietTimes;

/**
 * Settings of test calls.
 *
 * @param enabled whether the plan has them tested; whoever asks for a test gets one all the same
 * @param number that rooms dial to test themselves; empty if they cannot
 * @param length that a call is measured
 * @param keep how long a test is remembered
 * @param plan when, and how many at a time
 * @param limits what is good and what is bad
 * @param clients programs and devices that are known
 * @param alerts who is told of faults
 */
record TestCallConfig(
        boolean enabled,
        Optional<String> number,
        Duration length,
        Period keep,
        PlanSettings plan,
        Limits limits,
        KnownClients clients,
        AlertConfig alerts) {

    private static final String SECTION = "test-calls.";
    private static final int MOST_AT_ONCE = 200;
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** As many as a trend may span. */
    private static final int FEWEST_DAYS = 30;

    private static final int MOST_DAYS = 3653;

    /** Two years. */
    private static final int USUAL_DAYS = 730;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern SPAN = Pattern.compile("(\\d{2}:\\d{2})\\s*-\\s*(\\d{2}:\\d{2})");
    private static final Pattern CLIENT = Pattern.compile("(.+)\\s+(never|[0-9.]+)");

    /** Complains of what is wrong, and goes on. */
    static TestCallConfig of(ConfigFile file) {
        Duration length = file.duration(SECTION + "length", Duration.ofSeconds(20));
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            file.complain(SECTION + "length", "expected: 10s to 60s");
        }
        return new TestCallConfig(
                file.truth(SECTION + "enabled", true),
                file.value(SECTION + "number", TestCallConfig::parseNumber, "1 to 20 digits, or none")
                        .orElse(Optional.of("777")),
                length,
                Period.ofDays(file.number(SECTION + "keep-days", FEWEST_DAYS, MOST_DAYS, USUAL_DAYS)),
                plan(file),
                limits(file),
                new KnownClients(list(
                                file,
                                "clients",
                                TestCallConfig::parseClient,
                                "names with the first version that serves, or never, such as Yealink 85.0, OldPhone never")
                        .orElse(List.of())),
                AlertConfig.of(file));
    }

    /** The plan, which says what is due some time before it is its turn, so that nobody idles until it is asked again. */
    PlanSettings planAhead() {
        return new PlanSettings(
                plan.before(),
                plan.retries(),
                plan.quiet(),
                plan.spread(),
                plan.share(),
                plan.last(),
                3 * plan.atOnce());
    }

    private static Optional<String> parseNumber(String text) {
        if (text.equals("none")) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return Optional.of(text);
    }

    private static PlanSettings plan(ConfigFile file) {
        PlanSettings standard = PlanSettings.STANDARD;
        List<Duration> before = list(file, "before", ConfigFile::parseDuration, "durations such as 24h, 2h, 30m")
                .orElse(standard.before());
        List<Duration> retries = list(file, "retry", ConfigFile::parseDuration, "durations such as 3m, 10m")
                .orElse(standard.retries());
        QuietTimes quiet = quiet(file, standard.quiet());
        Duration spread = file.duration(SECTION + "spread", standard.spread());
        Duration share = file.duration(SECTION + "share", standard.share());
        Duration last = file.duration(SECTION + "last", standard.last());
        int atOnce = file.number(SECTION + "at-once", 1, MOST_AT_ONCE, standard.atOnce());
        try {
            return new PlanSettings(before, retries, quiet, spread, share, last, atOnce);
        } catch (IllegalArgumentException e) {
            file.complain(SECTION + "before", String.valueOf(e.getMessage()));
            return standard;
        }
    }

    private static QuietTimes quiet(ConfigFile file, QuietTimes standard) {
        List<LocalTime> night = file.value(SECTION + "quiet", TestCallConfig::parseSpan, "a night such as 21:00-07:00")
                .orElse(List.of(standard.begin(), standard.end()));
        Set<DayOfWeek> daysOff = list(
                        file,
                        "days-off",
                        text -> DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT)),
                        "days such as saturday, sunday")
                .map(Set::copyOf)
                .orElse(standard.daysOff());
        try {
            return new QuietTimes(
                    night.getFirst(), night.getLast(), daysOff, dates(file, "holidays"), dates(file, "workdays"));
        } catch (IllegalArgumentException e) {
            file.complain(SECTION + "days-off", String.valueOf(e.getMessage()));
            return standard;
        }
    }

    private static List<LocalTime> parseSpan(String text) {
        Matcher matcher = SPAN.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return List.of(LocalTime.parse(matcher.group(1)), LocalTime.parse(matcher.group(2)));
    }

    private static Set<LocalDate> dates(ConfigFile file, String key) {
        return list(file, key, LocalDate::parse, "dates such as 2026-12-16, 2027-01-01")
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    private static KnownClients.Known parseClient(String text) {
        Matcher matcher = CLIENT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String version = matcher.group(2);
        return new KnownClients.Known(
                matcher.group(1).strip(), version.equals("never") ? Optional.empty() : Optional.of(version));
    }

    private static <T> Optional<List<T>> list(
            ConfigFile file, String key, Function<String, T> parser, String expected) {
        return file.list(SECTION + key, parser, expected);
    }

    private static Limits limits(ConfigFile file) {
        Limits standard = Limits.standard();
        Map<Check, Limit> own = new EnumMap<>(Check.class);
        for (Check check : Check.values()) {
            String key = SECTION + "limits." + word(check);
            Limit limit = standard.of(check);
            Optional<Double> pass = file.value(key + ".pass", Double::valueOf, "a number");
            Optional<Double> fail = file.value(key + ".fail", Double::valueOf, "a number");
            Optional<String> reason = file.text(key + ".reason");
            if (pass.isPresent() || fail.isPresent()) {
                limit(file, key, check, pass.orElse(limit.pass()), fail.orElse(limit.fail()), reason)
                        .ifPresent(set -> own.put(check, set));
            } else if (reason.isPresent()) {
                file.complain(key + ".reason", "without a limit of the court's there is nothing to give it for");
            }
        }
        return standard.with(own);
    }

    private static Optional<Limit> limit(
            ConfigFile file, String key, Check check, double pass, double fail, Optional<String> reason) {
        try {
            Limit limit = new Limit(pass, fail, reason.orElse("set by the court"));
            Limits.standard().with(Map.of(check, limit));
            return Optional.of(limit);
        } catch (IllegalArgumentException e) {
            file.complain(key + ".pass", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** As the file names a check. */
    static String word(Check check) {
        return check.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
