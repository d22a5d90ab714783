package org.courtbridge.console.devices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.courtbridge.provisioning.inventory.BadRow;
import org.courtbridge.provisioning.inventory.Column;
import org.courtbridge.provisioning.inventory.DeviceFile;
import org.courtbridge.provisioning.inventory.DeviceRow;
import org.courtbridge.provisioning.inventory.RowFault;

/** Files of devices in JSON: a list of objects, with the same names as the columns of CSV, and lists as such. */
final class DeviceJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BETWEEN = " | ";

    private DeviceJson() {}

    static DeviceFile read(String text) {
        JsonNode list;
        try {
            list = MAPPER.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (JsonProcessingException e) {
            return nothing(BadRow.of(1, "", RowFault.NOT_JSON, e.getOriginalMessage()));
        }
        if (!list.isArray()) {
            return nothing(BadRow.of(1, "", RowFault.NOT_A_LIST));
        }
        List<DeviceRow> rows = new ArrayList<>();
        List<BadRow> bad = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            int number = i + 1;
            if (list.get(i).isObject()) {
                rows.add(new DeviceRow(number, cells(number, list.get(i), bad)));
            } else {
                bad.add(BadRow.of(number, "", RowFault.NOT_AN_OBJECT));
            }
        }
        return new DeviceFile(rows, bad);
    }

    private static DeviceFile nothing(BadRow why) {
        return new DeviceFile(List.of(), List.of(why));
    }

    private static Map<Column, String> cells(int number, JsonNode object, List<BadRow> bad) {
        Map<Column, String> cells = new EnumMap<>(Column.class);
        object.properties().forEach(field -> {
            Optional<Column> column = Stream.of(Column.values())
                    .filter(one -> one.title().equals(field.getKey()))
                    .findFirst();
            Optional<String> cell = column.flatMap(one -> cell(one, field.getValue()));
            if (column.isEmpty()) {
                bad.add(BadRow.of(number, field.getKey(), RowFault.NO_SUCH_COLUMN));
            } else if (cell.isEmpty()) {
                bad.add(BadRow.of(
                        number, field.getKey(), column.get().isList() ? RowFault.NOT_TEXTS : RowFault.NOT_A_TEXT));
            } else {
                cells.put(column.get(), cell.get());
            }
        });
        return cells;
    }

    private static Optional<String> cell(Column column, JsonNode value) {
        if (!column.isList()) {
            return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
        }
        if (!value.isArray() || StreamSupport.stream(value.spliterator(), false).anyMatch(one -> !one.isTextual())) {
            return Optional.empty();
        }
        return Optional.of(String.join(
                BETWEEN,
                StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()));
    }

    static String write(List<DeviceRow> rows, Set<Column> columns) {
        ArrayNode list = MAPPER.createArrayNode();
        for (DeviceRow row : rows) {
            ObjectNode object = list.addObject();
            for (Column column : columns) {
                if (column.isList()) {
                    ArrayNode elements = object.putArray(column.title());
                    row.list(column).forEach(elements::add);
                } else {
                    object.put(column.title(), row.cell(column));
                }
            }
        }
        return list.toPrettyString() + "\n";
    }
}
