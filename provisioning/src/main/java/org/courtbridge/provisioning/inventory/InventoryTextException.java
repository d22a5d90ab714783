package org.courtbridge.provisioning.inventory;

import java.util.List;
import java.util.stream.Stream;

/** A text that the inventory does not take. */
final class InventoryTextException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final RowFault fault;
    private final transient List<String> arguments;

    InventoryTextException(String field, RowFault fault, Object... arguments) {
        super(field + ": " + fault.reason(arguments));
        this.fault = fault;
        this.arguments = Stream.of(arguments).map(String::valueOf).toList();
    }

    RowFault fault() {
        return fault;
    }

    List<String> arguments() {
        return arguments;
    }
}
