package org.courtbridge.devices.lifesize;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;

/**
 * Known settings of a codec, in the order in which they are set. Room, Team and Express take what LifeSize's "Automation
 * Command Line Interface" (4.6.0, 2010) has, SIP on pages 152 to 165 and H.323 on pages 102 to 110; it has no command for the
 * password of a gatekeeper. An Icon is sent what an independent program sends to it to register it by SIP.
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
     * Splits a text into the values of the setting. What is read back is split at blanks, so that none can be in a value; a
     * password may have some.
     *
     * @throws DeviceException {@link DeviceFault#REFUSED} if there are more or fewer, or one cannot be said
     */
    List<String> values(String text) {
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
    static boolean isUnspeakable(String value) {
        return value.isEmpty() || value.codePoints().anyMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c));
    }

    boolean isShown() {
        return this != AUTHORIZATION && values > 0;
    }
}
