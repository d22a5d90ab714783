package org.courtbridge.devices.cisco;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree as JSON on the command line ("xPreferences OutputMode JSON"): a value is an object with {@code Value}, several of a name are an
 * array of objects, each with its {@code id}, and what XML has as an attribute is a member.
 */
final class XapiTerminalJson {

    private static final String VALUE = "Value";
    private static final String ID = "id";
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private XapiTerminalJson() {}

    static XapiNode read(String name, JsonNode told) {
        int item = told.path(ID).asInt(0);
        if (told.has(VALUE) || told.isValueNode()) {
            return new XapiNode(
                    name,
                    item,
                    told.isValueNode() ? told.asText() : told.path(VALUE).asText(),
                    List.of());
        }
        List<XapiNode> children = new ArrayList<>();
        told.properties().forEach(member -> {
            if (member.getValue().isArray()) {
                member.getValue().forEach(one -> children.add(read(member.getKey(), one)));
            } else if (!member.getKey().equals(ID)) {
                children.add(read(member.getKey(), member.getValue()));
            }
        });
        return new XapiNode(name, item, "", children);
    }

    static ObjectNode write(XapiNode node) {
        ObjectNode object = FACTORY.objectNode();
        if (node.item() > 0) {
            object.put(ID, String.valueOf(node.item()));
        }
        if (node.isLeaf() && !node.text().isEmpty()) {
            return object.put(VALUE, node.text());
        }
        for (XapiNode child : node.children()) {
            if (child.name().equals(XapiXml.STATUS)) {
                object.put(child.name(), child.text());
            } else if (child.item() > 0) {
                object.withArray(child.name()).add(write(child));
            } else {
                object.set(child.name(), child.isLeaf() ? FACTORY.objectNode().put(VALUE, child.text()) : write(child));
            }
        }
        return object;
    }
}
