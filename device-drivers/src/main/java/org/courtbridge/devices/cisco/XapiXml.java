package org.courtbridge.devices.cisco;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.SafeXml;
import org.jspecify.annotations.Nullable;

/** The tree as XML ("Using HTTP"). */
final class XapiXml {

    private static final String PROLOG = "<?xml version=\"1.0\"?>\n";
    private static final int DEEPEST = 32;

    private XapiXml() {}

    static XapiNode read(String document) {
        try {
            XMLStreamReader reader = SafeXml.reader(document);
            reader.nextTag();
            XapiNode root = element(reader, 1);
            while (reader.hasNext()) {
                reader.next();
            }
            return root;
        } catch (XMLStreamException e) {
            throw DeviceException.malformed(document, "a document of the xAPI");
        }
    }

    private static XapiNode element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("too deep");
        }
        String name = reader.getLocalName();
        int item = number(reader.getAttributeValue(null, "item"));
        String status = reader.getAttributeValue(null, "status");
        List<XapiNode> children = new ArrayList<>();
        if (status != null) {
            children.add(XapiNode.leaf(STATUS, status));
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(reader, depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return new XapiNode(
                            name, item, children.isEmpty() ? text.toString().strip() : "", children);
                }
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw new XMLStreamException("not in an element");
            }
        }
    }

    /** Name of a result's status: an attribute here, a member of the result over WebSocket. */
    static final String STATUS = "status";

    private static int number(@Nullable String digits) {
        return digits != null && digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : 0;
    }

    static String write(XapiNode node) {
        StringBuilder out = new StringBuilder(PROLOG);
        write(node, out, _ -> "");
        return out.toString();
    }

    /** @param attributes of an element, with a blank before them */
    static String write(XapiNode node, Function<XapiNode, String> attributes) {
        StringBuilder out = new StringBuilder(PROLOG);
        write(node, out, attributes);
        return out.toString();
    }

    private static void write(XapiNode node, StringBuilder out, Function<XapiNode, String> attributes) {
        out.append('<').append(node.name());
        if (node.item() > 0) {
            out.append(" item=\"").append(node.item()).append('"');
        }
        node.textAt(STATUS)
                .ifPresent(status ->
                        out.append(" status=\"").append(SafeXml.escape(status)).append('"'));
        out.append(attributes.apply(node)).append('>').append(SafeXml.escape(node.text()));
        node.children().stream()
                .filter(child -> !child.name().equals(STATUS))
                .forEach(child -> write(child, out, attributes));
        out.append("</").append(node.name()).append('>');
    }
}
