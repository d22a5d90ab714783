package org.courtbridge.devices.cisco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The tree as JSON ("xAPI over WebSocket"): several of a name are an array of objects, each with its {@code id}. */
final class XapiJson {

    private static final String ID = "id";
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private XapiJson() {}

    /** Reads a value as a node of that name, with everything below it. */
    static XapiNode read(String name, JsonNode value) {
        if (!value.isObject()) {
            return XapiNode.leaf(name, value.isNull() ? "" : value.asText());
        }
        List<XapiNode> children = new ArrayList<>();
        value.properties().forEach(member -> {
            if (!member.getValue().isArray()) {
                children.add(read(member.getKey(), member.getValue()));
                return;
            }
            member.getValue().forEach(one -> children.add(one(member.getKey(), one)));
        });
        return XapiNode.branch(name, children);
    }

    private static XapiNode one(String name, JsonNode value) {
        XapiNode node = read(name, value);
        List<XapiNode> children = node.children().stream()
                .filter(child -> !child.name().equals(ID))
                .toList();
        return new XapiNode(name, value.path(ID).asInt(0), node.text(), children);
    }

    static JsonNode write(XapiNode node) {
        if (node.isLeaf()) {
            return scalar(node.text());
        }
        ObjectNode object = FACTORY.objectNode();
        for (XapiNode child : node.children()) {
            if (child.item() == 0) {
                object.set(child.name(), write(child));
            } else {
                JsonNode one = write(child);
                if (one instanceof ObjectNode numbered) {
                    numbered.put(ID, String.valueOf(child.item()));
                }
                ArrayNode array = object.withArray(child.name());
                array.add(one);
            }
        }
        return object;
    }

    /** {@code /ws} has numbers as numbers. */
    private static JsonNode scalar(String text) {
        return text.matches("-?(0|[1-9][0-9]{0,8})")
                ? FACTORY.numberNode(Integer.parseInt(text))
                : FACTORY.textNode(text);
    }

    /** A path as an array of names and numbers. */
    static ArrayNode path(XapiPath path) {
        ArrayNode array = FACTORY.arrayNode();
        path.steps().forEach(step -> {
            array.add(step.name());
            if (step.item() > 0) {
                array.add(step.item());
            }
        });
        return array;
    }
}
