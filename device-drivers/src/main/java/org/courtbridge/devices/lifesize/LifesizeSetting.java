package org.courtbridge.devices.lifesize;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.Readback;

/**
 * What is known of a codec's settings, in the order in which they are set. Room, Team and Express take what LifeSize's "Automation Command
 * Line Interface" (4.6.0, 2010) has, SIP on pages 152 to 165 and H.323 on pages 102 to 110; it has no command for the password of a
 * gatekeeper. An Icon is sent what an independent program sends to it to register it by SIP.
 */
enum LifesizeSetting {
    /** {@code set sip sip enabled} */
    SIP("sip sip", 1),
    /** {@code set sip username NAME} */
    USERNAME("sip username", 1),
    /** {@code set sip server-type generic}; to an Icon {@code auto} */
    SERVER_TYPE("sip server-type", 1),
    /** {@code set sip authorization NAME PASSWORD}. A password is not shown when it is asked for. */
    AUTHORIZATION("sip authorization", 2),
    /** {@code set sip proxy enabled HOST PORT} */
    PROXY("sip proxy", 3),
    /** {@code set sip registrar enabled HOST PORT} */
    REGISTRAR("sip registrar", 3),
    /** {@code set sip tls enabled PORT} */
    TLS("sip tls", 2),
    /** {@code set sip signaling-mode tls}, to an Icon */
    SIGNALING_MODE("sip signaling-mode", 1),
    /** {@code set sip commit}, without which a Room takes none of those above before its next start. */
    COMMIT("sip commit", 0),
    /** {@code set h323 h323 disabled} */
    H323("h323 h323", 1),
    /** {@code set h323 name NAME} */
    H323_NAME("h323 name", 1),
    /** {@code set h323 extension NUMBER} */
    H323_EXTENSION("h323 extension", 1),
    /** {@code set h323 primary ADDRESS PORT}, the gatekeeper */
    H323_PRIMARY("h323 primary", 2),
    /** {@code set h323 mode manual} */
    H323_MODE("h323 mode", 1),
    /** {@code set h323 register}, which does not wait for the gatekeeper: it may refuse, as the password is not set here. */
    H323_REGISTER("h323 register", 0);

    private final String words;
    private final int values;

    LifesizeSetting(String words, int values) {
        this.words = words;
        this.values = values;
    }

    /** The setting of such a name, as it stands between {@code set} and its values. */
    static Optional<LifesizeSetting> of(String words) {
        return Arrays.stream(values()).filter(one -> one.words.equals(words)).findFirst();
    }

    /**
     * @param settings by their words; where there are several values, one blank between them
     * @throws DeviceException before anything is sent, {@link DeviceFault#NOT_SUPPORTED} if one is not here and {@link
     *     DeviceFault#REFUSED} if a value cannot be said
     */
    static CompletableFuture<Void> set(
            LifesizeSession open, Map<String, String> settings, Duration readback, DeviceCommand command) {
        Map<LifesizeSetting, List<String>> known = new EnumMap<>(LifesizeSetting.class);
        settings.forEach((name, value) -> {
            LifesizeSetting setting = of(name).orElseThrow(() -> DeviceException.noSetting(name));
            known.put(setting, setting.values(value));
        });
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<LifesizeSetting, List<String>> one : known.entrySet()) {
            all = all.thenCompose(
                    _ -> open.ask(one.getKey().line(one.getValue())).thenApply(_ -> null));
        }
        // Not before all is told: what a Room shows before it is committed is not said.
        for (Map.Entry<LifesizeSetting, List<String>> one : known.entrySet()) {
            if (one.getKey().isShown()) {
                all = all.thenCompose(_ ->
                        Readback.until(() -> one.getKey().isSo(open, one.getValue()), readback, command));
            }
        }
        return all;
    }

    /** What is read back is taken apart at blanks, so that none can be in a value; a password may have some. */
    private List<String> values(String text) {
        List<String> all = values == 0 && text.isEmpty()
                ? List.of()
                : List.of(text.split(" ", this == AUTHORIZATION ? values : -1));
        if (all.size() != values || all.stream().anyMatch(LifesizeSetting::isUnspeakable)) {
            throw new DeviceException(
                    DeviceFault.REFUSED, "%s: no %d values that the codec can be told".formatted(words, values));
        }
        return all;
    }

    /** Between quotation marks nothing but another one and the end of the line ends a value. */
    private static boolean isUnspeakable(String value) {
        return value.isEmpty() || value.codePoints().anyMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c));
    }

    private String line(List<String> wanted) {
        return "set " + words
                + wanted.stream().map(value -> " \"" + value + "\"").collect(Collectors.joining());
    }

    private boolean isShown() {
        return this != AUTHORIZATION && values > 0;
    }

    /** The values are between commas, and there may be more. Those that have no such command are believed. */
    private CompletableFuture<Boolean> isSo(LifesizeSession open, List<String> wanted) {
        return open.ask("get " + words).handle((told, failure) -> {
            if (failure == null) {
                Set<String> now = Set.copyOf(Arrays.asList(
                        String.join(",", told).toLowerCase(Locale.ROOT).split("[,\\s\"]+")));
                return wanted.stream().allMatch(value -> now.contains(value.toLowerCase(Locale.ROOT)));
            }
            DeviceException why = DeviceException.of(failure);
            if (why.fault() != DeviceFault.NOT_SUPPORTED) {
                throw why;
            }
            return true;
        });
    }
}
