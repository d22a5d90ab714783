package org.courtbridge.provisioning.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A configuration file for one device. It holds the device's password.
 *
 * @param template that it was made of
 * @param name that the file has
 * @param type its media type
 * @param settings what it sets, by name, as it is read again
 */
public record RenderedFile(
        String template, String name, String type, String text, SequencedMap<String, String> settings) {

    /** What a codec is told by its driver, by the names that the driver knows. */
    public Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        settings.forEach((name, value) -> commands.put(command(name), value));
        return commands;
    }

    /**
     * {@code Configuration/SIP/URI} is {@code SIP/URI}, and {@code PHONE_CONFIG/ALL@voIpProt.SIP.enable} the attribute alone;
     * {@code systemsetting sipusername} and {@code h323name set} are one word, and {@code set sip username} two.
     */
    private static String command(String name) {
        return name.replaceFirst("^Configuration/", "")
                .replaceFirst("^PHONE_CONFIG/ALL@", "")
                .replaceFirst("^(?:systemsetting|set) ", "")
                .replaceFirst(" set$", "");
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "RenderedFile[" + name + ", " + template + "]";
    }
}
