package org.courtbridge.provisioning.files;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A configuration file for one device. It holds the device's password.
 *
 * @param template that it was made of
 * @param name that the file has
 * @param type its media type
 * @param settings what it sets, by name, as it is read again
 * @param secrets names of those settings that have the password in them
 */
public record RenderedFile(
        String template,
        String name,
        String type,
        String text,
        SequencedMap<String, String> settings,
        Set<String> secrets) {

    public RenderedFile {
        secrets = Set.copyOf(secrets);
    }

    /** Settings that a codec is told by its driver, by the names that the driver knows. */
    public Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        settings.forEach((name, value) -> commands.put(command(name), value));
        return commands;
    }

    /** Those of the commands that have the password in them. */
    public Set<String> secretCommands() {
        return secrets.stream().map(RenderedFile::command).collect(Collectors.toSet());
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
