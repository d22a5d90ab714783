package org.courtbridge.operations.enrolment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.courtbridge.devices.SafeXml;
import org.courtbridge.provisioning.files.HardwareId;

/**
 * The event that a codec of Cisco or Tandberg posts to its external manager, in an envelope of SOAP 1.1. Cisco's guides have a
 * sample of it (TMS Redundancy Deployment Guide, TMS 14 and 15); of its answer none.
 *
 * @param kind why it posts: {@code Register} and {@code Boot} are its first words, {@code Beat} comes again and again; there may be others
 * @param hardware its MAC address and serial number, as far as it says them, as {@link HardwareId} writes them; at least one
 */
public record PostEvent(String kind, List<String> hardware) {

    /** Characters of a whole envelope; Cisco's sample has less than a tenth. */
    public static final int LONGEST = 16 * 1024;

    private static final String ENVELOPES = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String SERVICE = "http://www.tandberg.net/2004/11/SystemManagementService/";

    /** Elements that lead to what is read here; what else there is is read over. */
    private static final List<String> WAY =
            List.of("{" + ENVELOPES + "}Envelope", "{" + ENVELOPES + "}Body", "{" + SERVICE + "}PostEvent");

    private static final int DEEPEST = 16;
    private static final String MAC = "Identification/MACAddress";
    private static final String SERIAL = "Identification/SerialNumber";

    public PostEvent {
        hardware = List.copyOf(hardware);
    }

    /** @throws MalformedEventException if it is none */
    public static PostEvent parse(String envelope) {
        if (envelope.length() > LONGEST) {
            throw new MalformedEventException("%d characters (expected: <= %d)".formatted(envelope.length(), LONGEST));
        }
        Map<String, String> texts = texts(envelope);
        List<String> hardware = Stream.of(MAC, SERIAL)
                .map(name -> texts.getOrDefault(name, ""))
                .flatMap(text -> hardware(text).stream())
                .toList();
        if (hardware.isEmpty()) {
            throw new MalformedEventException("neither MACAddress nor SerialNumber");
        }
        String kind = texts.getOrDefault("Event", "");
        if (kind.isEmpty()) {
            throw new MalformedEventException("no Event");
        }
        return new PostEvent(kind, hardware);
    }

    private static Optional<String> hardware(String text) {
        try {
            return Optional.of(HardwareId.of(text)).filter(id -> !id.isEmpty());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Texts of the leaf elements below {@code PostEvent}, by their paths. */
    private static Map<String, String> texts(String envelope) {
        try {
            XMLStreamReader reader = SafeXml.reader(envelope);
            Map<String, String> texts = new HashMap<>();
            Deque<String> way = new ArrayDeque<>();
            StringBuilder text = new StringBuilder();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        enter(way, reader);
                        text.setLength(0);
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        leave(way, text.toString().strip(), texts);
                        text.setLength(0);
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new MalformedEventException("a document type or an entity");
                    default -> {}
                }
            }
            return texts;
        } catch (XMLStreamException e) {
            throw new MalformedEventException("no XML: line %d, column %d"
                    .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber()));
        }
    }

    private static void enter(Deque<String> way, XMLStreamReader reader) {
        int depth = way.size();
        if (depth == DEEPEST) {
            throw new MalformedEventException("more than %d elements deep".formatted(DEEPEST));
        }
        String name = "{%s}%s".formatted(reader.getNamespaceURI(), reader.getLocalName());
        boolean isInBody = depth == 2 && way.getLast().equals(WAY.get(1));
        if (depth == 0 && !name.equals(WAY.get(0)) || isInBody && !name.equals(WAY.get(2))) {
            throw new MalformedEventException("no PostEvent in the Body of an Envelope");
        }
        way.addLast(depth < WAY.size() ? name : reader.getLocalName());
    }

    private static void leave(Deque<String> way, String text, Map<String, String> texts) {
        List<String> names = List.copyOf(way);
        if (names.size() > WAY.size() && names.subList(0, WAY.size()).equals(WAY) && !text.isEmpty()) {
            String name = String.join("/", names.subList(WAY.size(), names.size()));
            if (texts.put(name, text) != null) {
                throw new MalformedEventException("an element twice");
            }
        }
        way.removeLast();
    }

    /** Whether the codec may have nothing of what it was told: it asks for the first time, or did not hear the answer. */
    boolean isFirst() {
        return kind.equals("Register") || kind.equals("Boot");
    }
}
