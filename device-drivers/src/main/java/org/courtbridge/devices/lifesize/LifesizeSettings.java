package org.courtbridge.devices.lifesize;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.Readback;
import org.courtbridge.devices.SettingResults;

/**
 * Sets a codec, one thing after the other: of what is known of it ({@link LifesizeSetting}) that which comes before {@code sip commit}, then what
 * else somebody names who has its manual, then the rest of what is known. What the codec refuses is left out.
 */
final class LifesizeSettings {

    private static final Pattern WORDS = Pattern.compile("[a-z0-9-]{1,40}(?: [a-z0-9-]{1,40}){1,4}");

    private final LifesizeSession open;
    private final Duration readback;
    private final DeviceCommand command;
    private final SettingResults results = new SettingResults();

    /** @param words between {@code set} and the values */
    private record Told(String words, List<String> values, boolean isShown) {

        String line() {
            return "set " + words
                    + values.stream().map(value -> " \"" + value + "\"").collect(Collectors.joining());
        }
    }

    private LifesizeSettings(LifesizeSession open, Duration readback, DeviceCommand command) {
        this.open = open;
        this.readback = readback;
        this.command = command;
    }

    /**
     * @param command with settings by their words; where there are several values, one blank between them
     * @throws DeviceException before anything is sent, {@link DeviceFault#NOT_SUPPORTED} if a name is no such words and {@link
     *     DeviceFault#REFUSED} if a value cannot be said; in the future, with what became of each, if the codec refused some
     */
    static CompletableFuture<Void> set(LifesizeSession open, DeviceCommand.Configure command, Duration readback) {
        LifesizeSettings settings = new LifesizeSettings(open, readback, command);
        List<Told> accepted = new ArrayList<>();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Told one : inOrder(command)) {
            all = all.thenCompose(_ -> settings.tell(one, accepted));
        }
        // Not before all is told: what a Room shows before it is committed is not said.
        return all.thenCompose(_ -> settings.readBack(accepted)).thenRun(settings.results::requireAll);
    }

    private static List<Told> inOrder(DeviceCommand.Configure command) {
        Map<LifesizeSetting, Told> known = new TreeMap<>();
        List<Told> all = new ArrayList<>();
        command.settings().forEach((words, value) -> {
            Optional<LifesizeSetting> setting = LifesizeSetting.of(words);
            if (setting.isPresent()) {
                known.put(
                        setting.get(),
                        new Told(
                                words,
                                setting.get().values(value),
                                setting.get().isShown()));
            } else if (WORDS.matcher(words).matches()) {
                List<String> values = values(words, value);
                all.add(new Told(
                        words, values, !values.isEmpty() && !command.secrets().contains(words)));
            } else {
                throw DeviceException.noSetting(words);
            }
        });
        List<Told> before = new ArrayList<>();
        known.forEach((setting, told) -> {
            if (setting.compareTo(LifesizeSetting.COMMIT) < 0) {
                before.add(told);
            } else {
                all.add(told);
            }
        });
        all.addAll(0, before);
        return all;
    }

    private static List<String> values(String words, String text) {
        List<String> values = text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
        if (values.stream().anyMatch(LifesizeSetting::isUnspeakable)) {
            throw new DeviceException(
                    DeviceFault.REFUSED, "%s: a value that the codec cannot be told".formatted(words));
        }
        return values;
    }

    private CompletableFuture<Void> tell(Told one, List<Told> accepted) {
        return open.ask(one.line()).handle((_, failure) -> {
            if (failure == null) {
                accepted.add(one);
                return null;
            }
            DeviceException why = DeviceException.of(failure);
            boolean said = why.fault() == DeviceFault.REFUSED || why.fault() == DeviceFault.NOT_SUPPORTED;
            if (!said) {
                throw why;
            }
            results.missed(one.words(), why);
            return null;
        });
    }

    /** All in each look, so that a codec that does nothing takes no longer than for one. */
    private CompletableFuture<Void> readBack(List<Told> accepted) {
        accepted.stream().filter(one -> !one.isShown()).forEach(one -> results.believed(one.words()));
        List<Told> unseen =
                new ArrayList<>(accepted.stream().filter(Told::isShown).toList());
        return Readback.until(() -> look(unseen), readback, command).exceptionally(failure -> {
            DeviceException why = DeviceException.of(failure);
            if (why.fault() != DeviceFault.NOT_CARRIED_OUT) {
                throw why;
            }
            unseen.forEach(one -> results.notSeen(one.words()));
            return null;
        });
    }

    /** @param unseen of which some may be taken out */
    private CompletableFuture<Boolean> look(List<Told> unseen) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Told one : List.copyOf(unseen)) {
            all = all.thenCompose(_ -> isSo(one)).thenAccept(so -> {
                if (so) {
                    results.taken(one.words());
                    unseen.remove(one);
                }
            });
        }
        return all.thenApply(_ -> unseen.isEmpty());
    }

    /** The values are between commas, and there may be more. Those that have no such command are believed. */
    private CompletableFuture<Boolean> isSo(Told one) {
        return open.ask("get " + one.words()).handle((told, failure) -> {
            if (failure == null) {
                Set<String> now = Set.copyOf(Arrays.asList(
                        String.join(",", told).toLowerCase(Locale.ROOT).split("[,\\s\"]+")));
                return one.values().stream().allMatch(value -> now.contains(value.toLowerCase(Locale.ROOT)));
            }
            DeviceException why = DeviceException.of(failure);
            if (why.fault() != DeviceFault.NOT_SUPPORTED) {
                throw why;
            }
            return true;
        });
    }
}
