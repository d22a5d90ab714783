package org.courtbridge.signalling.sip.stack;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message as it came, cut into its start line, header fields and body (RFC 3261, section 7), before anybody judges what
 * they say. Names are in lower case and never the compact ones; folded values are one line.
 */
final class RawMessage {

    /** One character a byte: what we do not change goes out as it came. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private static final Map<String, String> COMPACT = Map.ofEntries(
            Map.entry("a", "accept-contact"),
            Map.entry("b", "referred-by"),
            Map.entry("c", "content-type"),
            Map.entry("d", "request-disposition"),
            Map.entry("e", "content-encoding"),
            Map.entry("f", "from"),
            Map.entry("i", "call-id"),
            Map.entry("j", "reject-contact"),
            Map.entry("k", "supported"),
            Map.entry("l", "content-length"),
            Map.entry("m", "contact"),
            Map.entry("o", "event"),
            Map.entry("r", "refer-to"),
            Map.entry("s", "subject"),
            Map.entry("t", "to"),
            Map.entry("u", "allow-events"),
            Map.entry("v", "via"),
            Map.entry("x", "session-expires"));

    private static final Pattern TAG = Pattern.compile("(?i);\\s*tag\\s*=\\s*([^\\s;,>]+)[^>]*$");

    /** Of the first of what may be several values. */
    private static final Pattern BRANCH = Pattern.compile("(?i)^[^,]*?;\\s*branch\\s*=\\s*([^\\s;,]+)");

    /** Parameters of a Via that say where its response goes, with what may stand before them. */
    private static final Pattern WHITHER =
            Pattern.compile("(?i)\\s*;\\s*(?:received|maddr|ttl)\\s*(?:=[^;,]*)?(?=[;,]|$)");

    private static final Pattern PORT = Pattern.compile("(?i)(;\\s*rport)\\s*=[^;,]*");

    private final String startLine;
    private final List<Field> fields;
    private final byte[] body;
    private final boolean whole;

    private RawMessage(String startLine, List<Field> fields, byte[] body, boolean whole) {
        this.startLine = startLine;
        this.fields = fields;
        this.body = body;
        this.whole = whole;
    }

    record Field(String name, String value) {}

    /** Everything after the header section is body. Without an empty line after the header section there is none. */
    static RawMessage read(byte[] bytes) {
        int end = endOfHeader(bytes, 0, bytes.length).orElse(bytes.length);
        String[] lines = new String(bytes, 0, end, BYTES).split("\r?\n", -1);
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i];
            if (line.isEmpty()) {
                continue;
            }
            boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            if (folded && !fields.isEmpty()) {
                Field last = fields.removeLast();
                fields.add(new Field(last.name, (last.value + " " + line.strip()).strip()));
                continue;
            }
            int colon = line.indexOf(':');
            String name = (colon < 0 ? line : line.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
            fields.add(new Field(
                    COMPACT.getOrDefault(name, name),
                    colon < 0 ? "" : line.substring(colon + 1).strip()));
        }
        boolean whole = bytes.length > 0 && (end < bytes.length || bytes[bytes.length - 1] == '\n');
        return new RawMessage(lines[0], fields, Arrays.copyOfRange(bytes, end, bytes.length), whole);
    }

    /** Index of the body, after the first empty line; empty if there is none yet. */
    static OptionalInt endOfHeader(byte[] bytes, int from, int to) {
        for (int i = from; i < to - 1; i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
                return OptionalInt.of(i + 2);
            }
            if (bytes[i] == '\n' && bytes[i + 1] == '\r' && i + 2 < to && bytes[i + 2] == '\n') {
                return OptionalInt.of(i + 3);
            }
        }
        return OptionalInt.empty();
    }

    /** Whether the header section does not end in the middle of a line. */
    boolean isWhole() {
        return whole;
    }

    String startLine() {
        return startLine;
    }

    boolean isResponse() {
        return startLine.startsWith("SIP/");
    }

    /** Of the first Via; empty if there is none. */
    String branch() {
        Matcher branch = BRANCH.matcher(value("via").orElse(""));
        return branch.find() ? branch.group(1) : "";
    }

    /** The first word of a request. */
    String method() {
        int space = startLine.indexOf(' ');
        return space < 0 ? startLine : startLine.substring(0, space);
    }

    /** @param name in lower case and not compact */
    List<String> values(String name) {
        return fields.stream()
                .filter(field -> field.name.equals(name))
                .map(Field::value)
                .toList();
    }

    Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    /** Each Via by itself, the latest first. */
    List<String> vias() {
        return values("via").stream()
                .flatMap(values -> Arrays.stream(values.split(",")))
                .map(String::strip)
                .toList();
    }

    /** Of {@code From} or {@code To}; empty if there is none. */
    String tag(String name) {
        Matcher tag = TAG.matcher(value(name).orElse(""));
        return tag.find() ? tag.group(1) : "";
    }

    List<Field> fields() {
        return List.copyOf(fields);
    }

    int bodyLength() {
        return body.length;
    }

    /** The value of {@code Content-Length}; negative if it is malformed, empty if there is none. */
    OptionalInt contentLength() {
        return value("content-length")
                .map(value -> OptionalInt.of(value.matches("[0-9]{1,8}") ? Integer.parseInt(value) : -1))
                .orElse(OptionalInt.empty());
    }

    /** With as much body as its length says, else all of it. */
    RawMessage cut() {
        int length = contentLength().orElse(body.length);
        return length >= 0 && length < body.length
                ? new RawMessage(startLine, fields, Arrays.copyOf(body, length), whole)
                : this;
    }

    /** With the field, if it has none of that name yet. */
    RawMessage withDefault(String name, String value) {
        if (value(name).isPresent()) {
            return this;
        }
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, value));
        return new RawMessage(startLine, more, body, whole);
    }

    /**
     * Without what the sender says in his own Via of where the response is to go (RFC 3261, section 18.2.2): it goes to where
     * the request came from. Else whoever forges an address would have the response to that come to himself, and with it what
     * only the owner of the address should know.
     */
    RawMessage answeredAtItsSource() {
        List<Field> changed = new ArrayList<>(fields);
        for (int i = 0; i < changed.size(); i++) {
            Field field = changed.get(i);
            if (field.name.equals("via")) {
                int comma = field.value.indexOf(',');
                String first = comma < 0 ? field.value : field.value.substring(0, comma);
                String others = comma < 0 ? "" : field.value.substring(comma);
                String plain =
                        PORT.matcher(WHITHER.matcher(first).replaceAll("")).replaceAll("$1");
                changed.set(i, new Field("via", plain + others));
                break;
            }
        }
        return new RawMessage(startLine, changed, body, whole);
    }

    /** In the one form that every reader understands: full names, nothing folded, and a true {@code Content-Length}. */
    byte[] write() {
        StringBuilder text = new StringBuilder(1_024).append(startLine).append("\r\n");
        for (Field field : fields) {
            if (!field.name.equals("content-length")) {
                text.append(capitalised(field.name))
                        .append(": ")
                        .append(field.value)
                        .append("\r\n");
            }
        }
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] header = text.toString().getBytes(BYTES);
        byte[] whole = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, whole, header.length, body.length);
        return whole;
    }

    /** As RFC 3261 spells most names. */
    static String capitalised(String name) {
        switch (name) {
            case "call-id":
                return "Call-ID";
            case "cseq":
                return "CSeq";
            case "www-authenticate":
                return "WWW-Authenticate";
            default:
                break;
        }
        StringBuilder text = new StringBuilder(name);
        for (int i = 0; i < text.length(); i++) {
            if (i == 0 || text.charAt(i - 1) == '-') {
                text.setCharAt(i, Character.toUpperCase(text.charAt(i)));
            }
        }
        return text.toString();
    }
}
