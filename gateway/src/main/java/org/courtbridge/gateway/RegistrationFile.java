package org.courtbridge.gateway;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.courtbridge.gateway.store.OwnerOnly;

/**
 * The file of registrations that outlast a restart: a line of JSON that tells what it is, how many lines follow and their SHA-256,
 * then a line for each registration. For its owner only (0600), and replaced as a whole.
 */
final class RegistrationFile {

    static final String NAME = "registrations.jsonl";

    /** More are not kept; the whole is then less than {@link #MOST_BYTES}. */
    static final int MOST_LINES = 20_000;

    /** Bytes of a line; a registration has some 400. */
    static final int LONGEST_LINE = 4_096;

    private static final int MOST_BYTES = 32 << 20;
    private static final String FORMAT = "courtbridge-registrations";
    private static final int VERSION = 1;

    private final Path file;

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Header(String format, int version, int lines, String sha256) {}

    /** @param data the folder of all that the gateway keeps */
    RegistrationFile(Path data) {
        this.file = data.resolve(NAME);
    }

    Path path() {
        return file;
    }

    /**
     * Empty if there is no file.
     *
     * @throws IOException if it is torn, is not a file of registrations, or cannot be read
     */
    List<RegistrationLine> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        long size = Files.size(file);
        check(size <= MOST_BYTES, "it has %d bytes (expected: at most %d)", size, MOST_BYTES);
        String content = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int end = content.indexOf('\n');
        check(end >= 0, "it has no first line");
        Header header = header(content.substring(0, end));
        check(FORMAT.equals(header.format()), "it is not a file of registrations");
        check(header.version() == VERSION, "it has version %d (expected: %d)", header.version(), VERSION);
        String body = content.substring(end + 1);
        check(digest(body).equals(header.sha256()), "it is torn, or was changed by somebody else");
        List<RegistrationLine> lines = new ArrayList<>();
        for (String line : body.lines().toList()) {
            lines.add(mapper.readValue(line, RegistrationLine.class));
        }
        check(lines.size() == header.lines(), "it has %d registrations (expected: %d)", lines.size(), header.lines());
        return List.copyOf(lines);
    }

    private Header header(String line) throws IOException {
        try {
            return mapper.readValue(line, Header.class);
        } catch (JsonProcessingException _) {
            throw new IOException("it is not a file of registrations");
        }
    }

    private static void check(boolean valid, String complaint, Object... values) throws IOException {
        if (!valid) {
            throw new IOException(complaint.formatted(values));
        }
    }

    /** Replaces the file. Lines that are too long, and those after {@link #MOST_LINES}, are left out. @return how many it has */
    int write(List<RegistrationLine> registrations) throws IOException {
        StringBuilder body = new StringBuilder();
        int lines = 0;
        for (RegistrationLine registration : registrations) {
            String line = mapper.writeValueAsString(registration);
            if (lines < MOST_LINES
                    && body.length() < MOST_BYTES / 4
                    && line.getBytes(StandardCharsets.UTF_8).length <= LONGEST_LINE) {
                body.append(line).append('\n');
                lines++;
            }
        }
        Header header = new Header(FORMAT, VERSION, lines, digest(body.toString()));
        Path replacement = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(replacement);
        OwnerOnly.write(
                replacement, (mapper.writeValueAsString(header) + '\n' + body).getBytes(StandardCharsets.UTF_8));
        Files.move(replacement, file, ATOMIC_MOVE, REPLACE_EXISTING);
        return lines;
    }

    private static String digest(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
