package org.courtbridge.provisioning.files;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.courtbridge.provisioning.inventory.DeviceDescription;

/**
 * A file by which devices of some kind are configured, with places for what differs from one device to the next.
 *
 * <p>It begins with lines {@code word: value} up to one of three hyphens, which say what it is for; what follows is a template
 * in the language Mustache. Values are escaped before they are put in, as the format of the file wants, and what comes of it is read
 * again: it sets as much as with values that hold nothing but letters, or it is refused.
 */
public final class ConfigTemplate {

    private static final String END_OF_HEADER = "---";

    /** Words of its header; all but the optional ones must be there. */
    private static final List<String> WORDS = List.of(
            "make",
            "model",
            "firmware",
            "protocols",
            "role",
            "serves",
            "format",
            "type",
            "source",
            "tried",
            "name",
            "driver",
            "hands",
            "id");

    private static final Set<String> OPTIONAL = Set.of("tried", "name", "driver", "hands", "id");

    private static final String PLACEHOLDER = "{id}";

    /** The value that is a secret. */
    private static final String PASSWORD = "password";

    /** The purpose of a file for its device. */
    public enum Role {
        /** Has the account, and so the password. */
        ACCOUNT,
        /** Says which files there are, or what holds for all devices: no secret. */
        COMMON
    }

    private final String file;
    private final Map<String, String> header;
    private final NamePattern make;
    private final NamePattern model;
    private final FirmwareRange firmware;
    private final NamePattern serves;
    private final Set<Protocol> protocols;
    private final Role role;
    private final FileFormat format;
    private final List<ByHand> hands;
    private final boolean namedByMac;
    private final Template body;

    /** Empty lines before the body, in place of the header, so that the template's language counts its lines as the file has them. */
    private final int skipped;

    /** @param lines of the body */
    private ConfigTemplate(String file, Map<String, String> header, List<String> lines) {
        this.file = file;
        this.header = header;
        this.make = NamePattern.parse(word("make"));
        this.model = NamePattern.parse(word("model"));
        this.firmware = FirmwareRange.parse(word("firmware"));
        this.serves = NamePattern.parse(word("serves"));
        this.protocols = protocols(word("protocols"));
        this.role = oneOf(Role.class, "role");
        this.format = oneOf(FileFormat.class, "format");
        this.hands = word("hands").isEmpty()
                ? List.of()
                : Arrays.stream(word("hands").split(" +")).map(ByHand::of).toList();
        this.namedByMac = isNamedByMac(header.getOrDefault("id", "serial"));
        this.skipped = header.size() + 1;
        this.body = Mustache.compiler()
                .escapeHTML(false)
                .strictSections(true)
                .emptyStringIsFalse(true)
                .compile("\n".repeat(skipped) + String.join("\n", lines));
        if (format == FileFormat.ITEMS) {
            ItemSettings.check(lines, skipped + 1);
        }
    }

    /**
     * @param file its name, for complaints
     * @throws TemplateException if it is none
     */
    static ConfigTemplate parse(String file, String text) {
        try {
            Map<String, String> header = new HashMap<>();
            List<String> lines = Arrays.asList(text.split("\r?\n", -1));
            int end = lines.indexOf(END_OF_HEADER);
            if (end < 0) {
                throw new TemplateException("no line of three hyphens ends its header");
            }
            for (String line : lines.subList(0, end)) {
                int colon = line.indexOf(':');
                String word = colon < 0 ? line : line.substring(0, colon);
                if (!WORDS.contains(word) || colon < 0) {
                    throw new TemplateException("header: %s (expected: one of %s)".formatted(word, WORDS));
                }
                if (header.put(word, line.substring(colon + 1).strip()) != null) {
                    throw new TemplateException("header: %s twice".formatted(word));
                }
            }
            for (String word : WORDS) {
                if (!OPTIONAL.contains(word) && !header.containsKey(word)) {
                    throw new TemplateException("header: no %s".formatted(word));
                }
            }
            return new ConfigTemplate(file, header, lines.subList(end + 1, lines.size()));
        } catch (TemplateException | MustacheException | PatternSyntaxException e) {
            throw new TemplateException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private String word(String name) {
        return header.getOrDefault(name, "");
    }

    private static Set<Protocol> protocols(String text) {
        Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        for (String word : text.split(" +")) {
            switch (word) {
                case "sip" -> protocols.add(Protocol.SIP);
                case "h323" -> protocols.add(Protocol.H323);
                default -> throw new TemplateException("protocols: %s (expected: sip, h323 or both)".formatted(word));
            }
        }
        return protocols;
    }

    private static boolean isNamedByMac(String word) {
        return switch (word) {
            case "mac" -> true;
            case "serial" -> false;
            default -> throw new TemplateException("id: %s (expected: serial or mac)".formatted(word));
        };
    }

    private <T extends Enum<T>> T oneOf(Class<T> type, String name) {
        String text = word(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new TemplateException("%s: %s (expected: one of %s)"
                        .formatted(
                                name,
                                text,
                                Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT))));
    }

    /** The name of its own file. */
    public String file() {
        return file;
    }

    public Role role() {
        return role;
    }

    /** Whether a driver of a family, such as {@code cisco-ce}, can tell a device what it sets. */
    boolean isFor(String driver) {
        return Arrays.stream(word("driver").split("\\|")).map(String::strip).anyMatch(driver::equals)
                && !driver.isEmpty();
    }

    /** Codes of what it cannot set, with blanks between them; empty if it sets all. */
    public String hands() {
        return hands.stream().map(ByHand::code).collect(Collectors.joining(" "));
    }

    /** On what it was tried; empty if nobody says. */
    public String tried() {
        return word("tried");
    }

    /** Source of its names, such as the make's documentation. */
    public String source() {
        return word("source");
    }

    FileFormat format() {
        return format;
    }

    Set<Protocol> protocols() {
        return protocols;
    }

    FirmwareRange firmware() {
        return firmware;
    }

    /** Degree to which it fits a device; empty if it does not. */
    Optional<Fit> fit(DeviceModel device, Set<Protocol> wanted) {
        if (!firmware.has(device.firmware()) || protocols.stream().noneMatch(wanted::contains)) {
            return Optional.empty();
        }
        return make.fit(device.make())
                .flatMap(byMake ->
                        model.fit(device.model()).map(byModel -> new Fit(this, byMake.literals(), byModel.literals())));
    }

    /** @param make how many characters of the make it names; likewise the model */
    record Fit(ConfigTemplate template, int make, int model) {}

    /** Whether a device that asks for such a file means this one, and which device it says it is. */
    Optional<NamePattern.Fit> serves(String name) {
        return serves.fit(name);
    }

    /** By which of what the inventory knows of a device it would ask for its file; empty if nobody knows. */
    public String hardware(DeviceDescription device) {
        List<String> known = HardwareId.known(device);
        return known.stream()
                .filter(hardware -> HardwareId.isMac(hardware) == namedByMac)
                .findFirst()
                .or(() -> known.stream().findFirst())
                .orElse("");
    }

    /** As the device would ask for it, or a person save it. */
    private String nameFor(DeviceAccount account) {
        String pattern =
                header.getOrDefault("name", word("serves")).split("\\|")[0].strip();
        return pattern.replace(PLACEHOLDER, account.hardware().isEmpty() ? account.username() : account.hardware());
    }

    /**
     * The file for one device.
     *
     * @throws TemplateException if a value cannot be written in it, or the template does not fit the format
     */
    public RenderedFile render(DeviceAccount account) {
        try {
            SequencedMap<String, String> plain = plain(account, "1");
            String text = text(account, format::escape);
            SequencedMap<String, String> settings = format.read(text);
            if (!List.copyOf(settings.keySet()).equals(List.copyOf(plain.keySet()))) {
                throw new TemplateException("a value would be taken for a setting of its own");
            }
            return new RenderedFile(file, nameFor(account), word("type"), text, settings, secrets(account, plain));
        } catch (TemplateException | MustacheException e) {
            throw new TemplateException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** With values that no format takes for anything else. */
    private SequencedMap<String, String> plain(DeviceAccount account, String password) {
        return format.read(
                text(account, (field, value) -> value.isEmpty() ? "" : field.equals(PASSWORD) ? password : "1"));
    }

    /** The settings that are others with another password. */
    private Set<String> secrets(DeviceAccount account, SequencedMap<String, String> plain) {
        SequencedMap<String, String> other = plain(account, "2");
        return plain.keySet().stream()
                .filter(name -> !Objects.equals(plain.get(name), other.get(name)))
                .collect(Collectors.toSet());
    }

    private String text(DeviceAccount account, BiFunction<String, String, String> written) {
        Map<String, Object> values = new LinkedHashMap<>(account.flags());
        account.texts().forEach((field, value) -> values.put(field, written.apply(field, value)));
        return body.execute(values).substring(skipped);
    }

    @Override
    public String toString() {
        return file;
    }
}
