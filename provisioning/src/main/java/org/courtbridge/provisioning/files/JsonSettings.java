package org.courtbridge.provisioning.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Settings in JSON: {@code sip/server} is a member of an object, {@code codecs/0} an element of an array. */
final class JsonSettings {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonSettings() {}

    static String escape(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }

    static SequencedMap<String, String> read(String text) {
        SequencedMap<String, String> settings = new LinkedHashMap<>();
        try {
            collect("", STRICT.readTree(text), settings);
        } catch (JsonProcessingException e) {
            throw new TemplateException("no JSON: line %d"
                    .formatted(e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
        }
        return settings;
    }

    private static void collect(String path, JsonNode node, SequencedMap<String, String> settings) {
        String before = path.isEmpty() ? "" : path + "/";
        if (node.isObject()) {
            node.properties().forEach(member -> collect(before + member.getKey(), member.getValue(), settings));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(before + i, node.get(i), settings);
            }
        } else {
            FileFormat.putOnce(settings, path, node.asText());
        }
    }
}
