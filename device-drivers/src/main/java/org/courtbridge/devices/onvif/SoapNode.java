package org.courtbridge.devices.onvif;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.SafeXml;

/**
 * An element with what is in it. Prefixes are left out: names of ONVIF differ without them, and cameras get them wrong.
 *
 * @param text empty for an element that has others in it
 */
record SoapNode(String name, Map<String, String> attributes, String text, List<SoapNode> children) {

    private static final int DEEPEST = 64;

    SoapNode {
        attributes = Map.copyOf(attributes);
        children = List.copyOf(children);
    }

    /** The one element in the body of an envelope. */
    static SoapNode body(String envelope) {
        return read(envelope)
                .find("Body")
                .filter(body -> body.children().size() == 1)
                .map(body -> body.children().getFirst())
                .orElseThrow(() -> DeviceException.malformed(envelope, "an envelope with one element in its body"));
    }

    static SoapNode read(String document) {
        try {
            XMLStreamReader reader = SafeXml.reader(document);
            Deque<Open> open = new ArrayDeque<>();
            open.push(new Open("", Map.of()));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (open.size() > DEEPEST) {
                            throw DeviceException.malformed(document, "less depth");
                        }
                        open.push(new Open(reader.getLocalName(), attributes(reader)));
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        SoapNode ended = open.pop().node();
                        open.element().children.add(ended);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        open.element().text.append(reader.getText());
                    default -> {}
                }
            }
            return open.element().children.getFirst();
        } catch (XMLStreamException e) {
            throw DeviceException.malformed(document, "XML");
        }
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return attributes;
    }

    private static final class Open {

        private final String name;
        private final Map<String, String> attributes;
        private final StringBuilder text = new StringBuilder();
        private final List<SoapNode> children = new ArrayList<>();

        Open(String name, Map<String, String> attributes) {
            this.name = name;
            this.attributes = attributes;
        }

        SoapNode node() {
            return new SoapNode(
                    name, attributes, children.isEmpty() ? text.toString().strip() : "", children);
        }
    }

    /** All that these names lead to, one inside the other. */
    Stream<SoapNode> every(String... path) {
        Stream<SoapNode> found = Stream.of(this);
        for (String step : path) {
            found = found.flatMap(node -> node.children.stream().filter(child -> child.name.equals(step)));
        }
        return found;
    }

    Optional<SoapNode> find(String... path) {
        return every(path).findFirst();
    }

    Optional<String> textAt(String... path) {
        return find(path).map(SoapNode::text).filter(text -> !text.isEmpty());
    }

    Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }
}
