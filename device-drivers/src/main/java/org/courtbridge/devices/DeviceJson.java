package org.courtbridge.devices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** Reads the JSON that devices send. */
public final class DeviceJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private DeviceJson() {}

    /** @throws DeviceException {@link DeviceFault#MALFORMED_ANSWER} if it is no JSON */
    public static JsonNode read(String text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            if (read.isMissingNode()) {
                throw DeviceException.malformed(text, "JSON");
            }
            return read;
        } catch (JsonProcessingException e) {
            throw DeviceException.malformed(text, "JSON");
        }
    }

    /** The text at a name; empty if there is none. */
    public static Optional<String> text(JsonNode object, String name) {
        return Optional.of(object.path(name))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
    }

    public static Optional<Boolean> flag(JsonNode object, String name) {
        return Optional.of(object.path(name)).filter(JsonNode::isBoolean).map(JsonNode::asBoolean);
    }

    public static Optional<Double> number(JsonNode object, String name) {
        return Optional.of(object.path(name)).filter(JsonNode::isNumber).map(JsonNode::asDouble);
    }
}
