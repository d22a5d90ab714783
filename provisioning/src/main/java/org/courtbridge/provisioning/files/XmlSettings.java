package org.courtbridge.provisioning.files;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.courtbridge.devices.SafeXml;

/** Settings in XML 1.0: {@code Configuration/SIP/Proxy[1]/Address} is an element's, {@code ALL@name} an attribute's. */
final class XmlSettings {

    /** Attribute that tells elements of one name apart, in Cisco's documents. */
    private static final String ITEM = "item";

    private XmlSettings() {}

    static String escape(String field, String value) {
        StringBuilder escaped = new StringBuilder();
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                // As they are, a parser makes blanks of them in an attribute (section 3.3.3).
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                default -> {
                    if (!isCharacter(c)) {
                        throw new TemplateException("%s: U+%04X cannot be written in XML".formatted(field, c));
                    }
                    escaped.appendCodePoint(c);
                }
            }
        });
        return escaped.toString();
    }

    /** Section 2.2. */
    private static boolean isCharacter(int c) {
        return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }

    static SequencedMap<String, String> read(String text) {
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        try {
            XMLStreamReader reader = SafeXml.reader(text);
            Deque<String> path = new ArrayDeque<>();
            StringBuilder value = new StringBuilder();
            boolean leaf = false;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        path.addLast(step(path, reader));
                        attributes(reader, path.getLast(), settings);
                        value.setLength(0);
                        leaf = reader.getAttributeCount() == 0 || reader.getAttributeValue(null, ITEM) != null;
                    }
                    case XMLStreamConstants.CHARACTERS -> value.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (leaf) {
                            FileFormat.putOnce(settings, path.getLast(), value.toString());
                        }
                        leaf = false;
                        path.removeLast();
                        value.setLength(0);
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw new TemplateException("no XML: line %d, column %d"
                    .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()));
        }
        return settings;
    }

    private static String step(Deque<String> path, XMLStreamReader reader) {
        String item = reader.getAttributeValue(null, ITEM);
        String name = reader.getLocalName() + (item == null ? "" : "[" + item + "]");
        return path.isEmpty() ? name : path.getLast() + "/" + name;
    }

    private static void attributes(XMLStreamReader reader, String path, SequencedMap<String, String> settings) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (!reader.getAttributeLocalName(i).equals(ITEM)) {
                FileFormat.putOnce(settings, path + "@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }
    }
}
