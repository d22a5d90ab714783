package org.courtbridge.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import org.courtbridge.h323.asn1.Null;
import org.courtbridge.h323.dissect.DissectedMessage;
import org.courtbridge.h323.dissect.Node;
import org.courtbridge.h323.dissect.Tally;

/**
 * A dissected message as one line of JSON: a SEQUENCE and a CHOICE are objects, octets are hexadecimal, and a field whose
 * name comes twice (Q.931 allows that) is an array.
 */
final class MessageJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private MessageJson() {}

    static String of(DissectedMessage message) {
        ObjectNode line = JSON.objectNode();
        line.put("frame", message.frame());
        line.put("time", message.time().toString());
        line.put("source", message.from().toString());
        line.put("destination", message.to().toString());
        line.put("protocol", message.protocol().toString());
        line.put("message", message.name());
        line.put("octets", message.octets().toString());
        line.put("decoded", message.isDecoded());
        line.put("identical", message.identical());
        message.fault().ifPresent(fault -> line.put("fault", fault));
        line.set("fields", node(message.fields()));
        return line.toString();
    }

    /** The last line, which says the same in the words of the other format too. */
    static String of(Tally tally) {
        ObjectNode line = JSON.objectNode();
        line.put("messages", tally.messages());
        line.put("decoded", tally.decoded());
        line.put("identical", tally.identical());
        line.put("summary", tally.toString());
        return line.toString();
    }

    private static JsonNode node(Node node) {
        return switch (node) {
            case Node.Leaf leaf -> leaf(leaf.value());
            case Node.Items items -> {
                ArrayNode array = JSON.arrayNode();
                items.items().forEach(item -> array.add(node(item)));
                yield array;
            }
            case Node.Fields fields -> {
                ObjectNode object = JSON.objectNode();
                fields.fields().forEach(field -> add(object, field));
                yield object;
            }
        };
    }

    private static void add(ObjectNode object, Node.Field field) {
        JsonNode value = node(field.node());
        JsonNode before = object.get(field.name());
        if (before == null) {
            object.set(field.name(), value);
        } else if (before instanceof ArrayNode several) {
            several.add(value);
        } else {
            object.set(field.name(), JSON.arrayNode().add(before).add(value));
        }
    }

    private static JsonNode leaf(Object value) {
        return switch (value) {
            case Null nothing -> JSON.nullNode();
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case BigInteger number -> JSON.numberNode(number);
            default -> JSON.textNode(value.toString());
        };
    }
}
