package org.courtbridge.h323.h450;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.RandomValues;
import org.courtbridge.h323.asn1.Type;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.courtbridge.h323.per.PerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceTypesTest {

    private static final int VALUES_OF_EACH = 100;
    private static final int MUTATIONS = 20_000;
    private static final BigInteger ID = BigInteger.valueOf(7);

    static Stream<Field> tables() {
        return Arrays.stream(H450Types.class.getDeclaredFields())
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

            assertThat(type.decode(octets)).isEqualTo(value);
        }
    }

    @Test
    void hasAllOfAnyOperation() {
        RandomValues values = new RandomValues(new Random(1));
        for (int i = 0; i < VALUES_OF_EACH; i++) {
            Choice operation = (Choice) values.of(H450Types.ROS);

            assertThat(RemoteOperation.of(operation).toChoice()).isEqualTo(operation);
        }
    }

    static Stream<RemoteOperation> operations() {
        Octets octets = Octets.ofHex("0102");
        OperationCode own = new OperationCode.Global(ObjectIdentifier.of("1.3.12.9"));
        return Stream.concat(
                Stream.of(
                        new RemoteOperation.Invoke(65_535, Optional.of(ID), own, Optional.of(octets)),
                        new RemoteOperation.Invoke(0, Optional.empty(), OperationCode.local(-1), Optional.empty()),
                        new RemoteOperation.Result(ID, Optional.of(new RemoteOperation.Result.Outcome(own, octets))),
                        new RemoteOperation.Result(ID.negate(), Optional.empty()),
                        new RemoteOperation.Failure(ID, OperationCode.local(1005), Optional.of(octets)),
                        new RemoteOperation.Failure(ID.shiftLeft(90), own, Optional.empty())),
                Arrays.stream(RemoteOperation.Reject.Kind.values())
                        .map(kind -> new RemoteOperation.Reject(ID, kind, BigInteger.TWO)));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void comesBackAsItWas(RemoteOperation operation) {
        assertThat(SupplementaryService.decode(
                        SupplementaryService.answering(List.of(operation)).encode()))
                .isEqualTo(SupplementaryService.answering(List.of(operation)));
    }

    @ParameterizedTest
    @EnumSource(SupplementaryService.Interpretation.class)
    void saysWhatIsToBecomeOfTheUnknown(SupplementaryService.Interpretation interpretation) {
        SupplementaryService service =
                new SupplementaryService(interpretation, operations().toList());

        assertThat(SupplementaryService.decode(service.encode())).isEqualTo(service);
    }

    /** Clause 8 of H.450.1 by hand: nothing optional, one invoke, number 1, holdNotific. */
    @Test
    void isWrittenAsTheRecommendationHasIt() {
        assertThat(SupplementaryService.answering(List.of(new RemoteOperation.Invoke(
                                1, Optional.empty(), OperationCode.local(101), Optional.empty())))
                        .encode())
                .isEqualTo(Octets.ofHex("0001000001000165"));
    }

    /** rejectAnyUnrecognizedInvokePdu, which goes without saying, and an interpretation of a later version. */
    @Test
    void takesWhatItDoesNotKnowForTheUsual() {
        RemoteOperation hold =
                new RemoteOperation.Invoke(1, Optional.empty(), OperationCode.local(101), Optional.empty());
        for (String hex : List.of("2801000001000165", "300001000001000001000165")) {
            assertThat(SupplementaryService.decode(Octets.ofHex(hex)))
                    .isEqualTo(new SupplementaryService(SupplementaryService.Interpretation.REJECT, List.of(hold)));
        }
    }

    @Test
    void refusesEveryTruncation() {
        byte[] whole = new SupplementaryService(
                        SupplementaryService.Interpretation.DISCARD,
                        operations().toList())
                .encode()
                .toArray();
        for (int length = 0; length < whole.length; length++) {
            Octets cut = Octets.of(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SupplementaryService.decode(cut)).isInstanceOf(PerException.class);
        }
    }

    @Test
    void readsOrRefusesAnyMutation() {
        byte[] whole = new SupplementaryService(
                        SupplementaryService.Interpretation.CLEAR_CALL,
                        operations().toList())
                .encode()
                .toArray();
        Random random = new Random(5);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                SupplementaryService service = SupplementaryService.decode(Octets.of(mutated));
                read++;
                if (!service.operations().isEmpty()) {
                    assertThat(SupplementaryService.decode(service.encode())).isEqualTo(service);
                }
            } catch (PerException e) {
                refused++;
            }
        }
        assertThat(read).isGreaterThan(MUTATIONS / 10);
        assertThat(refused).isGreaterThan(MUTATIONS / 10);
    }
}
