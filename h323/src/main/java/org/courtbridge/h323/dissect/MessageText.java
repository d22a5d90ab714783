package org.courtbridge.h323.dissect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;

/** Writes a message as a tree to be read, one field a line. */
public final class MessageText {

    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();

    private MessageText() {}

    /** Lines, each ended. */
    public static String of(DissectedMessage message) {
        MessageText writer = new MessageText();
        writer.headline(message);
        writer.node(message.fields(), 1);
        return writer.text.toString();
    }

    private void headline(DissectedMessage message) {
        text.append(String.format(
                Locale.ROOT,
                "Frame %d, %s, %s → %s, %s: %s (%d octets%s)%n",
                message.frame(),
                message.time(),
                message.from(),
                message.to(),
                message.protocol(),
                message.name().isEmpty() ? "?" : message.name(),
                message.octets().length(),
                message.identical() ? "" : "; encoded anew it differs"));
        message.fault()
                .ifPresent(fault -> text.append(INDENT)
                        .append("NOT DECODED: ")
                        .append(fault)
                        .append(System.lineSeparator()));
    }

    private void node(Node node, int depth) {
        switch (node) {
            case Node.Leaf leaf -> line(depth, shown(leaf));
            case Node.Fields fields -> fields.fields().forEach(field -> part(field.name(), field.node(), depth));
            case Node.Items items -> {
                for (int i = 0; i < items.items().size(); i++) {
                    part("Item " + i, items.items().get(i), depth);
                }
            }
        }
    }

    private void part(String name, Node node, int depth) {
        if (node instanceof Node.Leaf leaf) {
            line(depth, name + ": " + address(name, leaf).orElseGet(() -> shown(leaf)));
        } else {
            line(
                    depth,
                    node instanceof Node.Items items
                            ? "%s: %d".formatted(name, items.items().size())
                            : name);
            node(node, depth + 1);
        }
    }

    /** Octets of an address in the notation of addresses. */
    private static Optional<String> address(String name, Node.Leaf leaf) {
        boolean named = name.equals("ip") || name.equals("network");
        return named && leaf.value() instanceof Octets octets && (octets.length() == 4 || octets.length() == 16)
                ? Optional.of(Endpoint.of(octets.toArray(), 0).address().getHostAddress())
                : Optional.empty();
    }

    /** Octets that are words, up to the zeros that many end them with, are shown as words too. */
    private static String words(Octets octets) {
        String text = new String(octets.toArray(), StandardCharsets.ISO_8859_1).replaceFirst("\0+$", "");
        boolean legible = text.length() > 2 && text.chars().allMatch(character -> character >= ' ' && character < 0x7F);
        return legible ? "%s \"%s\"".formatted(octets, text) : octets.toString();
    }

    /** Text of a value, without control characters: a message of a peer must not control the reader's terminal. */
    private static String shown(Node.Leaf leaf) {
        StringBuilder shown = new StringBuilder();
        String value = leaf.value() instanceof Octets octets
                ? words(octets)
                : leaf.value().toString();
        value.codePoints()
                .forEach(point -> shown.append(
                        Character.isISOControl(point) ? "\\u%04x".formatted(point) : Character.toString(point)));
        return shown.toString();
    }

    private void line(int depth, String words) {
        text.append(INDENT.repeat(depth)).append(words).append(System.lineSeparator());
    }
}
