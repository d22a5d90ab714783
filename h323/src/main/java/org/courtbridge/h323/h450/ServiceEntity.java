package org.courtbridge.h323.h450;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.asn1.SequenceType;
import org.courtbridge.h323.per.PerException;

/**
 * Answers the requests for supplementary services in one call. A call may be held, near-end and remote-end (H.450.4). It is not
 * transferred (H.450.2): a hearing is not a room's to hand on; but a room that somebody else transfers to us calls like any
 * other, and hears whether that has come about ({@link #concluded}). It invokes nothing itself, and has no socket and no clock.
 * Not safe for threads.
 */
public final class ServiceEntity {

    // Operations of H.450.2 that change something.
    private static final int IDENTIFY = 7;
    private static final int INITIATE = 9;
    private static final int SETUP = 10;

    // Of H.450.4.
    private static final int HOLD_NOTIFIC = 101;
    private static final int RETRIEVE_NOTIFIC = 102;
    private static final int REMOTE_HOLD = 103;
    private static final int REMOTE_RETRIEVE = 104;

    // Errors: H.450.1's general ones, and those of H.450.2.
    private static final int NOT_AVAILABLE = 3;
    private static final int INVALID_CALL_STATE = 7;
    private static final int UNRECOGNIZED_CALL_IDENTITY = 1005;
    private static final int ESTABLISHMENT_FAILURE = 1006;

    // Problems of H.450.1.
    private static final int UNRECOGNIZED_OPERATION = 1;
    private static final int MISTYPED_ARGUMENT = 2;
    private static final int UNRECOGNIZED_INVOCATION = 0;

    /** Answers to one message; whoever asks for more at once gets none for the rest. */
    private static final int MOST_ANSWERS = 16;

    private static final BigInteger LAST_ID = BigInteger.valueOf(65_535);

    /** Phase of the call in which a message comes. */
    public enum Phase {
        /** The message is the Setup of a signalling connection without a call. */
        WITHOUT_CALL,
        /** The message is the call's Setup. */
        SETUP,
        UNANSWERED,
        ACTIVE
    }

    /**
     * @param answers in the order of what they answer
     * @param clearsCall whether the call must end, with the answers in its last message
     * @param held whether the call is held from now on; empty if nothing changes
     */
    public record Reaction(List<RemoteOperation> answers, boolean clearsCall, Optional<Boolean> held) {

        public Reaction {
            answers = List.copyOf(answers);
        }
    }

    private final List<RemoteOperation> answers = new ArrayList<>();

    /** Transfers to us, each by its invocation: done when the call is answered, and not before. */
    private final List<RemoteOperation.Invoke> transfers = new ArrayList<>();

    private boolean heldNear;
    private boolean heldRemotely;
    private boolean clearsCall;

    /** @param services of one message, each a SupplementaryService, encoded; what is none is left out */
    public Reaction receive(List<Octets> services, Phase phase) {
        boolean before = isHeld();
        for (Octets octets : services) {
            decode(octets)
                    .ifPresent(service -> service.operations()
                            .forEach(operation -> receive(operation, service.interpretation(), phase)));
        }
        Reaction reaction = new Reaction(
                answers.subList(0, Math.min(answers.size(), MOST_ANSWERS)),
                clearsCall,
                before == isHeld() ? Optional.empty() : Optional.of(isHeld()));
        answers.clear();
        return reaction;
    }

    /** The call is answered, or refused: what waited for that. @return empty from the second time on */
    public List<RemoteOperation> concluded(boolean answered) {
        List<RemoteOperation> concluded = transfers.stream()
                .map(transfer -> answered
                        ? new RemoteOperation.Result(BigInteger.valueOf(transfer.id()), Optional.empty())
                        : failure(transfer, ESTABLISHMENT_FAILURE))
                .toList();
        transfers.clear();
        return concluded;
    }

    private boolean isHeld() {
        return heldNear || heldRemotely;
    }

    private static Optional<SupplementaryService> decode(Octets octets) {
        try {
            return Optional.of(SupplementaryService.decode(octets));
        } catch (PerException _) {
            // Without the identifier of an invocation there is nobody to tell.
            return Optional.empty();
        }
    }

    private void receive(RemoteOperation operation, SupplementaryService.Interpretation interpretation, Phase phase) {
        switch (operation) {
            case RemoteOperation.Invoke invoke -> invoked(invoke, interpretation, phase);
            // We have invoked nothing.
            case RemoteOperation.Result result -> unexpected(result.id(), RemoteOperation.Reject.Kind.RESULT);
            case RemoteOperation.Failure failure -> unexpected(failure.id(), RemoteOperation.Reject.Kind.FAILURE);
            case RemoteOperation.Reject _ -> {}
        }
    }

    private void unexpected(BigInteger id, RemoteOperation.Reject.Kind kind) {
        if (id.signum() >= 0 && id.compareTo(LAST_ID) <= 0) {
            reject(id, kind, UNRECOGNIZED_INVOCATION);
        }
    }

    private void invoked(
            RemoteOperation.Invoke invoke, SupplementaryService.Interpretation interpretation, Phase phase) {
        int operation = invoke.operation() instanceof OperationCode.Local(BigInteger number)
                        && number.signum() > 0
                        && number.bitLength() < Integer.SIZE
                ? number.intValue()
                : 0;
        switch (operation) {
            case IDENTIFY -> fail(invoke, NOT_AVAILABLE);
            case INITIATE -> argument(invoke, H450Types.CT_INITIATE_ARG).ifPresent(_ -> fail(invoke, NOT_AVAILABLE));
            case SETUP ->
                argument(invoke, H450Types.CT_SETUP_ARG)
                        .map(argument -> argument.get("callIdentity", String.class))
                        .ifPresent(identity -> transferredToUs(invoke, identity, phase));
            // callTransferAbandon, Active, Complete, Update and subaddressTransfer, of which we are told alone.
            case 8, 11, 12, 13, 14 -> {}
            case HOLD_NOTIFIC -> heldNear |= phase == Phase.ACTIVE;
            case RETRIEVE_NOTIFIC -> heldNear = false;
            case REMOTE_HOLD -> holdRemotely(invoke, true, H450Types.REMOTE_HOLD_RES, phase);
            case REMOTE_RETRIEVE -> holdRemotely(invoke, false, H450Types.REMOTE_RETRIEVE_RES, phase);
            default -> unrecognized(invoke, interpretation);
        }
    }

    /** @param identity that we would have given the call to transfer it to; empty if nobody asked us before */
    private void transferredToUs(RemoteOperation.Invoke invoke, String identity, Phase phase) {
        if (phase != Phase.SETUP) {
            fail(invoke, INVALID_CALL_STATE);
        } else if (identity.isEmpty() && transfers.size() < MOST_ANSWERS) {
            transfers.add(invoke);
        } else {
            fail(invoke, UNRECOGNIZED_CALL_IDENTITY);
            clearsCall = true;
        }
    }

    private void holdRemotely(RemoteOperation.Invoke invoke, boolean hold, SequenceType result, Phase phase) {
        if (phase != Phase.ACTIVE || heldRemotely == hold) {
            fail(invoke, INVALID_CALL_STATE);
            return;
        }
        heldRemotely = hold;
        answers.add(new RemoteOperation.Result(
                BigInteger.valueOf(invoke.id()),
                Optional.of(new RemoteOperation.Result.Outcome(
                        invoke.operation(),
                        Octets.of(result.encode(result.build().done()))))));
    }

    private void unrecognized(RemoteOperation.Invoke invoke, SupplementaryService.Interpretation interpretation) {
        if (interpretation != SupplementaryService.Interpretation.DISCARD) {
            reject(BigInteger.valueOf(invoke.id()), RemoteOperation.Reject.Kind.INVOKE, UNRECOGNIZED_OPERATION);
        }
        clearsCall |= interpretation == SupplementaryService.Interpretation.CLEAR_CALL;
    }

    /** Empty, and said so, if it has none or another one. */
    private Optional<Sequence> argument(RemoteOperation.Invoke invoke, SequenceType type) {
        try {
            if (invoke.argument().isPresent()) {
                return Optional.of((Sequence) type.decode(invoke.argument().get()));
            }
        } catch (PerException _) {
            // As without.
        }
        reject(BigInteger.valueOf(invoke.id()), RemoteOperation.Reject.Kind.INVOKE, MISTYPED_ARGUMENT);
        return Optional.empty();
    }

    private void fail(RemoteOperation.Invoke invoke, int error) {
        answers.add(failure(invoke, error));
    }

    private static RemoteOperation failure(RemoteOperation.Invoke invoke, int error) {
        return new RemoteOperation.Failure(
                BigInteger.valueOf(invoke.id()), OperationCode.local(error), Optional.empty());
    }

    private void reject(BigInteger id, RemoteOperation.Reject.Kind kind, int problem) {
        answers.add(new RemoteOperation.Reject(id, kind, BigInteger.valueOf(problem)));
    }
}
