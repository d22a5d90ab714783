package org.courtbridge.signalling.sip.stack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A body or one part of a multipart body (RFC 2046, section 5.1, RFC 5621), with what its header says of it.
 *
 * @param type with parameters; empty if it is not said
 * @param disposition with parameters; empty if it is not said
 * @param encoding {@code Content-Encoding}; empty if it is not said
 * @param transfer {@code Content-Transfer-Encoding}; empty if it is not said
 * @param content one character an octet
 */
record BodyPart(String type, String disposition, String encoding, String transfer, String content) {

    private static final int DEEPEST = 4;
    private static final int MOST_PARTS = 32;

    /** RFC 2046, section 5.1.1. */
    private static final int LONGEST_BOUNDARY = 70;

    private static final Pattern BOUNDARY = parameter("boundary");
    private static final Pattern HANDLING = parameter("handling");
    private static final Pattern END_OF_HEADER = Pattern.compile("\\A\r?\n|\r?\n\r?\n");
    private static final Pattern FOLD = Pattern.compile("\r?\n[ \t]+");

    private static Pattern parameter(String name) {
        return Pattern.compile("(?i);\\s*" + name + "\\s*=\\s*(?:\"([^\"]*)\"|([^\\s;\"]+))");
    }

    /** @param depth how many multipart bodies it is in */
    MessageBody read(int depth) {
        MessageBody body = understood(depth);
        boolean optional = parameter(HANDLING, disposition)
                .filter(handling -> handling.equalsIgnoreCase("optional"))
                .isPresent();
        return optional && (body instanceof MessageBody.Unknown || body instanceof MessageBody.Encoded)
                ? new MessageBody.Empty()
                : body;
    }

    private MessageBody understood(int depth) {
        String coding = encoding.toLowerCase(Locale.ROOT);
        if (!coding.isEmpty() && !coding.equals("identity")) {
            return new MessageBody.Encoded(coding);
        }
        String plain = plain(type);
        if (plain.startsWith("multipart/")) {
            return parts(plain, depth);
        }
        boolean session = disposition.isEmpty() || plain(disposition).equals("session");
        return plain.equals("application/sdp") && session ? description() : new MessageBody.Unknown(plain);
    }

    private MessageBody description() {
        byte[] octets = content.getBytes(StandardCharsets.ISO_8859_1);
        String coding = transfer.toLowerCase(Locale.ROOT);
        switch (coding) {
            case "", "7bit", "8bit", "binary" -> {
                return new MessageBody.Description(new String(octets, StandardCharsets.UTF_8));
            }
            case "base64" -> {
                try {
                    byte[] plain = Base64.getMimeDecoder().decode(octets);
                    return new MessageBody.Description(new String(plain, StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    return new MessageBody.Malformed("base64 that cannot be read");
                }
            }
            default -> {
                return new MessageBody.Encoded(coding);
            }
        }
    }

    private MessageBody parts(String plain, int depth) {
        Optional<String> boundary =
                parameter(BOUNDARY, type).filter(said -> !said.isBlank() && said.length() <= LONGEST_BOUNDARY);
        if (boundary.isEmpty()) {
            return new MessageBody.Malformed("multipart body without a boundary");
        }
        if (depth >= DEEPEST) {
            return new MessageBody.Malformed("multipart bodies in each other, deeper than " + DEEPEST);
        }
        List<BodyPart> parts = split(boundary.get());
        if (parts.isEmpty() || parts.size() > MOST_PARTS) {
            return new MessageBody.Malformed("multipart body that does not fit its boundary");
        }
        // Of related parts the others only belong to the first (RFC 2387); what nobody has heard of is mixed (RFC 2046,
        // 5.1.3).
        if (plain.equals("multipart/related")) {
            return parts.getFirst().read(depth + 1);
        }
        List<MessageBody> read =
                parts.stream().map(part -> part.read(depth + 1)).toList();
        return read.stream()
                .filter(MessageBody.Malformed.class::isInstance)
                .findFirst()
                .orElseGet(() -> plain.equals("multipart/alternative") ? alternative(read) : mixed(read));
    }

    /** The parts of a mixed body together: the one description among them, or what is wrong with the first that has to be read. */
    private static MessageBody mixed(List<MessageBody> parts) {
        List<MessageBody> said = parts.stream()
                .filter(Predicate.not(MessageBody.Empty.class::isInstance))
                .toList();
        Optional<MessageBody> wrong = said.stream()
                .filter(part -> !(part instanceof MessageBody.Description))
                .findFirst();
        if (wrong.isPresent()) {
            return wrong.get();
        }
        return said.size() > 1
                ? new MessageBody.Malformed("more than one session description")
                : said.stream().findFirst().orElse(new MessageBody.Empty());
    }

    /** The last of the alternatives that is understood (RFC 2046, section 5.1.4); else what is wrong with the last of all. */
    private static MessageBody alternative(List<MessageBody> parts) {
        List<MessageBody> understood = new ArrayList<>(parts);
        understood.removeIf(part -> !(part instanceof MessageBody.Description));
        return (understood.isEmpty() ? parts : understood).getLast();
    }

    /** As the types of {@link MessageBody#TYPES} are written. */
    private static String plain(String type) {
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Empty if there is no part, or the last one has no end. */
    private List<BodyPart> split(String boundary) {
        Matcher delimiter = Pattern.compile("(?:\\A|\r?\n)--" + Pattern.quote(boundary) + "(--)?[ \t]*(?=\r?\n|\\z)")
                .matcher(content);
        List<BodyPart> parts = new ArrayList<>();
        int start = -1;
        while (delimiter.find()) {
            if (start >= 0) {
                parts.add(part(content.substring(start, delimiter.start())));
            }
            if (delimiter.group(1) != null) {
                return parts;
            }
            start = delimiter.end();
        }
        return List.of();
    }

    /** @param text from the end of its delimiter on */
    private static BodyPart part(String text) {
        String part = text.replaceFirst("\\A\r?\n", "");
        Matcher end = END_OF_HEADER.matcher(part);
        boolean headed = end.find();
        String header =
                FOLD.matcher(headed ? part.substring(0, end.start()) : part).replaceAll(" ");
        return new BodyPart(
                field(header, "Content-Type").orElse("text/plain"),
                field(header, "Content-Disposition").orElse(""),
                field(header, "Content-Encoding").orElse(""),
                field(header, "Content-Transfer-Encoding").orElse(""),
                headed ? part.substring(end.end()) : "");
    }

    private static Optional<String> field(String header, String name) {
        Matcher field = Pattern.compile("(?im)^" + name + "[ \t]*:[ \t]*(.*?)[ \t]*\r?$")
                .matcher(header);
        return field.find() ? Optional.of(field.group(1)) : Optional.empty();
    }

    private static Optional<String> parameter(Pattern pattern, String value) {
        Matcher parameter = pattern.matcher(value);
        return parameter.find()
                ? Optional.of(Optional.ofNullable(parameter.group(1)).orElseGet(() -> parameter.group(2)))
                : Optional.empty();
    }
}
