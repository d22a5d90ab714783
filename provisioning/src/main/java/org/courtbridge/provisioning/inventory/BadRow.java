package org.courtbridge.provisioning.inventory;

import java.util.List;
import java.util.stream.Stream;

/**
 * Why a file is not taken.
 *
 * @param row its number, see {@link DeviceRow}
 * @param column its title; empty for the row as a whole
 * @param arguments what was found and what was expected, as {@code fault} has it; never a secret
 */
public record BadRow(int row, String column, RowFault fault, List<String> arguments) {

    public BadRow {
        arguments = List.copyOf(arguments);
    }

    public static BadRow of(int row, String column, RowFault fault, Object... arguments) {
        return new BadRow(
                row, column, fault, Stream.of(arguments).map(String::valueOf).toList());
    }

    /** In English words. */
    public String reason() {
        return fault.reason(arguments.toArray());
    }
}
