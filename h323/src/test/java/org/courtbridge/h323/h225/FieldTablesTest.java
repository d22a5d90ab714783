package org.courtbridge.h323.h225;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.RandomValues;
import org.courtbridge.h323.asn1.Type;
import org.courtbridge.h323.h225.generic.Addresses;
import org.courtbridge.h323.h225.generic.GenericDataTypes;
import org.courtbridge.h323.h235.H235Types;
import org.courtbridge.h323.h235.SrtpTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldTablesTest {

    private static final int VALUES_OF_EACH = 20;

    static List<Captured> captured() {
        return Captured.all();
    }

    @ParameterizedTest
    @MethodSource("captured")
    void readsWhatWasCapturedAndWritesTheSame(Captured captured) {
        Object value = captured.type().decode(captured.octets().toArray());

        assertThat(Octets.of(captured.type().encode(value))).isEqualTo(captured.octets());
        assertThat(value.toString()).doesNotContain("UNKNOWN");
    }

    @Test
    void hasAllThatWasCaptured() {
        assertThat(captured()).hasSize(209).filteredOn(Captured::isRas).hasSize(114);
    }

    static Stream<Field> tables() {
        return Stream.of(
                        H235Types.class,
                        SrtpTypes.class,
                        Identifiers.class,
                        Addresses.class,
                        GenericDataTypes.class,
                        SecurityTypes.class,
                        EndpointTypes.class,
                        CallTypes.class,
                        CallSignalling.class,
                        RasTypes.class,
                        Ras.class)
                .flatMap(tables -> Arrays.stream(tables.getDeclaredFields()))
                .filter(field -> !Modifier.isPrivate(field.getModifiers()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void readsAnyValueThatItWrites(Field table) throws IllegalAccessException {
        Type type = (Type) table.get(null);
        RandomValues values = new RandomValues(new Random(table.getName().hashCode()));
        for (int i = 0; i < VALUES_OF_EACH; i++) {
            Object value = values.of(type);
            byte[] octets = type.encode(value);

            Object read = type.decode(octets);

            assertThat(read).isEqualTo(value);
            assertThat(type.encode(read)).isEqualTo(octets);
        }
    }
}
