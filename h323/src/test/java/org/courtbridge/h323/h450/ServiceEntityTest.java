package org.courtbridge.h323.h450;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.AliasAddress;
import org.courtbridge.h323.h450.ServiceEntity.Phase;
import org.courtbridge.h323.h450.SupplementaryService.Interpretation;
import org.courtbridge.h323.per.ObjectIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceEntityTest {

    private static final int NUMBER = 300;
    private static final BigInteger ID = BigInteger.valueOf(NUMBER);

    private final ServiceEntity entity = new ServiceEntity();

    private static RemoteOperation invoke(OperationCode operation, Optional<Octets> argument) {
        return new RemoteOperation.Invoke(NUMBER, Optional.empty(), operation, argument);
    }

    private static RemoteOperation invoke(int operation) {
        return invoke(OperationCode.local(operation), Optional.empty());
    }

    private static RemoteOperation failure(int error) {
        return new RemoteOperation.Failure(ID, OperationCode.local(error), Optional.empty());
    }

    private static RemoteOperation reject(int problem) {
        return new RemoteOperation.Reject(ID, RemoteOperation.Reject.Kind.INVOKE, BigInteger.valueOf(problem));
    }

    private ServiceEntity.Reaction hears(Interpretation interpretation, Phase phase, RemoteOperation... operations) {
        return entity.receive(List.of(new SupplementaryService(interpretation, List.of(operations)).encode()), phase);
    }

    private ServiceEntity.Reaction hears(RemoteOperation... operations) {
        return hears(Interpretation.REJECT, Phase.ACTIVE, operations);
    }

    private static ServiceEntity.Reaction nothing() {
        return new ServiceEntity.Reaction(List.of(), false, Optional.empty());
    }

    private static ServiceEntity.Reaction only(RemoteOperation answer) {
        return new ServiceEntity.Reaction(List.of(answer), false, Optional.empty());
    }

    private static ServiceEntity.Reaction held(boolean held) {
        return new ServiceEntity.Reaction(List.of(), false, Optional.of(held));
    }

    @Test
    void isHeldAndRetrieved() {
        assertThat(hears(invoke(101))).isEqualTo(held(true));
        assertThat(hears(invoke(101))).isEqualTo(nothing());
        assertThat(hears(invoke(102))).isEqualTo(held(false));
        assertThat(hears(invoke(102))).isEqualTo(nothing());
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"SETUP", "UNANSWERED"})
    void isNotHeldBeforeItIsAnswered(Phase phase) {
        assertThat(hears(Interpretation.REJECT, phase, invoke(101))).isEqualTo(nothing());
        assertThat(hears(Interpretation.REJECT, phase, invoke(103))).isEqualTo(only(failure(7)));
    }

    @Test
    void isHeldAndRetrievedWhenItIsAskedTo() {
        ServiceEntity.Reaction hold = hears(invoke(103));
        assertThat(hold.held()).contains(true);
        assertThat(hold.answers()).containsExactly(done(103));
        assertThat(hears(invoke(103))).isEqualTo(only(failure(7)));

        ServiceEntity.Reaction retrieve = hears(invoke(104));
        assertThat(retrieve.held()).contains(false);
        assertThat(retrieve.answers()).containsExactly(done(104));
        assertThat(hears(invoke(104))).isEqualTo(only(failure(7)));
    }

    /** Its result is an empty sequence. */
    private static RemoteOperation done(int operation) {
        return new RemoteOperation.Result(
                ID,
                Optional.of(new RemoteOperation.Result.Outcome(OperationCode.local(operation), Octets.ofHex("00"))));
    }

    /** A room that has held the call near-end still does when it lets go of the other hold. */
    @Test
    void isHeldUntilBothHoldsAreOver() {
        hears(invoke(101));
        assertThat(hears(invoke(103)).held()).isEmpty();
        assertThat(hears(invoke(104)).held()).isEmpty();
        assertThat(hears(invoke(102))).isEqualTo(held(false));
    }

    private static Sequence endpoint() {
        return H450Types.ENDPOINT_ADDRESS
                .build()
                .set("destinationAddress", List.of(new AliasAddress.DialledDigits("4502").toChoice()))
                .done();
    }

    private static Optional<Octets> transferSetup(String identity) {
        return Optional.of(Octets.of(H450Types.CT_SETUP_ARG.encode(
                H450Types.CT_SETUP_ARG.build().set("callIdentity", identity).done())));
    }

    @Test
    void isNotTransferred() {
        Octets argument = Octets.of(H450Types.CT_INITIATE_ARG.encode(H450Types.CT_INITIATE_ARG
                .build()
                .set("callIdentity", "")
                .set("reroutingNumber", endpoint())
                .done()));

        assertThat(hears(invoke(OperationCode.local(9), Optional.of(argument)))).isEqualTo(only(failure(3)));
        assertThat(hears(invoke(7))).isEqualTo(only(failure(3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10})
    void rejectsATransferThatDoesNotSayWhat(int operation) {
        assertThat(hears(Interpretation.REJECT, Phase.SETUP, invoke(operation))).isEqualTo(only(reject(2)));
        assertThat(hears(
                        Interpretation.REJECT,
                        Phase.SETUP,
                        invoke(OperationCode.local(operation), Optional.of(Octets.ofHex("ff")))))
                .isEqualTo(only(reject(2)));
    }

    /** Of a transfer that others have made we are told alone: callTransferAbandon, Active, Complete, Update. */
    @ParameterizedTest
    @ValueSource(ints = {8, 11, 12, 13, 14})
    void takesWhatItIsToldOfTransfers(int operation) {
        assertThat(hears(Interpretation.CLEAR_CALL, Phase.ACTIVE, invoke(operation)))
                .isEqualTo(nothing());
    }

    @Test
    void takesARoomThatIsTransferredToUs() {
        RemoteOperation setup = invoke(OperationCode.local(10), transferSetup(""));

        assertThat(hears(Interpretation.CLEAR_CALL, Phase.SETUP, setup)).isEqualTo(nothing());
        assertThat(entity.concluded(true)).containsExactly(new RemoteOperation.Result(ID, Optional.empty()));
        assertThat(entity.concluded(false)).isEmpty();
        assertThat(hears(setup)).isEqualTo(only(failure(7)));
        assertThat(entity.concluded(true)).isEmpty();
    }

    @Test
    void saysThatATransferToUsHasNotComeAbout() {
        hears(Interpretation.REJECT, Phase.SETUP, invoke(OperationCode.local(10), transferSetup("")));
        assertThat(entity.concluded(false)).containsExactly(failure(1006));
        assertThat(entity.concluded(true)).isEmpty();
    }

    /** There is no call that could be transferred, or held. */
    @ParameterizedTest
    @ValueSource(ints = {10, 103, 104})
    void doesNothingWithACallThatThereIsNot(int operation) {
        assertThat(hears(
                        Interpretation.REJECT,
                        Phase.WITHOUT_CALL,
                        invoke(OperationCode.local(operation), transferSetup(""))))
                .isEqualTo(only(failure(7)));
        assertThat(entity.concluded(true)).isEmpty();
        assertThat(hears(Interpretation.REJECT, Phase.WITHOUT_CALL, invoke(101)))
                .isEqualTo(nothing());
    }

    /** Nobody has an identity of ours. */
    @Test
    void refusesATransferThatNobodyAskedUsFor() {
        assertThat(hears(Interpretation.REJECT, Phase.SETUP, invoke(OperationCode.local(10), transferSetup("1234"))))
                .isEqualTo(new ServiceEntity.Reaction(List.of(failure(1005)), true, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"DISCARD, false, false", "REJECT, true, false", "CLEAR_CALL, true, true"})
    void doesWithTheUnknownWhatItIsTold(Interpretation interpretation, boolean rejects, boolean clears) {
        for (OperationCode unknown : List.of(
                OperationCode.local(99),
                OperationCode.local(-101),
                new OperationCode.Local(BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(101))),
                new OperationCode.Global(ObjectIdentifier.of("1.3.12.9")))) {
            assertThat(new ServiceEntity()
                            .receive(
                                    List.of(new SupplementaryService(
                                                    interpretation, List.of(invoke(unknown, Optional.empty())))
                                            .encode()),
                                    Phase.ACTIVE))
                    .isEqualTo(new ServiceEntity.Reaction(
                            rejects ? List.of(reject(1)) : List.of(), clears, Optional.empty()));
        }
    }

    /** We invoke nothing. A reject is answered by nobody, so that two never go on for ever. */
    @Test
    void rejectsAnswersToWhatItNeverAsked() {
        assertThat(hears(new RemoteOperation.Result(ID, Optional.empty())))
                .isEqualTo(only(new RemoteOperation.Reject(ID, RemoteOperation.Reject.Kind.RESULT, BigInteger.ZERO)));
        assertThat(hears(failure(3)))
                .isEqualTo(only(new RemoteOperation.Reject(ID, RemoteOperation.Reject.Kind.FAILURE, BigInteger.ZERO)));
        assertThat(hears(reject(1))).isEqualTo(nothing());
        BigInteger nobodys = BigInteger.valueOf(65_536);
        assertThat(hears(
                        new RemoteOperation.Result(nobodys, Optional.empty()),
                        new RemoteOperation.Result(BigInteger.ONE.negate(), Optional.empty())))
                .isEqualTo(nothing());
    }

    @Test
    void answersOnlySoManyAtOnce() {
        RemoteOperation[] many = Collections.nCopies(1000, invoke(99)).toArray(RemoteOperation[]::new);

        assertThat(hears(many).answers()).hasSize(16);
        assertThat(hears(invoke(99)).answers()).hasSize(1);
    }

    /** What stands beside it is heard all the same. */
    @Test
    void leavesOutWhatItCannotRead() {
        Octets hold = SupplementaryService.answering(List.of(invoke(101))).encode();

        assertThat(entity.receive(List.of(Octets.ofHex("00"), Octets.ofHex(""), hold), Phase.ACTIVE))
                .isEqualTo(held(true));
    }

    @Test
    void standsAnyMutation() {
        byte[] whole = new SupplementaryService(
                        Interpretation.CLEAR_CALL,
                        List.of(
                                invoke(OperationCode.local(10), transferSetup("12")),
                                invoke(103),
                                invoke(104),
                                failure(3)))
                .encode()
                .toArray();
        Random random = new Random(3);
        int answered = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] mutated =
                    random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (mutated.length > 0) {
                mutated[random.nextInt(mutated.length)] ^= (byte) (1 << random.nextInt(8));
            }
            List<RemoteOperation> answers = new ServiceEntity()
                    .receive(List.of(Octets.of(mutated)), Phase.SETUP)
                    .answers();
            if (!answers.isEmpty()) {
                answered++;
                SupplementaryService said = SupplementaryService.answering(answers);
                assertThat(SupplementaryService.decode(said.encode())).isEqualTo(said);
            }
        }
        assertThat(answered).isBetween(1000, 19_000);
    }
}
