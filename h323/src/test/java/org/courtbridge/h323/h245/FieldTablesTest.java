package org.courtbridge.h323.h245;

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
        Type type = captured.isControl()
                ? H245.MULTIMEDIA_SYSTEM_CONTROL_MESSAGE
                : LogicalChannelTypes.OPEN_LOGICAL_CHANNEL;

        Object value = type.decode(captured.octets().toArray());

        assertThat(Octets.of(type.encode(value))).isEqualTo(captured.octets());
        assertThat(value.toString()).doesNotContain("UNKNOWN");
    }

    static Stream<Field> tables() {
        return Stream.of(
                        H245.class,
                        GenericTypes.class,
                        AddressTypes.class,
                        MasterSlaveTypes.class,
                        DataTypes.class,
                        VideoTypes.class,
                        AudioTypes.class,
                        MultiplexTypes.class,
                        SecurityTypes.class,
                        CapabilityTypes.class,
                        LogicalChannelTypes.class,
                        MultiplexTableTypes.class,
                        ModeTypes.class,
                        MaintenanceTypes.class,
                        ConferenceTypes.class,
                        MultilinkTypes.class,
                        CommandTypes.class,
                        IndicationTypes.class)
                .flatMap(tables -> Arrays.stream(tables.getDeclaredFields()))
                .filter(field -> Modifier.isPublic(field.getModifiers()));
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

    @Test
    void hasAllTables() {
        assertThat(tables()).hasSize(263);
    }
}
