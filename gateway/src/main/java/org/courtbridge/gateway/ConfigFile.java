package org.courtbridge.gateway;

import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.courtbridge.court.access.Role;
import org.courtbridge.devices.IpNetwork;
import org.courtbridge.gateway.store.MasterKey;
import org.courtbridge.h323.ras.CallModel;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.language.Language;
import org.courtbridge.operations.delivery.SmtpConfig;
import org.courtbridge.operations.openid.OpenIdSettings;
import org.courtbridge.provisioning.files.SipTransport;
import org.courtbridge.provisioning.inventory.Encryption;
import org.courtbridge.signalling.h323.H323Config;
import org.courtbridge.signalling.sip.stack.TrustedProxies;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Values of the configuration file and the environment, read by dotted key: {@code sip.port} is the key {@code port} of
 * the section {@code sip}, or the variable {@code COURTBRIDGE_SIP_PORT}, which wins.
 *
 * <p>Collects every complaint with its line, so that a person mends the file once: {@link #check} throws them together,
 * and names keys that nobody asked for.
 */
final class ConfigFile {

    private static final Pattern TURN_URL =
            Pattern.compile("turns?:([a-zA-Z0-9.-]+|\\[[0-9a-fA-F:.]+])(:[0-9]{1,5})?(\\?transport=(udp|tcp))?");

    /** In small letters, as browsers write them. */
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");

    private static final Pattern SOCKET_ADDRESS = Pattern.compile("(?:([0-9.]+)|\\[([^]]+)]):([0-9]+)");

    /** Set by systemd for a service with {@code LoadCredential} or {@code LoadCredentialEncrypted}. */
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    private final String source;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<String> complaints = new ArrayList<>();

    /** Folder in which systemd gives this service its secrets, each in a file that is named as its key here. */
    private final Optional<Path> credentials;

    private ConfigFile(String source, Optional<Path> credentials) {
        this.source = source;
        this.credentials = credentials;
    }

    /** @param place where the text came from, as complaints name it: "FILE:LINE" or a variable */
    private record Value(String text, String place) {}

    static ConfigFile read(Path file, Map<String, String> environment) {
        try {
            return parse(file.toString(), Files.readString(file), environment);
        } catch (IOException e) {
            throw new ConfigException(List.of("%s: cannot be read (%s)".formatted(file, e.getMessage())));
        }
    }

    static ConfigFile parse(String source, String yaml, Map<String, String> environment) {
        ConfigFile config = new ConfigFile(
                source, Optional.ofNullable(environment.get(CREDENTIALS)).map(Path::of));
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (root instanceof MappingNode mapping) {
                config.flatten("", mapping);
            } else if (root != null) {
                config.complaints.add(config.place(root) + ": expected keys and values");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigException(List.of("%s:%d: %s".formatted(source, line, e.getProblem())));
        }
        environment.forEach((name, text) -> {
            if (name.startsWith("COURTBRIDGE_") && !name.equals("COURTBRIDGE_JAVA_OPTIONS")) {
                String key = name.substring("COURTBRIDGE_".length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                config.values.put(key, new Value(text, name));
            }
        });
        return config;
    }

    private void flatten(String prefix, MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                complaints.add(place(tuple.getKeyNode()) + ": expected a plain key");
                continue;
            }
            String key = prefix + keyNode.getValue();
            switch (tuple.getValueNode()) {
                case MappingNode section -> flatten(key + ".", section);
                case ScalarNode scalar -> {
                    if (values.put(canonical(key), new Value(scalar.getValue(), place(scalar))) != null) {
                        complaints.add("%s: %s is set twice".formatted(place(keyNode), key));
                    }
                }
                case Node other -> complaints.add("%s: %s takes one value".formatted(place(other), key));
            }
        }
    }

    /** Words of a key are joined by "-" in the file and by "_" in a variable; both are "." here. */
    private static String canonical(String key) {
        return key.replace('-', '.');
    }

    private String place(Node node) {
        return source + ":" + (node.getStartMark().getLine() + 1);
    }

    Optional<String> text(String key) {
        return value(key, Function.identity(), "text");
    }

    int port(String key, int otherwise) {
        return value(key, text -> inRange(text, 0, 65_535), "a port, 0 to 65535")
                .orElse(otherwise);
    }

    int number(String key, int least, int most, int otherwise) {
        return value(key, text -> inRange(text, least, most), "a number, %d to %d".formatted(least, most))
                .orElse(otherwise);
    }

    boolean truth(String key, boolean otherwise) {
        return value(key, ConfigFile::parseTruth, "true or false").orElse(otherwise);
    }

    private static boolean parseTruth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    Optional<Path> path(String key) {
        return value(key, Path::of, "a path");
    }

    Duration duration(String key, Duration otherwise) {
        return value(key, ConfigFile::parseDuration, "a duration such as 30s, 5m or 12h")
                .orElse(otherwise);
    }

    ZoneId zone(String key, ZoneId otherwise) {
        return value(key, ConfigFile::parseZone, "a time zone such as Asia/Almaty")
                .orElse(otherwise);
    }

    TrustedProxies proxies(String key) {
        return value(key, TrustedProxies::parse, "addresses or networks such as 192.0.2.7, 192.0.2.0/24")
                .orElse(TrustedProxies.NONE);
    }

    /** Networks with commas between them; none by default. */
    List<IpNetwork> networks(String key) {
        return value(
                        key,
                        text -> Arrays.stream(text.split(","))
                                .map(String::strip)
                                .map(IpNetwork::parse)
                                .toList(),
                        "addresses or networks such as 192.0.2.7, 192.0.2.0/24")
                .orElse(List.of());
    }

    /** URLs with commas between them (RFC 7065). */
    List<String> turnUrls(String key) {
        return value(key, ConfigFile::parseTurnUrls, "URLs such as turn:turn.example.kz:3478?transport=udp")
                .orElse(List.of());
    }

    private static List<String> parseTurnUrls(String text) {
        List<String> urls = Arrays.stream(text.split(",")).map(String::strip).toList();
        for (String url : urls) {
            if (!TURN_URL.matcher(url).matches()) {
                throw new IllegalArgumentException(url);
            }
        }
        return urls;
    }

    /** Origins of pages (RFC 6454, section 6.2), with commas between them. */
    Set<String> origins(String key) {
        return list(key, ConfigFile::parseOrigin, "origins such as https://a.example.kz, https://b.example.kz:8443")
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    private static String parseOrigin(String text) {
        if (!ORIGIN.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    Language language(String key, Language otherwise) {
        return value(
                        key,
                        text -> Language.ofTag(text).orElseThrow(() -> new IllegalArgumentException(text)),
                        "kk, ru or en")
                .orElse(otherwise);
    }

    Layout layout(String key, Layout otherwise) {
        return value(
                        key,
                        text -> Layout.ofWord(text).orElseThrow(() -> new IllegalArgumentException(text)),
                        "one of " + Layout.words())
                .orElse(otherwise);
    }

    SipTransport sipTransport(String key, SipTransport otherwise) {
        return value(
                        key,
                        text -> switch (text) {
                            case "udp" -> SipTransport.UDP;
                            case "tcp" -> SipTransport.TCP;
                            case "tls" -> SipTransport.TLS;
                            default -> throw new IllegalArgumentException(text);
                        },
                        "udp, tcp or tls")
                .orElse(otherwise);
    }

    SmtpConfig.Security mailSecurity(String key, SmtpConfig.Security otherwise) {
        return value(
                        key,
                        text -> switch (text) {
                            case "starttls" -> SmtpConfig.Security.STARTTLS;
                            case "tls" -> SmtpConfig.Security.TLS;
                            case "none" -> SmtpConfig.Security.NONE;
                            default -> throw new IllegalArgumentException(text);
                        },
                        "starttls, tls or none")
                .orElse(otherwise);
    }

    CallModel callModel(String key, CallModel otherwise) {
        return value(
                        key,
                        text -> switch (text) {
                            case "direct" -> CallModel.DIRECT;
                            case "routed" -> CallModel.GATEKEEPER_ROUTED;
                            default -> throw new IllegalArgumentException(text);
                        },
                        "direct or routed")
                .orElse(otherwise);
    }

    H323Config.Traversal traversal(String key, H323Config.Traversal otherwise) {
        return value(
                        key,
                        text -> switch (text) {
                            case "off" -> H323Config.Traversal.OFF;
                            case "nat" -> H323Config.Traversal.NAT;
                            case "always" -> H323Config.Traversal.ALWAYS;
                            default -> throw new IllegalArgumentException(text);
                        },
                        "off, nat or always")
                .orElse(otherwise);
    }

    Encryption encryption(String key, Encryption otherwise) {
        return value(
                        key,
                        text -> switch (text) {
                            case "required" -> Encryption.REQUIRED;
                            case "preferred" -> Encryption.PREFERRED;
                            case "off" -> Encryption.OFF;
                            default -> throw new IllegalArgumentException(text);
                        },
                        "required, preferred or off")
                .orElse(otherwise);
    }

    private static ZoneId parseZone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Optional<InetAddress> address(String key) {
        return value(key, ConfigFile::parseAddress, "an IP address");
    }

    /** A secret: as it is, or in a file of its own, whose name is under the key with "-file" behind it. */
    Optional<String> secret(String key) {
        Optional<String> plain = text(key);
        Optional<String> kept = secretFile(key).flatMap(file -> {
            try {
                return Optional.of(Files.readString(file).strip());
            } catch (IOException e) {
                complain(key + "-file", "cannot be read (%s)".formatted(e.getMessage()));
                return Optional.empty();
            }
        });
        if (plain.isPresent() && kept.isPresent()) {
            complain(key, "is set twice: in a file, too");
        }
        return plain.or(() -> kept).filter(text -> !text.isEmpty());
    }

    /** The file that the key names with {@code -file}, or else the credential of systemd's. */
    private Optional<Path> secretFile(String key) {
        Optional<Path> named = path(key + "-file");
        Optional<Path> credential =
                credentials.map(folder -> folder.resolve(key)).filter(Files::exists);
        if (named.isPresent() && credential.isPresent()) {
            complain(key + "-file", "is set twice: as a credential of systemd, too");
        }
        return named.or(() -> credential);
    }

    /** As {@link #secret}; the file may hold the 32 octets themselves, too. A complaint does not repeat it. */
    Optional<MasterKey> masterKey(String key) {
        Optional<MasterKey> plain = text(key).flatMap(text -> masterKey(key, () -> MasterKey.parse(text)));
        Optional<MasterKey> kept =
                secretFile(key).flatMap(file -> masterKey(key + "-file", () -> MasterKey.read(file)));
        if (plain.isPresent() && kept.isPresent()) {
            complain(key, "is set twice: in a file, too");
        }
        return plain.or(() -> kept);
    }

    private Optional<MasterKey> masterKey(String key, KeyReading reading) {
        try {
            return Optional.of(reading.read());
        } catch (IOException e) {
            complain(key, "cannot be read (%s)".formatted(e.getMessage()));
        } catch (IllegalArgumentException e) {
            complain(key, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private interface KeyReading {
        MasterKey read() throws IOException;
    }

    /** Words with commas between them. */
    List<String> words(String key) {
        return value(key, ConfigFile::parseWords, "words with commas between them")
                .orElse(List.of());
    }

    private static List<String> parseWords(String text) {
        List<String> words = Arrays.stream(text.split(",")).map(String::strip).toList();
        if (words.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(text);
        }
        return words;
    }

    /** Roles in small letters, with commas between them. */
    Set<Role> roles(String key) {
        return value(
                        key,
                        text -> parseWords(text).stream()
                                .map(word -> Role.valueOf(word.toUpperCase(Locale.ROOT)))
                                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class))),
                        "roles such as administrator, technician")
                .map(Set::copyOf)
                .orElse(Set.of());
    }

    /** Reached by TLS, or on this machine. */
    Optional<URI> site(String key) {
        return value(
                key,
                text -> Optional.of(URI.create(text))
                        .filter(OpenIdSettings::isSafe)
                        .orElseThrow(() -> new IllegalArgumentException(text)),
                "an address such as https://id.court.example");
    }

    /** IP addresses with commas between them, each with a port or without. */
    List<InetSocketAddress> socketAddresses(String key, int port) {
        return value(
                        key,
                        text -> parseWords(text).stream()
                                .map(one -> parseSocketAddress(one, port))
                                .toList(),
                        "IP addresses such as 192.0.2.7, 192.0.2.8:1719, [2001:db8::7]:1719")
                .orElse(List.of());
    }

    private static InetSocketAddress parseSocketAddress(String text, int otherwise) {
        Matcher matcher = SOCKET_ADDRESS.matcher(text);
        if (!matcher.matches()) {
            return new InetSocketAddress(parseAddress(text), otherwise);
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new InetSocketAddress(parseAddress(host), inRange(matcher.group(3), 1, 65_535));
    }

    /**
     * A value that a class of its own reads.
     *
     * @param parser throws {@link IllegalArgumentException} or {@link DateTimeException} of what it cannot read
     * @param expected how it is written, for who wrote it otherwise
     */
    <T> Optional<T> value(String key, Function<String, T> parser, String expected) {
        String canonical = canonical(key);
        asked.add(canonical);
        Value value = values.get(canonical);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(value.text()));
        } catch (IllegalArgumentException | DateTimeException e) {
            complaints.add("%s: %s: %s (expected: %s)".formatted(value.place(), key, value.text(), expected));
            return Optional.empty();
        }
    }

    /** As {@link #value} of each, with commas between them. */
    <T> Optional<List<T>> list(String key, Function<String, T> parser, String expected) {
        return value(
                key,
                text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .map(parser)
                        .toList(),
                expected);
    }

    /** A complaint that concerns more than the form of one value. */
    void complain(String key, String complaint) {
        Value value = values.get(canonical(key));
        complaints.add("%s: %s: %s".formatted(value == null ? source : value.place(), key, complaint));
    }

    void check() {
        List<String> all = new ArrayList<>(complaints);
        values.forEach((key, value) -> {
            if (!asked.contains(key)) {
                all.add("%s: %s is no setting".formatted(value.place(), key.replace('.', ' ')));
            }
        });
        credentials.map(ConfigFile::names).orElse(List.of()).stream()
                .filter(name -> !asked.contains(canonical(name + "-file")))
                .map("%s: unknown credential of systemd (expected: the name of a setting that has a -file)"::formatted)
                .forEach(all::add);
        if (!all.isEmpty()) {
            throw new ConfigException(all);
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of("%s (%s)".formatted(folder, e.getMessage()));
        }
    }

    private static int inRange(String text, int least, int most) {
        int number = Integer.parseInt(text.strip());
        if (number < least || number > most) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    static Duration parseDuration(String text) {
        String compact = text.strip().toUpperCase(Locale.ROOT);
        return Duration.parse(compact.endsWith("D") ? "P" + compact : "PT" + compact);
    }

    private static InetAddress parseAddress(String text) {
        if (!text.matches("[0-9.]+|[0-9a-fA-F:.%]+")) {
            throw new IllegalArgumentException(text);
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
