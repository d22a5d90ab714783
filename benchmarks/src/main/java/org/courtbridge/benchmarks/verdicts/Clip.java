package org.courtbridge.benchmarks.verdicts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.provisioning.testcall.Check;
import org.courtbridge.provisioning.testcall.PictureSubject;

/**
 * A media file or a network trace with what should be said of it.
 *
 * @param name of the label's file, without {@code .json}
 * @param media the file
 * @param expected what each check should say
 * @param oneOf sets of checks of each of which at least one should fail
 * @param others what all checks should say that are not named; empty if nobody knows
 * @param traced which stream of a network trace is meant
 * @param probeAt seconds after which our probe began to be sent
 * @param roundTrip ms, as it would have been measured
 * @param seconds for which was listened, if longer than the media last
 * @param subject whom the picture should show
 */
public record Clip(
        String name,
        Path media,
        Map<Check, Expectation> expected,
        List<Set<Check>> oneOf,
        Optional<Expectation> others,
        Traced traced,
        OptionalDouble probeAt,
        OptionalDouble roundTrip,
        OptionalDouble seconds,
        PictureSubject subject) {

    /**
     * A stream of RTP in a network trace.
     *
     * @param codec if no session description says it
     * @param description a session description
     * @param payloadType if it is not that of most packets
     * @param ssrc if it is not that of most packets
     */
    record Traced(
            Optional<AudioCodec> codec, Optional<Path> description, OptionalLong payloadType, OptionalLong ssrc) {}

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Set<String> KEYS = Set.of(
            "media",
            "about",
            "expect",
            "oneOf",
            "others",
            "codec",
            "sdp",
            "payloadType",
            "ssrc",
            "probeAt",
            "roundTripMs",
            "seconds",
            "subject");

    private static final long HIGHEST_PAYLOAD_TYPE = 127;
    private static final long HIGHEST_SSRC = 0xFFFF_FFFFL;

    private static final Set<String> TRACES = Set.of("pcap", "pcapng", "cap");

    /** All clips of a folder, by name. */
    public static List<Path> labels(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** @throws ClipException if the label is malformed, or there is no such file */
    public static Clip read(Path label) {
        String name = label.getFileName().toString().replaceAll("\\.json$", "");
        JsonNode json;
        try {
            json = MAPPER.readTree(label.toFile());
        } catch (IOException e) {
            throw new ClipException(label + ": not JSON: " + e.getMessage(), e);
        }
        if (!json.isObject()) {
            throw new ClipException(label + ": " + json.getNodeType() + " (expected: an object)");
        }
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new ClipException(
                    "%s: unknown keys %s (expected: of %s)".formatted(label, unknown, new TreeSet<>(KEYS)));
        }
        Path folder = label.resolveSibling("");
        return new Clip(
                name,
                media(label, folder, name, json),
                expected(label, json.path("expect")),
                oneOf(label, json.path("oneOf")),
                json.has("others")
                        ? Optional.of(value(Expectation.class, label, "others", json.get("others")))
                        : Optional.empty(),
                traced(label, folder, json),
                number(label, json, "probeAt"),
                number(label, json, "roundTripMs"),
                number(label, json, "seconds"),
                json.has("subject")
                        ? value(PictureSubject.class, label, "subject", json.get("subject"))
                        : PictureSubject.PERSON);
    }

    private static Traced traced(Path label, Path folder, JsonNode json) {
        return new Traced(
                json.has("codec")
                        ? Optional.of(value(AudioCodec.class, label, "codec", json.get("codec")))
                        : Optional.empty(),
                json.has("sdp")
                        ? Optional.of(existing(label, folder, json.get("sdp").asText()))
                        : Optional.empty(),
                whole(label, json, "payloadType", HIGHEST_PAYLOAD_TYPE),
                whole(label, json, "ssrc", HIGHEST_SSRC));
    }

    private static Path media(Path label, Path folder, String name, JsonNode json) {
        if (json.has("media")) {
            return existing(label, folder, json.get("media").asText());
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> beside = files.filter(file -> Files.isRegularFile(file)
                            && file.getFileName().toString().startsWith(name + ".")
                            && !file.toString().endsWith(".json")
                            && !file.toString().endsWith(".sdp"))
                    .toList();
            if (beside.size() != 1) {
                throw new ClipException("%s: %d files named %s.* beside it (expected: 1, or the key media)"
                        .formatted(label, beside.size(), name));
            }
            return beside.getFirst();
        } catch (IOException e) {
            throw new ClipException(label + ": " + e.getMessage(), e);
        }
    }

    /** A label may come from anywhere: it names files beside it, or below, and no others. */
    private static Path existing(Path label, Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new ClipException(label + ": no such file: " + file);
            }
            if (!file.toRealPath().startsWith(folder.toAbsolutePath().toRealPath())) {
                throw new ClipException(label + ": outside of its folder: " + file);
            }
            return file;
        } catch (IOException | InvalidPathException e) {
            throw new ClipException(label + ": " + name + ": " + e.getMessage(), e);
        }
    }

    private static Map<Check, Expectation> expected(Path label, JsonNode json) {
        Map<Check, Expectation> expected = new EnumMap<>(Check.class);
        if (!json.isMissingNode() && !json.isObject()) {
            throw new ClipException("%s: expect: %s (expected: an object)".formatted(label, json));
        }
        json.properties()
                .forEach(entry -> expected.put(
                        check(label, entry.getKey()),
                        value(Expectation.class, label, entry.getKey(), entry.getValue())));
        return expected;
    }

    private static Check check(Path label, String name) {
        return Arrays.stream(Check.values())
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ClipException("%s: no such check: %s (expected: one of %s)"
                        .formatted(label, name, Arrays.toString(Check.values()))));
    }

    private static List<Set<Check>> oneOf(Path label, JsonNode json) {
        List<Set<Check>> all = new ArrayList<>();
        for (JsonNode names : json) {
            Set<Check> checks = EnumSet.noneOf(Check.class);
            names.forEach(name -> checks.add(check(label, name.asText())));
            if (!names.isArray() || checks.isEmpty()) {
                throw new ClipException("%s: oneOf: %s (expected: arrays of checks)".formatted(label, names));
            }
            all.add(checks);
        }
        return all;
    }

    private static <E extends Enum<E>> E value(Class<E> type, Path label, String key, JsonNode json) {
        for (E candidate : type.getEnumConstants()) {
            if (candidate.name().equals(json.asText().toUpperCase(Locale.ROOT))) {
                return candidate;
            }
        }
        throw new ClipException("%s: %s: %s (expected: one of %s)"
                .formatted(label, key, json, Arrays.toString(type.getEnumConstants())));
    }

    private static OptionalDouble number(Path label, JsonNode json, String key) {
        if (!json.has(key)) {
            return OptionalDouble.empty();
        }
        if (!json.get(key).isNumber()) {
            throw new ClipException("%s: %s: %s (expected: a number)".formatted(label, key, json.get(key)));
        }
        return OptionalDouble.of(json.get(key).asDouble());
    }

    private static OptionalLong whole(Path label, JsonNode json, String key, long most) {
        if (!json.has(key)) {
            return OptionalLong.empty();
        }
        JsonNode value = json.get(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > most) {
            throw new ClipException("%s: %s: %s (expected: 0 to %d)".formatted(label, key, value, most));
        }
        return OptionalLong.of(value.asLong());
    }

    /** Whether the media are packets, and no file of a player. */
    boolean isTrace() {
        String file = media.getFileName().toString();
        return TRACES.contains(file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** The expected verdict of a check; empty if nobody knows. */
    Optional<Expectation> expectation(Check check) {
        return Optional.ofNullable(expected.get(check)).or(() -> others);
    }
}
